import Activations
import Datasets
import Studies
import Testing

@testable import Networks

@Suite struct TrainingTests {
  private static let dense = """
    input 28x28x1
    average-pool kernel 4
    flatten
    dense 32
    activation
    dropout 0.1
    dense 10
    """

  private func training(
    _ plan: String = dense, activation: String = "relu(x)", epochs: Int = 2, horizon: Int? = nil,
    batch: Int = 64,
    optimizer: Optimizer = Optimizer(rate: 0.1, momentum: 0.9, decay: 5e-4, schedule: .cosine),
    seed: UInt64 = 1, measuresTest: Bool = false
  ) throws -> Training {
    try Training(
      plan: NetworkPlan(text: plan), activation: ActivationFunction(try Expression(activation)),
      recipe: Recipe(epochs: epochs, horizon: horizon, batch: batch, optimizer: optimizer),
      dataset: DatasetCatalogue.open("generated", folder: nil, cache: ""), seed: seed,
      measuresTest: measuresTest)
  }

  @Test func `a network learns the generated images`() throws {
    var records: [EpochRecord] = []
    let result = try training(epochs: 3).run(
      clock: { .zero }, progress: { records.append($0) })
    guard case .completed(.metrics(let metrics)) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(metrics.validationAccuracy > 0.5)
    #expect(metrics.test == nil)
    #expect(records == result.curve)
    #expect(records.map(\.epoch) == [1, 2, 3])
    #expect(records[0].trainLoss > records[2].trainLoss)
    #expect(metrics.trainLoss == records[2].trainLoss)
    #expect(metrics.validationLoss == records[2].validationLoss)
  }

  @Test(arguments: [
    dense,
    "input 28x28x1\nconvolution 4 kernel 3 stride 4\nbatch-norm\nactivation\nflatten\ndense 10",
  ])
  func `the same seed gives the same bits, another one does not`(plan: String) throws {
    let first = try training(plan, activation: "swish(x)").run(clock: { .zero })
    let again = try training(plan, activation: "swish(x)").run(clock: { .zero })
    let other = try training(plan, activation: "swish(x)", seed: 2).run(clock: { .zero })
    #expect(first == again)
    #expect(first.curve != other.curve)
  }

  @Test func `a shorter training with a longer one's horizon is its beginning`() throws {
    let whole = try training(epochs: 3).run(clock: { .zero })
    let start = try training(epochs: 2, horizon: 3).run(clock: { .zero })
    let short = try training(epochs: 2).run(clock: { .zero })
    #expect(start.curve == Array(whole.curve.prefix(2)))
    #expect(start.curve != short.curve)
    #expect(throws: NetworkError.self) { try training(epochs: 3, horizon: 2) }
  }

  @Test func `test images are looked at when asked for, at the end`() throws {
    let result = try training(epochs: 1, measuresTest: true).run(clock: { .zero })
    let without = try training(epochs: 1).run(clock: { .zero })
    guard case .completed(.metrics(let metrics)) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(metrics.test.map { $0.accuracy > 0.2 && $0.loss > 0 } == true)
    #expect(result.curve == without.curve)
  }

  @Test func `a rate that explodes is infeasible within a few steps`() throws {
    let result = try training(
      activation: "mul(x,x)", optimizer: Optimizer(rate: 1e6)
    ).run(clock: { .zero })
    guard case .infeasible(let why) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(why.reason == .diverged)
    #expect(why.epoch == 1)
    #expect(why.step < 10)
    #expect(result.curve.isEmpty)
  }

  @Test func `a function that is never finite is infeasible at the first step`() throws {
    let result = try training(activation: "div(x,zero(x))").run(clock: { .zero })
    #expect(
      result.outcome == .infeasible(Infeasibility(reason: .diverged, epoch: 1, step: 1)))
  }

  @Test func `weights that break in the last step are found by validation`() throws {
    let dataset = try DatasetCatalogue.open("generated", folder: nil, cache: "")
    let result = try training(
      epochs: 1, batch: dataset.train.count, optimizer: Optimizer(rate: 1e38, momentum: 0)
    ).run(clock: { .zero })
    #expect(
      result.outcome == .infeasible(Infeasibility(reason: .nonFinite, epoch: 1, step: 1)))
  }

  @Test func `cancelling ends the training before the next batch`() throws {
    var asked = 0
    let result = try training().run(
      clock: { .zero },
      isCancelled: {
        asked += 1
        return asked == 4
      })
    #expect(result.outcome == .cancelled)
    #expect(asked == 4)
    #expect(result.curve.isEmpty)
  }

  @Test func `cancelling during validation keeps no record of that epoch`() throws {
    let dataset = try DatasetCatalogue.open("generated", folder: nil, cache: "")
    var asked = 0
    let result = try training(batch: dataset.train.count / 2).run(
      clock: { .zero },
      isCancelled: {
        asked += 1
        return asked == 3
      })
    #expect(result.outcome == .cancelled)
    #expect(result.curve.isEmpty)
  }

  @Test func `seconds are those of the training steps alone`() throws {
    var now = Duration.zero
    let result = try training(epochs: 2).run(clock: {
      now += .seconds(5)
      return now
    })
    #expect(result.curve.map(\.seconds) == [5, 10])
    #expect(result.seconds == 10)
  }

  @Test(arguments: [
    (
      "input 8x8x1\nflatten\ndense 10", 64,
      "network refused: it takes images of 8x8x1 (the data set generated has 28x28x1)"
    ),
    (
      "input 28x28x1\nflatten\ndense 9", 64,
      "network refused: it ends with 1x1x9 (the data set generated has 10 classes)"
    ),
    (
      "input 28x28x1\naverage-pool kernel 28\nactivation", 64,
      "network refused: it ends with 1x1x1 (the data set generated has 10 classes)"
    ),
    (
      "input 28x28x1\nconvolution 5 kernel 27 stride 1\naverage-pool kernel 1 stride 2\n"
        + "convolution 10 kernel 2 padding 1", 64,
      "network refused: it ends with 2x2x10 (the data set generated has 10 classes)"
    ),
    ("", 0, "recipe refused: batch is 0 (expected 1 to "),
    ("", 1_000_000, "recipe refused: batch is 1000000 (expected 1 to "),
  ])
  func `what does not fit together is refused`(plan: String, batch: Int, reason: String) throws {
    let error = #expect(throws: NetworkError.self) {
      try training(plan.isEmpty ? Self.dense : plan, batch: batch)
    }
    #expect(error.map { "\($0)".hasPrefix(reason) } == true)
  }

  @Test func `recipes without sense are refused`() {
    for optimizer in [
      Optimizer(rate: .nan), Optimizer(rate: -1), Optimizer(rate: 1, momentum: .infinity),
      Optimizer(rate: 1, schedule: .step(epochs: 0, factor: 0.1)),
    ] {
      #expect(throws: NetworkError.self) { try training(optimizer: optimizer) }
    }
    #expect(throws: NetworkError.self) { try training(epochs: 0) }
  }
}
