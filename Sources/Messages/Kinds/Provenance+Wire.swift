import CMessages
import Digests
import Orders
import Studies

extension Provenance {
  func wire(in arena: inout Arena) -> Hillock__V1__Provenance {
    var wire = unsafe Hillock__V1__Provenance()
    unsafe hillock__v1__provenance__init(&wire)
    unsafe wire.program = arena.text(program, cutTo: Field.shortText)
    unsafe wire.processor = arena.text(processor, cutTo: Field.shortText)
    unsafe wire.kernels = arena.text(kernels, cutTo: Field.shortText)
    unsafe wire.dataset = arena.bytes(dataset.bytes)
    unsafe wire.seconds = seconds
    unsafe wire.n_curve = curve.count
    unsafe wire.curve = arena.many(curve.map { unsafe $0.wire })
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Provenance) throws(MessageError) {
    try unsafe self.init(
      program: Field("program").text(wire.program),
      processor: Field("processor").text(wire.processor),
      kernels: Field("kernels").text(wire.kernels),
      dataset: Field("dataset hash").digest(wire.dataset),
      seconds: Field("seconds").number(wire.seconds, in: EpochRecord.secondsRange),
      curve: Field("curve").list(wire.curve, wire.n_curve, atMost: 100_000, EpochRecord.init))
  }
}

extension EpochRecord {
  /// What a time span may be, in seconds; finite, unlike a loss.
  static let secondsRange = 0...Double.greatestFiniteMagnitude

  var wire: Hillock__V1__Epoch {
    var wire = unsafe Hillock__V1__Epoch()
    unsafe hillock__v1__epoch__init(&wire)
    unsafe wire.epoch = UInt32(clamping: epoch)
    unsafe wire.train_loss = trainLoss
    unsafe wire.train_accuracy = trainAccuracy
    unsafe wire.validation_loss = validationLoss
    unsafe wire.validation_accuracy = validationAccuracy
    unsafe wire.seconds = seconds
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Epoch) throws(MessageError) {
    try unsafe self.init(
      epoch: Field("epoch").whole(wire.epoch, in: 1...100_000),
      trainLoss: Field("train loss").lossOnTheWay(wire.train_loss),
      trainAccuracy: Field("train accuracy").share(wire.train_accuracy),
      validationLoss: Field("validation loss").lossOnTheWay(wire.validation_loss),
      validationAccuracy: Field("validation accuracy").share(wire.validation_accuracy),
      seconds: Field("seconds").number(wire.seconds, in: Self.secondsRange))
  }
}

extension Progress {
  var packed: [UInt8] {
    unsafe Messages.packed(
      hillock__v1__progress__get_packed_size, hillock__v1__progress__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Progress()
      unsafe hillock__v1__progress__init(&wire)
      unsafe wire.record = arena.one(record.wire)
      return unsafe wire
    }
  }

  init(_ lease: LeaseKey, unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__progress__unpack, hillock__v1__progress__free_unpacked
    ) { wire throws(MessageError) in
      try unsafe Progress(lease: lease, record: EpochRecord(Field("record").part(wire.record)))
    }
  }
}
