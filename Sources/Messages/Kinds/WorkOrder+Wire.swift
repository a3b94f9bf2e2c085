import CMessages
import Digests
import Orders
import Studies

extension WorkOrder {
  var packed: [UInt8] {
    unsafe Messages.packed(hillock__v1__order__get_packed_size, hillock__v1__order__pack) { arena in
      var wire = unsafe Hillock__V1__Order()
      unsafe hillock__v1__order__init(&wire)
      switch work {
      case .train(let training):
        unsafe wire.work_case = HILLOCK__V1__ORDER__WORK_TRAINING
        unsafe wire.training = arena.one(training.wire(in: &arena))
      case .spectrum(let spectrum):
        unsafe wire.work_case = HILLOCK__V1__ORDER__WORK_SPECTRUM
        unsafe wire.spectrum = arena.one(spectrum.wire(in: &arena))
      case .idle(let idle):
        unsafe wire.work_case = HILLOCK__V1__ORDER__WORK_IDLE
        unsafe wire.idle = arena.one(idle.wire(in: &arena))
      }
      unsafe wire.limits = arena.one(limits.wire)
      return unsafe wire
    }
  }

  init(_ id: ID, unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__order__unpack, hillock__v1__order__free_unpacked
    ) { wire throws(MessageError) in
      let work: Work
      switch unsafe wire.work_case {
      case HILLOCK__V1__ORDER__WORK_TRAINING:
        work = try unsafe .train(TrainingWork(Field("training").part(wire.training)))
      case HILLOCK__V1__ORDER__WORK_SPECTRUM:
        work = try unsafe .spectrum(SpectrumWork(Field("spectrum").part(wire.spectrum)))
      case HILLOCK__V1__ORDER__WORK_IDLE:
        work = try unsafe .idle(IdleWork(Field("idle").part(wire.idle)))
      default: throw .malformed("the work is of an unknown kind")
      }
      return try unsafe WorkOrder(
        id: id, work: work, limits: Limits(Field("limits").part(wire.limits)))
    }
  }
}

extension TrainingWork {
  fileprivate func wire(in arena: inout Arena) -> Hillock__V1__Training {
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

  fileprivate init(_ wire: Hillock__V1__Training) throws(MessageError) {
    try unsafe self.init(
      expression: Field("expression").name(wire.expression, atMost: Field.longText),
      network: Field("network").name(wire.network, atMost: Field.longText),
      recipe: Recipe(Field("recipe").part(wire.recipe)),
      dataset: DatasetIdentity(Field("dataset").part(wire.dataset)), seed: wire.seed,
      measuresTest: wire.measures_test != 0)
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

extension Limits {
  fileprivate var wire: Hillock__V1__Limits {
    var wire = unsafe Hillock__V1__Limits()
    unsafe hillock__v1__limits__init(&wire)
    unsafe wire.memory_mebibytes = UInt32(clamping: memory)
    unsafe wire.silence_seconds = UInt32(clamping: silence)
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__Limits) throws(MessageError) {
    try unsafe self.init(
      memory: Field("memory").whole(wire.memory_mebibytes, in: 1...(1 << 30)),
      silence: Field("silence").whole(wire.silence_seconds, in: 1...(1 << 30)))
  }
}
