import CMessages
import Studies

extension Recipe {
  func wire(in arena: inout Arena) -> Hillock__V1__Recipe {
    var wire = unsafe Hillock__V1__Recipe()
    unsafe hillock__v1__recipe__init(&wire)
    unsafe wire.epochs = UInt32(clamping: epochs)
    unsafe wire.batch = UInt32(clamping: batch)
    unsafe wire.optimizer = arena.one(optimizer.wire(in: &arena))
    if let horizon {
      unsafe wire.has_horizon = 1
      unsafe wire.horizon = UInt32(clamping: horizon)
    }
    return unsafe wire
  }

  init(_ wire: Hillock__V1__Recipe) throws(MessageError) {
    let epochs = try unsafe Field("epochs").whole(wire.epochs, in: 1...100_000)
    let horizon =
      try unsafe wire.has_horizon == 0
      ? nil : Field("horizon").whole(wire.horizon, in: epochs...100_000)
    try unsafe self.init(
      epochs: epochs, horizon: horizon,
      batch: Field("batch").whole(wire.batch, in: 1...65_536),
      optimizer: Optimizer(Field("optimizer").part(wire.optimizer)))
  }
}

extension Optimizer {
  fileprivate func wire(in arena: inout Arena) -> Hillock__V1__Optimizer {
    var wire = unsafe Hillock__V1__Optimizer()
    unsafe hillock__v1__optimizer__init(&wire)
    unsafe wire.rate = rate
    unsafe wire.momentum = momentum
    unsafe wire.decay = decay
    unsafe wire.schedule = arena.one(schedule.wire)
    if parameters != ParameterDescent() { unsafe wire.parameters = arena.one(parameters.wire) }
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__Optimizer) throws(MessageError) {
    try unsafe self.init(
      rate: Field("rate").number(wire.rate, in: 0...1e6),
      momentum: Field("momentum").number(wire.momentum, in: 0...1),
      decay: Field("decay").number(wire.decay, in: 0...1e6),
      schedule: Schedule(Field("schedule").part(wire.schedule)),
      parameters: wire.parameters == nil
        ? ParameterDescent() : ParameterDescent(Field("parameters").part(wire.parameters)))
  }
}

extension ParameterDescent {
  fileprivate var wire: Hillock__V1__ParameterDescent {
    var wire = unsafe Hillock__V1__ParameterDescent()
    unsafe hillock__v1__parameter_descent__init(&wire)
    switch per {
    case .channel: unsafe wire.per = HILLOCK__V1__PARAMETER_DESCENT__SHARING__CHANNEL
    case .layer: unsafe wire.per = HILLOCK__V1__PARAMETER_DESCENT__SHARING__LAYER
    }
    if let rate {
      unsafe wire.has_rate = 1
      unsafe wire.rate = rate
    }
    unsafe wire.decay = decay
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__ParameterDescent) throws(MessageError) {
    let per: Sharing
    switch unsafe wire.per {
    case HILLOCK__V1__PARAMETER_DESCENT__SHARING__CHANNEL: per = .channel
    case HILLOCK__V1__PARAMETER_DESCENT__SHARING__LAYER: per = .layer
    default: throw .malformed("the sharing of parameters is of an unknown kind")
    }
    let rate =
      try unsafe wire.has_rate == 0
      ? nil : Field("rate of parameters").number(wire.rate, in: 0...1e6)
    try unsafe self.init(
      per: per, rate: rate, decay: Field("decay of parameters").number(wire.decay, in: 0...1e6))
  }
}

extension Schedule {
  fileprivate var wire: Hillock__V1__Schedule {
    var wire = unsafe Hillock__V1__Schedule()
    unsafe hillock__v1__schedule__init(&wire)
    switch self {
    case .constant: unsafe wire.kind = HILLOCK__V1__SCHEDULE__KIND__CONSTANT
    case .cosine: unsafe wire.kind = HILLOCK__V1__SCHEDULE__KIND__COSINE
    case .step(let epochs, let factor):
      unsafe wire.kind = HILLOCK__V1__SCHEDULE__KIND__STEP
      unsafe wire.has_epochs = 1
      unsafe wire.epochs = UInt32(clamping: epochs)
      unsafe wire.has_factor = 1
      unsafe wire.factor = factor
    }
    return unsafe wire
  }

  fileprivate init(_ wire: Hillock__V1__Schedule) throws(MessageError) {
    switch unsafe wire.kind {
    case HILLOCK__V1__SCHEDULE__KIND__CONSTANT: self = .constant
    case HILLOCK__V1__SCHEDULE__KIND__COSINE: self = .cosine
    case HILLOCK__V1__SCHEDULE__KIND__STEP:
      self = try unsafe .step(
        epochs: Field("schedule epochs").whole(wire.epochs, in: 1...100_000),
        factor: Field("schedule factor").number(wire.factor, in: 0...1))
    default: throw .malformed("the schedule is of an unknown kind")
    }
  }
}
