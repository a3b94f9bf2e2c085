import CMessages
import Digests
import Orders
import Studies

extension TrainingWork {
  func wire(in arena: inout Arena) -> Hillock__V1__Training {
    var wire = unsafe Hillock__V1__Training()
    unsafe hillock__v1__training__init(&wire)
    unsafe wire.expression = arena.text(expression)
    unsafe wire.network = arena.text(network)
    unsafe wire.recipe = arena.one(recipe.wire(in: &arena))
    unsafe wire.dataset = arena.one(dataset.wire(in: &arena))
    unsafe wire.seed = seed
    unsafe wire.measures_test = measuresTest ? 1 : 0
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Training) throws(MessageError) {
    try unsafe self.init(
      expression: Field("expression").name(wire.expression, atMost: Field.longText),
      network: Field("network").name(wire.network, atMost: Field.longText),
      recipe: Recipe(Field("recipe").part(wire.recipe)),
      dataset: DatasetIdentity(Field("dataset").part(wire.dataset)), seed: wire.seed,
      measuresTest: wire.measures_test != 0)
  }
}

extension Metrics {
  func wire(in arena: inout Arena) -> Hillock__V1__Metrics {
    var wire = unsafe Hillock__V1__Metrics()
    unsafe hillock__v1__metrics__init(&wire)
    unsafe wire.train_loss = trainLoss
    unsafe wire.train_accuracy = trainAccuracy
    unsafe wire.validation_loss = validationLoss
    unsafe wire.validation_accuracy = validationAccuracy
    if let test {
      var part = unsafe Hillock__V1__TestMetrics()
      unsafe hillock__v1__test_metrics__init(&part)
      unsafe part.loss = test.loss
      unsafe part.accuracy = test.accuracy
      unsafe wire.test = arena.one(part)
    }
    unsafe wire.n_learned = learned.count
    unsafe wire.learned = arena.many(learned.map { unsafe $0.wire(in: &arena) })
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Metrics) throws(MessageError) {
    var test: TestMetrics?
    if unsafe wire.test != nil {
      let part = try unsafe Field("test").part(wire.test)
      test = try unsafe TestMetrics(
        loss: Field("test loss").loss(part.loss),
        accuracy: Field("test accuracy").share(part.accuracy))
    }
    try unsafe self.init(
      trainLoss: Field("train loss").loss(wire.train_loss),
      trainAccuracy: Field("train accuracy").share(wire.train_accuracy),
      validationLoss: Field("validation loss").loss(wire.validation_loss),
      validationAccuracy: Field("validation accuracy").share(wire.validation_accuracy),
      test: test,
      learned: Field("learned parameters").list(
        wire.learned, wire.n_learned, atMost: 100_000, LearnedParameter.init))
  }
}

extension LearnedParameter {
  fileprivate func wire(in arena: inout Arena) -> Hillock__V1__LearnedParameter {
    var wire = unsafe Hillock__V1__LearnedParameter()
    unsafe hillock__v1__learned_parameter__init(&wire)
    unsafe wire.site = arena.text(site)
    unsafe wire.parameter = UInt32(clamping: parameter)
    unsafe wire.count = UInt32(clamping: count)
    unsafe wire.mean = mean
    unsafe wire.deviation = deviation
    unsafe wire.least = least
    unsafe wire.greatest = greatest
    return unsafe wire
  }

  /// The numbers may be anything: a function may learn what is not finite and not matter.
  fileprivate init(_ wire: Hillock__V1__LearnedParameter) throws(MessageError) {
    try unsafe self.init(
      site: Field("site").name(wire.site),
      parameter: Field("parameter").whole(wire.parameter, in: 1...1_000_000),
      count: Field("count of parameters").whole(wire.count, in: 1...1_000_000_000),
      mean: wire.mean, deviation: wire.deviation, least: wire.least, greatest: wire.greatest)
  }
}

extension DatasetIdentity {
  func wire(in arena: inout Arena) -> Hillock__V1__Dataset {
    var wire = unsafe Hillock__V1__Dataset()
    unsafe hillock__v1__dataset__init(&wire)
    unsafe wire.name = arena.text(name)
    unsafe wire.digest = arena.bytes(digest.bytes)
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Dataset) throws(MessageError) {
    try unsafe self.init(
      name: Field("dataset").name(wire.name), digest: Field("dataset hash").digest(wire.digest))
  }
}
