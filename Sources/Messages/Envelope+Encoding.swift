import CMessages
import Orders

extension Envelope {
  /// The envelope as one frame.
  ///
  /// An answer that is larger than an answer may be becomes a failure that says so.
  public func encoded() -> [UInt8] {
    let (kind, lease, payload) = message.payload
    if case .response(let response) = message, payload.count > Kind.response.payloadLimit {
      let reason =
        "the answer has \(payload.count) bytes; expected at most \(Kind.response.payloadLimit)"
      var envelope = self
      envelope.message = .response(
        Response(id: response.id, result: .failure(reason: reason, exitCode: 2)))
      return envelope.encoded()
    }
    return unsafe packed(
      hillock__v1__envelope__get_packed_size, hillock__v1__envelope__pack
    ) { arena in
      var wire = unsafe Hillock__V1__Envelope()
      unsafe hillock__v1__envelope__init(&wire)
      unsafe wire.version = Self.version
      unsafe wire.kind = kind
      if !study.isEmpty { unsafe wire.study = arena.text(study) }
      if incarnation != 0 {
        unsafe wire.has_incarnation = 1
        unsafe wire.incarnation = incarnation
      }
      if sequence != 0 {
        unsafe wire.has_sequence = 1
        unsafe wire.sequence = sequence
      }
      if let lease {
        unsafe wire.has_order = 1
        unsafe wire.order = lease.order
        unsafe wire.has_attempt = 1
        unsafe wire.attempt = UInt32(clamping: lease.attempt)
      }
      if !payload.isEmpty {
        unsafe wire.has_payload = 1
        unsafe wire.payload = arena.bytes(payload)
      }
      return unsafe wire
    }
  }
}

extension Message {
  /// The kind's number, the lease that the message is about, and the kind's own bytes.
  fileprivate var payload: (kind: UInt32, lease: LeaseKey?, bytes: [UInt8]) {
    switch self {
    case .hello(let hello): (Kind.hello.number, nil, hello.packed)
    case .ready(let capacity): (Kind.ready.number, nil, Message.packed(capacity: capacity))
    case .heartbeat(let held): (Kind.heartbeat.number, nil, Message.packed(held: held))
    case .progress(let progress): (Kind.progress.number, progress.lease, progress.packed)
    case .report(let report): (Kind.report.number, report.lease, report.packed)
    case .goodbye(let reason): (Kind.goodbye.number, nil, Message.packed(goodbye: reason))
    case .welcome(let welcome): (Kind.welcome.number, nil, welcome.packed)
    case .refused(let rejection): (Kind.refused.number, nil, rejection.packed)
    case .order(let order, let attempt):
      (Kind.order.number, LeaseKey(order: order.id, attempt: attempt), order.packed)
    case .acknowledged(let lease, let sequence):
      (Kind.acknowledged.number, lease, Message.packed(acknowledged: sequence))
    case .cancel(let lease): (Kind.cancel.number, lease, [])
    case .finished: (Kind.finished.number, nil, [])
    case .whoAreYou: (Kind.whoAreYou.number, nil, [])
    case .subscribe(let since, let credit):
      (Kind.subscribe.number, nil, Message.packed(since: since, credit: credit))
    case .credit(let credit): (Kind.credit.number, nil, Message.packed(credit: credit))
    case .event(let event): (Kind.event.number, nil, event.packed)
    case .notice(let json): (Kind.notice.number, nil, Message.packed(notice: json))
    case .lagged(let sequence): (Kind.lagged.number, nil, Message.packed(lagged: sequence))
    case .request(let request): (Kind.request.number, nil, request.packed)
    case .response(let response): (Kind.response.number, nil, response.packed)
    case .unknown(let kind): (kind, nil, [])
    }
  }
}
