import CMessages
import Orders

extension Envelope {
  /// The largest frame that a coordinator must take.
  static let largestFrameToCoordinator = 8 << 20
  /// The largest frame that an operator must take; workers and watchers stay far below.
  public static let largestFrameFromCoordinator = Kind.response.payloadLimit + (64 << 10)

  /// The envelope in a frame, with every field checked.
  ///
  /// A kind that this program does not know becomes `.unknown`, whatever it carries.
  ///
  /// - Parameter bytes: one frame, from whomever.
  /// - Throws: `.version` for another major version, `.tooLarge` for a payload beyond the limit
  ///   of its kind, `.malformed` for everything else that is wrong.
  public init(decoding bytes: [UInt8]) throws(MessageError) {
    guard bytes.count <= Self.largestFrameFromCoordinator else { throw .tooLarge }
    self = try unsafe unpacked(
      bytes, hillock__v1__envelope__unpack, hillock__v1__envelope__free_unpacked
    ) { wire throws(MessageError) in
      let version = unsafe wire.version
      guard version == Self.version else { throw .version(theirs: version, ours: Self.version) }
      let study = unsafe wire.study == nil ? "" : try Field("study").text(wire.study)
      let incarnation = unsafe wire.has_incarnation != 0 ? wire.incarnation : 0
      let sequence = unsafe wire.has_sequence != 0 ? wire.sequence : 0
      let number = unsafe wire.kind
      guard let kind = Kind(number: number) else {
        return Envelope(
          study: study, incarnation: incarnation, sequence: sequence,
          message: .unknown(kind: number))
      }
      let content = unsafe wire.payload
      guard unsafe content.len <= kind.payloadLimit else { throw .tooLarge }
      let payload = unsafe [UInt8](UnsafeBufferPointer(start: content.data, count: content.len))
      let message = try Message(kind, payload) { () throws(MessageError) in
        guard unsafe wire.has_order != 0, unsafe wire.has_attempt != 0 else {
          throw .malformed("the lease is absent")
        }
        return try unsafe LeaseKey(checking: wire.order, wire.attempt)
      }
      return Envelope(
        study: study, incarnation: incarnation, sequence: sequence, message: message)
    }
  }
}

extension Message {
  /// The message of a kind.
  ///
  /// - Parameters:
  ///   - kind: which of the message's cases it is.
  ///   - payload: the kind's own bytes.
  ///   - lease: reads the lease that the envelope names, for kinds that are about one.
  /// - Throws: what is wrong with the lease or with the payload.
  fileprivate init(
    _ kind: Kind, _ payload: [UInt8], about lease: () throws(MessageError) -> LeaseKey
  ) throws(MessageError) {
    switch kind {
    case .hello: self = .hello(try Hello(unpacking: payload))
    case .ready: self = .ready(capacity: try Message.capacity(unpacking: payload))
    case .heartbeat: self = .heartbeat(held: try Message.held(unpacking: payload))
    case .progress: self = .progress(try Progress(lease(), unpacking: payload))
    case .report: self = .report(try Report(lease(), unpacking: payload))
    case .goodbye: self = .goodbye(reason: try Message.goodbye(unpacking: payload))
    case .welcome: self = .welcome(try Welcome(unpacking: payload))
    case .refused: self = .refused(try Rejection(unpacking: payload))
    case .order:
      let lease = try lease()
      self = .order(try WorkOrder(lease.order, unpacking: payload), attempt: lease.attempt)
    case .acknowledged:
      self = .acknowledged(try lease(), sequence: try Message.acknowledged(unpacking: payload))
    case .cancel: self = .cancel(try lease())
    case .finished: self = .finished
    case .whoAreYou: self = .whoAreYou
    case .subscribe:
      let (since, credit) = try Message.subscription(unpacking: payload)
      self = .subscribe(since: since, credit: credit)
    case .credit: self = .credit(try Message.credit(unpacking: payload))
    case .event: self = .event(try EventNotice(unpacking: payload))
    case .notice: self = .notice(json: try Message.notice(unpacking: payload))
    case .lagged: self = .lagged(after: try Message.lagged(unpacking: payload))
    case .request: self = .request(try Request(unpacking: payload))
    case .response: self = .response(try Response(unpacking: payload))
    }
  }
}
