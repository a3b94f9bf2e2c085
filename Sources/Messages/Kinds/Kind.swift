import CMessages

/// The kinds of message, by the numbers that proto/hillock/v1/envelope.proto gives them.
enum Kind: CaseIterable {
  case hello, ready, heartbeat, progress, report, goodbye
  case welcome, refused, order, acknowledged, cancel, finished, whoAreYou
  case subscribe, credit
  case event, notice, lagged
  case request
  case response

  /// What the wire says of a kind: its number, and the most bytes that its payload may have.
  private var wire: (number: Hillock__V1__Kind, limit: Int) {
    switch self {
    // All leases of a worker, or a long list of tags.
    case .hello: (HILLOCK__V1__KIND__HELLO, 1 << 20)
    case .ready: (HILLOCK__V1__KIND__READY, 1 << 10)
    case .heartbeat: (HILLOCK__V1__KIND__HEARTBEAT, 1 << 20)
    case .progress: (HILLOCK__V1__KIND__PROGRESS, 1 << 10)
    // The curve of a very long training, or the spectrum of a very large network.
    case .report: (HILLOCK__V1__KIND__REPORT, 6 << 20)
    case .goodbye: (HILLOCK__V1__KIND__GOODBYE, 128 << 10)
    case .welcome: (HILLOCK__V1__KIND__WELCOME, 128 << 10)
    case .refused: (HILLOCK__V1__KIND__REFUSED, 128 << 10)
    // An expression, a network and little else.
    case .order: (HILLOCK__V1__KIND__ORDER, 1 << 20)
    case .acknowledged: (HILLOCK__V1__KIND__ACKNOWLEDGED, 1 << 10)
    case .cancel: (HILLOCK__V1__KIND__CANCEL, 1 << 10)
    case .finished: (HILLOCK__V1__KIND__FINISHED, 1 << 10)
    case .whoAreYou: (HILLOCK__V1__KIND__WHO_ARE_YOU, 1 << 10)
    case .subscribe: (HILLOCK__V1__KIND__SUBSCRIBE, 1 << 10)
    case .credit: (HILLOCK__V1__KIND__CREDIT, 1 << 10)
    case .event: (HILLOCK__V1__KIND__EVENT, 1 << 20)
    case .notice: (HILLOCK__V1__KIND__NOTICE, 128 << 10)
    case .lagged: (HILLOCK__V1__KIND__LAGGED, 1 << 10)
    case .request: (HILLOCK__V1__KIND__REQUEST, 1 << 20)
    // The trials of a very long study.
    case .response: (HILLOCK__V1__KIND__RESPONSE, 64 << 20)
    }
  }

  private static let kinds = [UInt32: Kind](
    uniqueKeysWithValues: allCases.map { ($0.number, $0) })

  var number: UInt32 { UInt32(wire.number.rawValue) }

  /// The kind with this number, or nil for one that this program does not know.
  init?(number: UInt32) {
    guard let kind = Self.kinds[number] else { return nil }
    self = kind
  }

  /// The most bytes that a payload of this kind may have.
  var payloadLimit: Int { wire.limit }
}
