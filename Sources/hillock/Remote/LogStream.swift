import Foundation
import Messages
import Orders
import Transport

/// A coordinator's committed events in their order, without gap or repeat, over reconnections.
struct LogStream: Sendable {
  enum Item: Sendable {
    case event(EventNotice)
    /// An epoch's JSON.
    case progress(String)
    case lost
  }

  let address: Address
  let allowsInsecure: Bool
  /// Start after this sequence; the greatest number stands for whatever comes next.
  let since: Int64

  /// How many events are asked for at once.
  private static let credit = 1_000

  /// Follows the stream until the study ends or the task is cancelled.
  func follow(_ show: (Item) throws -> Void) async throws {
    let inbox = Inbox<Transport.Event>()
    let dealer = try await Dealer.start(
      connecting: address, delivering: inbox, allowsInsecure: allowsInsecure)
    do {
      try await follow(dealer, inbox, show)
      await dealer.close()
    } catch {
      await dealer.close()
      throw error
    }
  }

  private func follow(
    _ dealer: Dealer, _ inbox: Inbox<Transport.Event>, _ show: (Item) throws -> Void
  ) async throws {
    var last = since
    var used = 0
    func subscribe() {
      used = 0
      let message = Message.subscribe(since: last, credit: Self.credit)
      dealer.send([Envelope(message: message).encoded()])
    }
    while let batch = await inbox.next() {
      for event in batch {
        switch event {
        case .connected: subscribe()
        case .disconnected: try show(.lost)
        case .message(_, let frames):
          guard let frame = frames.first else { continue }
          switch try Envelope(decoding: frame).message {
          case .event(let notice):
            try show(.event(notice))
            last = notice.sequence
            used += 1
            if used == Self.credit / 2 {
              dealer.send([Envelope(message: .credit(used)).encoded()])
              used = 0
            }
          case .notice(let json): try show(.progress(json))
          case .lagged: subscribe()
          case .refused(let rejection): throw Failure(.refused, rejection.reason)
          case .finished: return
          default: continue
          }
        case .unreachable, .congested: continue
        case .ended(let error):
          if let error { throw error }
          return
        }
      }
    }
  }

  /// An event as a line of NDJSON.
  static func line(_ event: EventNotice) -> String {
    let fields = event.fields.dropFirst()
    return
      "{\"schema\":1,\"sequence\":\(event.sequence),\"time\":\(event.time),\"kind\":\"\(event.kind)\""
      + (fields == "}" ? "}" : "," + fields)
  }
}
