import CMessages

/// The kinds of message, by the numbers that proto/hillock/v1/envelope.proto gives them.
enum Kind: CaseIterable {
  case hello, ready, heartbeat, progress, report, goodbye
  case welcome, refused, order, acknowledged, cancel, finished, whoAreYou
  case subscribe, credit
  case event, notice, lagged
  case request
  case response

  private var wire: Hillock__V1__Kind {
    switch self {
    case .hello: HILLOCK__V1__KIND__HELLO
    case .ready: HILLOCK__V1__KIND__READY
    case .heartbeat: HILLOCK__V1__KIND__HEARTBEAT
    case .progress: HILLOCK__V1__KIND__PROGRESS
    case .report: HILLOCK__V1__KIND__REPORT
    case .goodbye: HILLOCK__V1__KIND__GOODBYE
    case .welcome: HILLOCK__V1__KIND__WELCOME
    case .refused: HILLOCK__V1__KIND__REFUSED
    case .order: HILLOCK__V1__KIND__ORDER
    case .acknowledged: HILLOCK__V1__KIND__ACKNOWLEDGED
    case .cancel: HILLOCK__V1__KIND__CANCEL
    case .finished: HILLOCK__V1__KIND__FINISHED
    case .whoAreYou: HILLOCK__V1__KIND__WHO_ARE_YOU
    case .subscribe: HILLOCK__V1__KIND__SUBSCRIBE
    case .credit: HILLOCK__V1__KIND__CREDIT
    case .event: HILLOCK__V1__KIND__EVENT
    case .notice: HILLOCK__V1__KIND__NOTICE
    case .lagged: HILLOCK__V1__KIND__LAGGED
    case .request: HILLOCK__V1__KIND__REQUEST
    case .response: HILLOCK__V1__KIND__RESPONSE
    }
  }

  private static let kinds = [UInt32: Kind](
    uniqueKeysWithValues: allCases.map { ($0.number, $0) })

  var number: UInt32 { UInt32(wire.rawValue) }

  /// The kind with this number, or nil for one that this program does not know.
  init?(number: UInt32) {
    guard let kind = Self.kinds[number] else { return nil }
    self = kind
  }

  /// The most bytes that a payload of this kind may have.
  var payloadLimit: Int {
    switch self {
    case .ready, .acknowledged, .cancel, .finished, .whoAreYou, .subscribe, .credit, .lagged,
      .progress:
      1 << 10
    case .goodbye, .welcome, .refused, .notice: 128 << 10
    // All leases of a worker, or an expression, a network and little else.
    case .hello, .heartbeat, .order, .event, .request: 1 << 20
    // The curve of a very long training, or the spectrum of a very large network.
    case .report: 6 << 20
    // The trials of a very long study.
    case .response: 64 << 20
    }
  }
}
