import Digests
import Orders
import Randomness
import Studies

@testable import Messages

/// One message of every kind, and random ones.
enum Samples {
  static let lease = LeaseKey(order: 81, attempt: 2)
  static let record = EpochRecord(
    epoch: 3, trainLoss: 0.25, trainAccuracy: 0.75, validationLoss: -0.0,
    validationAccuracy: 0.5, seconds: 1.5)

  static let order = WorkOrder(
    id: 81,
    work: .train(
      TrainingWork(
        expression: "mul(x,erfc(elu(x)))", network: "dense 10\n",
        recipe: Recipe(
          epochs: 3, batch: 128,
          optimizer: Optimizer(rate: 0.05, momentum: 0.9, decay: 5e-4, schedule: .cosine)),
        dataset: DatasetIdentity(name: "generated", digest: Digest.of("data")),
        seed: .max, measuresTest: true)),
    limits: Limits(memory: 4096, silence: 120))

  /// An order whose function has parameters, treated otherwise than by default.
  static let learning = WorkOrder(
    id: 83,
    work: .train(
      TrainingWork(
        expression: "max(x,mul(p(0.25),x))", network: "activation\ndense 10\n",
        recipe: Recipe(
          epochs: 1, batch: 32,
          optimizer: Optimizer(
            rate: 0.05, parameters: ParameterDescent(per: .layer, rate: 0.01, decay: 1e-4))),
        dataset: DatasetIdentity(name: "generated", digest: Digest.of("data")), seed: 7,
        measuresTest: false)),
    limits: Limits(memory: 4096, silence: 120))

  static let idle = WorkOrder(
    id: 82,
    work: .idle(
      IdleWork(
        function: "relu(x)",
        rehearsal: Rehearsal(
          seconds: 0.2, crashes: 0.02, hangs: 0.01, infeasible: 0.05, broken: 0.03), epochs: 3,
        seed: .max, measuresTest: true)),
    limits: Limits(memory: 4096, silence: 120))

  static let hello = Hello(
    worker: "box-7/4711", incarnation: .max, program: "0.1.0", host: "box-7", process: 4711,
    slots: 16, tags: [Tag(key: "gpu", value: ""), Tag(key: "rack", value: "ä7")],
    capabilities: ["train", "spectrum"], study: "5f", knownSequence: .max,
    knownIncarnation: 1_790_000_000_000, held: [lease, LeaseKey(order: .max, attempt: 1)])

  static let provenance = Provenance(
    program: "0.1.0", processor: "EPYC", kernels: "SkylakeX", dataset: Digest.of("data"),
    seconds: 3.5, curve: [record, record])

  static let metrics = Metrics(
    trainLoss: 0.1, trainAccuracy: 0.9, validationLoss: 0.2, validationAccuracy: 0.8,
    test: TestMetrics(loss: 0.3, accuracy: 0.7))

  static var all: [Message] {
    workers + [
      .welcome(Welcome(study: "fashion-cnn", heartbeat: .milliseconds(1_000))),
      .refused(Rejection(code: .nameTaken, reason: "box-7 is here")), .order(order, attempt: 2),
      .order(idle, attempt: 1), .order(learning, attempt: 1),
      .acknowledged(lease, sequence: 12), .cancel(lease), .finished, .whoAreYou,
      .subscribe(since: 0, credit: 100), .credit(7),
      .event(EventNotice(sequence: 1, time: -1, kind: "best", fields: "{\"a\":1}")),
      .notice(json: "{}"), .lagged(after: 9),
      .request(Request(id: 3, command: "trials", arguments: [Tag(key: "limit", value: "10")])),
      .response(Response(id: 3, result: .success(json: "[]"))),
      .response(Response(id: .max, result: .failure(reason: "no such trial", exitCode: 2))),
      .unknown(kind: 99),
    ]
  }

  private static var workers: [Message] {
    [
      .hello(hello), .ready(capacity: 0), .ready(capacity: 16), .heartbeat(held: []),
      .heartbeat(held: [lease]), .progress(Progress(lease: lease, record: record)),
      .report(Report(lease: lease, outcome: .completed(.metrics(metrics)), provenance: provenance)),
      .report(
        Report(
          lease: lease,
          outcome: .infeasible(Infeasibility(reason: .nonFinite, epoch: 1, step: 0)),
          provenance: provenance)),
      .report(Report(lease: lease, outcome: .completed(.madeUp(metrics)), provenance: provenance)),
      .report(Report(lease: lease, outcome: .failed("killed"), provenance: nil)),
      .report(Report(lease: lease, outcome: .cancelled, provenance: nil)),
      .goodbye(reason: ""),
    ]
  }

  /// A random loss that a result may have: any such bit pattern, minus zero, or a small number.
  static func loss(_ generator: inout Generator) -> Double {
    switch generator.uniform(below: 8) {
    case 0: return -0.0
    case 1, 2, 3:
      let number = abs(Double(bitPattern: generator.next()))
      return number.isFinite ? number : 0
    default: return abs(generator.normal())
    }
  }

  /// A random loss that an epoch may have shown, infinite and NaN with any payload among them.
  static func lossOnTheWay(_ generator: inout Generator) -> Double {
    switch generator.uniform(below: 4) {
    case 0: .infinity
    case 1: Double(bitPattern: 0x7ff8_0000_0000_0000 | generator.next() >> 13)
    default: loss(&generator)
    }
  }

  static func record(_ generator: inout Generator) -> EpochRecord {
    EpochRecord(
      epoch: 1 + generator.uniform(below: 100_000), trainLoss: lossOnTheWay(&generator),
      trainAccuracy: generator.uniform(), validationLoss: lossOnTheWay(&generator),
      validationAccuracy: generator.uniform(), seconds: abs(generator.normal()))
  }

  /// A random report, with metrics of any bit pattern that a result may have.
  static func report(_ generator: inout Generator) -> Report {
    let outcome: Outcome =
      switch generator.uniform(below: 4) {
      case 0:
        .completed(
          .metrics(
            Metrics(
              trainLoss: loss(&generator), trainAccuracy: generator.uniform(),
              validationLoss: loss(&generator), validationAccuracy: generator.uniform(),
              test: generator.uniform(below: 2) == 0
                ? nil : TestMetrics(loss: loss(&generator), accuracy: generator.uniform()),
              learned: (0..<generator.uniform(below: 3)).map { site in
                LearnedParameter(
                  site: "activation-\(site + 1)", parameter: 1 + site, count: 96,
                  mean: generator.normal(), deviation: generator.uniform(),
                  least: generator.normal(), greatest: generator.normal())
              })))
      case 1:
        .infeasible(
          Infeasibility(
            reason: .diverged, epoch: generator.uniform(below: 9), step: generator.uniform(below: 9)
          ))
      case 2: .failed(String(repeating: "é", count: generator.uniform(below: 100)))
      default: .cancelled
      }
    var curve: [EpochRecord] = []
    for _ in 0..<generator.uniform(below: 5) { curve.append(record(&generator)) }
    return Report(
      lease: LeaseKey(
        order: Int64(1 + generator.uniform(below: .max)),
        attempt: 1 + generator.uniform(below: 1_000_000)),
      outcome: outcome,
      provenance: generator.uniform(below: 3) == 0
        ? nil
        : Provenance(
          program: "p", processor: "", kernels: "k", dataset: Digest.of("\(generator.next())"),
          seconds: abs(generator.normal()), curve: curve))
  }
}
