import CMessages
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

extension Report {
  var packed: [UInt8] {
    unsafe Messages.packed(
      hillock__v1__report__get_packed_size, hillock__v1__report__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Report()
      unsafe hillock__v1__report__init(&wire)
      switch outcome {
      case .completed(.metrics(let metrics)):
        unsafe wire.outcome_case = HILLOCK__V1__REPORT__OUTCOME_COMPLETED
        unsafe wire.completed = arena.one(metrics.wire(in: &arena))
      case .completed(.spectrum(let spectrum)):
        guard let spectrum else {
          preconditionFailure("the report of order \(lease.order) lacks the spectrum that it found")
        }
        unsafe wire.outcome_case = HILLOCK__V1__REPORT__OUTCOME_FEATURISED
        unsafe wire.featurised = arena.one(spectrum.wire(in: &arena))
      case .completed(.madeUp(let metrics)):
        unsafe wire.outcome_case = HILLOCK__V1__REPORT__OUTCOME_IDLED
        unsafe wire.idled = arena.one(metrics.wire(in: &arena))
      case .infeasible(let infeasibility):
        unsafe wire.outcome_case = HILLOCK__V1__REPORT__OUTCOME_INFEASIBLE
        unsafe wire.infeasible = arena.one(infeasibility.wire(in: &arena))
      case .failed(let reason):
        unsafe wire.outcome_case = HILLOCK__V1__REPORT__OUTCOME_FAILED
        unsafe wire.failed = arena.text(reason, cutTo: Field.longText)
      case .cancelled:
        unsafe wire.outcome_case = HILLOCK__V1__REPORT__OUTCOME_CANCELLED
        unsafe wire.cancelled = 1
      }
      if let provenance { unsafe wire.provenance = arena.one(provenance.wire(in: &arena)) }
      return unsafe wire
    }
  }

  init(_ lease: LeaseKey, unpacking bytes: [UInt8]) throws(MessageError) {
    self = try unsafe unpacked(
      bytes, hillock__v1__report__unpack, hillock__v1__report__free_unpacked
    ) { wire throws(MessageError) in
      let provenance =
        try unsafe wire.provenance == nil
        ? nil : Provenance(Field("provenance").part(wire.provenance))
      return try unsafe Report(lease: lease, outcome: Outcome(wire), provenance: provenance)
    }
  }
}

extension Outcome {
  fileprivate init(_ wire: Hillock__V1__Report) throws(MessageError) {
    switch unsafe wire.outcome_case {
    case HILLOCK__V1__REPORT__OUTCOME_COMPLETED:
      self = try unsafe .completed(.metrics(Metrics(Field("metrics").part(wire.completed))))
    case HILLOCK__V1__REPORT__OUTCOME_FEATURISED:
      do throws(MessageError) {
        self = try unsafe .completed(.spectrum(Spectrum(Field("spectrum").part(wire.featurised))))
      } catch {
        // A message that is refused would be sent again for ever: what came of another program's
        // computation, or was changed on the way, is an attempt that failed.
        self = .failed("\(error)")
      }
    case HILLOCK__V1__REPORT__OUTCOME_IDLED:
      self = try unsafe .completed(.madeUp(Metrics(Field("metrics").part(wire.idled))))
    case HILLOCK__V1__REPORT__OUTCOME_INFEASIBLE:
      self = try unsafe .infeasible(Infeasibility(Field("infeasible").part(wire.infeasible)))
    case HILLOCK__V1__REPORT__OUTCOME_FAILED:
      self = try unsafe .failed(Field("reason").text(wire.failed, atMost: Field.longText))
    case HILLOCK__V1__REPORT__OUTCOME_CANCELLED: self = .cancelled
    default: throw .malformed("the outcome is absent")
    }
  }
}

extension Infeasibility {
  fileprivate func wire(in arena: inout Arena) -> Hillock__V1__Infeasibility {
    var wire = unsafe Hillock__V1__Infeasibility()
    unsafe hillock__v1__infeasibility__init(&wire)
    unsafe wire.reason =
      switch reason {
      case .diverged: HILLOCK__V1__INFEASIBILITY__REASON__DIVERGED
      case .nonFinite: HILLOCK__V1__INFEASIBILITY__REASON__NON_FINITE
      case .uncountable: HILLOCK__V1__INFEASIBILITY__REASON__UNCOUNTABLE
      }
    unsafe wire.epoch = UInt32(clamping: epoch)
    unsafe wire.step = UInt32(clamping: step)
    if let layer { unsafe wire.layer = arena.text(layer, cutTo: Field.shortText) }
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__Infeasibility) throws(MessageError) {
    let reason: Reason
    switch unsafe wire.reason {
    case HILLOCK__V1__INFEASIBILITY__REASON__DIVERGED: reason = .diverged
    case HILLOCK__V1__INFEASIBILITY__REASON__NON_FINITE: reason = .nonFinite
    case HILLOCK__V1__INFEASIBILITY__REASON__UNCOUNTABLE: reason = .uncountable
    default: throw .malformed("the reason of infeasibility is unknown")
    }
    let layer = try unsafe wire.layer == nil ? nil : Field("layer").name(wire.layer)
    unsafe self.init(
      reason: reason, epoch: Int(wire.epoch), step: Int(wire.step), layer: layer)
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
