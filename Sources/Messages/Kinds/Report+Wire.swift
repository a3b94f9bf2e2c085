import CMessages
import Orders
import Studies

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

extension Metrics {
  fileprivate func wire(in arena: inout Arena) -> Hillock__V1__Metrics {
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
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__Metrics) throws(MessageError) {
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
      test: test)
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
