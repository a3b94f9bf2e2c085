import Curvature
import Datasets
import Digests
import Foundation
import Messages
import Networks
import Orders
import Studies
import Testing
import Transport

@testable import Working

@Suite(.timeLimit(.minutes(2))) struct `evaluator` {
  @Test func `an order is trained, with progress and a report that says where it comes from`()
    async throws
  {
    let desk = try Desk()
    let messages = try await desk.evaluate(try training(epochs: 2))
    #expect(messages.first == .heartbeat(held: [lease(1)]))
    #expect(messages.epochs == [1, 2])
    let report = try #require(messages.report)
    guard case .completed(.metrics(let metrics)) = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(metrics.validationAccuracy > 0.2)
    #expect(metrics.test == nil)
    let provenance = try #require(report.provenance)
    #expect(provenance.program == "1.2.3")
    #expect(provenance.curve.count == 2)
    #expect(provenance.seconds > 0)
    #expect(provenance.dataset == Desk.dataset.digest)
    #expect(!provenance.kernels.isEmpty)
    #expect(provenance.curve.last?.validationAccuracy == metrics.validationAccuracy)
  }

  @Test func `the same order gives the same bits, whatever was evaluated before`() async throws {
    let desk = try Desk()
    let first = try await desk.evaluate(try training())
    _ = try await desk.evaluate(try training(expression: "tanh(x)"))
    let again = try await desk.evaluate(try training())
    #expect(first.report?.outcome == again.report?.outcome)
  }

  @Test func `other data of the same name are refused`() async throws {
    var work = try training()
    work.dataset.digest = Digest.of("others")
    let desk = try Desk()
    let messages = try await desk.evaluate(work)
    #expect(
      messages.goodbye
        == "cannot use data set generated in its usual folder: its hash is "
        + "\(Desk.dataset.digest); \(Digest.of("others")) expected")
    #expect(messages.report == nil, "the order is not to blame")
    // Whoever listens may know better, and sends another order.
    #expect(try await desk.evaluate(try training()).report?.outcome.state == "completed")
  }

  @Test func `data that are not here are this machine's fault, not the order's`() async throws {
    var work = try training()
    work.dataset.name = "fashion-mnist"
    let desk = try Desk(dataFolder: "/nowhere")
    for messages in [
      try await desk.evaluate(work),
      try await desk.evaluate(
        .spectrum(
          SpectrumWork(
            expression: "relu(x)", network: "nonsense", dataset: work.dataset,
            recipe: SpectrumRecipe()))),
    ] {
      let reason = try #require(messages.goodbye)
      #expect(
        reason.hasPrefix(
          "cannot use data set fashion-mnist in /nowhere: cannot open data set fashion-mnist: no "
            + "folder /nowhere ("), "\(reason)")
      #expect(reason.hasSuffix("; hash \(work.dataset.digest) expected"), "\(reason)")
      #expect(messages.report == nil)
    }
    work.dataset.name = "nothing"
    #expect(
      try await desk.evaluate(work).goodbye?.contains("unknown data set 'nothing'") == true)
  }

  @Test(arguments: [
    ("swsh(x)", "input 28x28x1\nflatten\ndense 10", "expression 'swsh(x)' refused: "),
    ("relu(x)", "nonsense", "network plan refused: "),
    ("relu(x)", "input 28x28x1\nflatten\ndense 7", "network refused: "),
  ])
  func `what cannot be evaluated fails with a reason`(
    expression: String, network: String, reason: String
  ) async throws {
    var work = try training(expression: expression)
    work.network = network
    let report = try await Desk().evaluate(work).report
    guard case .failed(let text) = report?.outcome else {
      Issue.record("\(String(describing: report))")
      return
    }
    #expect(text.hasPrefix(reason), "\(text)")
  }

  @Test func `a function that cannot be trained is a result`() async throws {
    let report = try await Desk().evaluate(try training(expression: "div(x,zero(x))")).report
    guard case .infeasible = report?.outcome else {
      Issue.record("\(String(describing: report))")
      return
    }
    #expect(report?.provenance?.program == "1.2.3")
  }

  @Test func `an evaluation that is cancelled stops long before its end`() async throws {
    let desk = try Desk()
    desk.send(.order(order(1, try training(epochs: 100_000)), attempt: 1))
    var messages: [Message] = []
    while messages.epochs.isEmpty { messages += try await desk.next() }
    desk.send(.cancel(lease(1)))
    while messages.report == nil { messages += try await desk.next() }
    #expect(messages.report?.outcome == .cancelled)
    // The next order is not the cancelled one's victim.
    let next = try await desk.evaluate(try training())
    #expect(next.report?.outcome.state == "completed")
  }

  @Test func `signs of life come from the training itself, about once a second`() async throws {
    let desk = try Desk()
    desk.send(.order(order(1, try training(epochs: 100_000)), attempt: 1))
    var messages: [Message] = []
    while messages.count(where: { $0 == .heartbeat(held: [lease(1)]) }) < 3 {
      messages += try await desk.next()
    }
    desk.send(.cancel(lease(1)))
    while messages.report == nil { messages += try await desk.next() }
  }

  @Test func `a spectrum comes with where it comes from`() async throws {
    let spectrum = Spectrum(
      layers: [Spectrum.Layer(name: "dense 1", weights: 200, edges: 2)], cdf: [0.5])
    let desk = try Desk { work, dataset, isCancelled throws(EvaluationError) in
      work.expression == "relu(x)" && work.recipe.batch == 9 && dataset.name == "generated"
        && !isCancelled()
        ? .completed(spectrum) : .infeasible(NothingCounted(layer: "dense 1"))
    }
    let report = try #require(try await desk.evaluate(.spectrum(spectrumWork())).report)
    #expect(report.outcome == .completed(.spectrum(spectrum)))
    #expect(report.provenance?.program == "1.2.3" && report.provenance?.curve == [])
    #expect(report.provenance?.dataset == Desk.dataset.digest)
    let other = try await desk.evaluate(.spectrum(spectrumWork(expression: "tanh(x)"))).report
    #expect(other?.outcome == .infeasible(Infeasibility(reason: .uncountable, layer: "dense 1")))
    #expect(other?.provenance != nil)
  }

  @Test func `a spectrum gives signs of life between its layers, and can be cancelled`()
    async throws
  {
    let desk = try Desk { _, _, isCancelled throws(EvaluationError) in
      while !isCancelled() {}
      return .cancelled
    }
    desk.send(
      .order(WorkOrder(id: 1, work: .spectrum(spectrumWork()), limits: Limits()), attempt: 1))
    var messages: [Message] = []
    while messages.count(where: { $0 == .heartbeat(held: [lease(1)]) }) < 2 {
      messages += try await desk.next()
    }
    desk.send(.cancel(lease(1)))
    while messages.report == nil { messages += try await desk.next() }
    #expect(messages.report?.outcome == .cancelled)
  }

  @Test func `a spectrum of another version is refused`() async throws {
    let desk = try Desk { _, _, _ throws(EvaluationError) in .cancelled }
    var work = spectrumWork()
    work.version = 99
    let messages = try await desk.evaluate(.spectrum(work))
    #expect(
      messages.goodbye
        == "spectrum refused: its computation is of version 99; expected version "
        + "\(SpectrumRecipe.version)")
    #expect(messages.report == nil, "another program could compute it")
  }

  @Test func `a real spectrum has the layers of its network, and the same bits again`()
    async throws
  {
    let desk = try Desk()
    let first = try await desk.evaluate(.spectrum(spectrumWork())).report
    let spectrum = try #require(first?.spectrum)
    #expect(spectrum.layers.map(\.weights) == [28 * 28 * 10 + 10])
    #expect(first?.provenance?.seconds ?? 0 > 0)
    _ = try await desk.evaluate(.spectrum(spectrumWork(expression: "tanh(x)")))
    #expect(try await desk.evaluate(.spectrum(spectrumWork())).report?.spectrum == spectrum)
  }

  @Test func `a spectrum that cannot be computed as asked fails with a reason`() async throws {
    var work = spectrumWork()
    work.recipe.batch = 60_000
    let report = try await Desk().evaluate(.spectrum(work)).report
    guard case .failed(let reason) = report?.outcome else {
      Issue.record("\(String(describing: report))")
      return
    }
    #expect(reason.hasPrefix("spectrum recipe refused: batch is 60000"), "\(reason)")
  }

  @Test func `an idle order takes its time, needs no data, and reports what it made up`()
    async throws
  {
    let work = IdleWork(
      function: "relu(x)", rehearsal: Rehearsal(seconds: 0.05), epochs: 3, seed: 7,
      measuresTest: true)
    let messages = try await Desk(dataFolder: "/nowhere").evaluate(.idle(work))
    let report = try #require(messages.report)
    guard case .completed(let curve, let metrics) = work.fate(ofAttempt: 1) else {
      Issue.record("\(work.fate(ofAttempt: 1))")
      return
    }
    #expect(report.outcome == .completed(.madeUp(metrics)))
    #expect(messages.epochs == [1, 2, 3] && report.provenance?.curve == curve)
    #expect((report.provenance?.seconds ?? 0) >= 0.15 && metrics.test != nil)
    #expect(report.provenance?.dataset == .of(""), "no data")
  }

  @Test func `an idle order is infeasible where it is drawn so, and stops when it is cancelled`()
    async throws
  {
    let desk = try Desk()
    let infeasible = IdleWork(
      function: "relu(x)", rehearsal: Rehearsal(seconds: 0, infeasible: 1), epochs: 1)
    #expect(try await desk.evaluate(.idle(infeasible)).report?.outcome.state == "infeasible")
    let long = IdleWork(function: "relu(x)", rehearsal: Rehearsal(seconds: 86_400), epochs: 1)
    desk.send(.order(WorkOrder(id: 1, work: .idle(long), limits: Limits()), attempt: 1))
    desk.send(.cancel(lease(1)))
    var messages: [Message] = []
    while messages.report == nil { messages += try await desk.next() }
    #expect(messages.report?.outcome == .cancelled)
  }

  @Test func `the end of its input ends it`() async throws {
    let desk = try Desk()
    desk.closeInput()
    await desk.waitForEnd()
  }

  @Test func `garbage on its input ends it`() async throws {
    let desk = try Desk()
    desk.write([UInt8](repeating: 255, count: 64))
    await desk.waitForEnd()
  }

  @Test func `faults are planted by expression`() {
    #expect(
      PlantedFault.faults(in: "abort:relu(x); hang:add(x,tanh(x));nonsense:x;grow") == [
        PlantedFault(kind: .abort, expression: "relu(x)"),
        PlantedFault(kind: .hang, expression: "add(x,tanh(x))"),
      ])
    #expect(PlantedFault.faults(in: "").isEmpty)
  }
}

private func training(
  expression: String = "relu(x)", epochs: Int = 1
) throws -> TrainingWork {
  let dataset = Desk.dataset
  return TrainingWork(
    expression: expression,
    network: "input \(dataset.shape)\nflatten\ndense 16\nactivation\ndense 10",
    recipe: Recipe(epochs: epochs, batch: 32, optimizer: Optimizer(rate: 0.05, momentum: 0.9)),
    dataset: DatasetIdentity(name: dataset.name, digest: dataset.digest), seed: 3,
    measuresTest: false)
}

private func spectrumWork(expression: String = "relu(x)") -> SpectrumWork {
  let dataset = Desk.dataset
  return SpectrumWork(
    expression: expression, network: "input \(dataset.shape)\nflatten\ndense 10",
    dataset: DatasetIdentity(name: dataset.name, digest: dataset.digest),
    recipe: SpectrumRecipe(batch: 9))
}

private func order(_ id: WorkOrder.ID, _ work: TrainingWork) -> WorkOrder {
  WorkOrder(id: id, work: .train(work), limits: Limits())
}

/// An evaluator in this process, with pipes to talk to it.
private final class Desk: Sendable {
  static let dataset: Dataset = {
    do { return try DatasetCatalogue.open("generated", folder: nil, cache: "/nowhere") } catch {
      preconditionFailure("\(error)")
    }
  }()

  private let toEvaluator = Pipe()
  private let output: Inbox<Message>
  private let over: Inbox<Void>

  init(dataFolder: String? = nil, spectra: SpectrumEngine? = nil) throws {
    ignoreBrokenPipes()
    let fromEvaluator = Pipe()
    let (output, over) = (Inbox<Message>(), Inbox<Void>())
    (self.output, self.over) = (output, over)
    let pipe = OrderPipe(
      reading: toEvaluator.fileHandleForReading, writing: fromEvaluator.fileHandleForWriting)
    pipe.start { over.post(()) }
    var evaluator = Evaluator(
      program: "1.2.3", datasets: OpenDatasets(folder: dataFolder, cache: "/nowhere"))
    if let spectra { evaluator.spectra = spectra }
    Task { [evaluator] in
      for await (order, attempt) in pipe.orders {
        await evaluator.evaluate(order, attempt: attempt, telling: pipe)
      }
    }
    let thread = Thread {
      var reader = FrameReader()
      while case let data = fromEvaluator.fileHandleForReading.availableData, !data.isEmpty {
        reader.append(data)
        while let envelope = try? reader.next() { output.post(envelope.message) }
      }
    }
    thread.start()
  }

  deinit { closeInput() }

  func write(_ bytes: [UInt8]) { toEvaluator.fileHandleForWriting.write(Data(bytes)) }

  func send(_ message: Message) { write(Envelope(message: message).framed) }

  func closeInput() { try? toEvaluator.fileHandleForWriting.close() }

  func next() async throws -> [Message] {
    try #require(await output.next(), "cancelled")
  }

  func waitForEnd() async { _ = await over.next() }

  /// Sends an order, and collects what is said about it, up to its report or a goodbye.
  func evaluate(_ work: TrainingWork) async throws -> [Message] {
    try await evaluate(.train(work))
  }

  func evaluate(_ work: Orders.Work) async throws -> [Message] {
    send(.order(WorkOrder(id: 1, work: work, limits: Limits()), attempt: 1))
    var messages: [Message] = []
    while messages.report == nil, messages.goodbye == nil { messages += try await next() }
    return messages
  }
}

extension [Message] {
  fileprivate var report: Report? {
    for case .report(let report) in self { return report }
    return nil
  }

  fileprivate var goodbye: String? {
    for case .goodbye(let reason) in self { return reason }
    return nil
  }

  fileprivate var epochs: [Int] {
    compactMap { if case .progress(let progress) = $0 { progress.record.epoch } else { nil } }
  }
}
