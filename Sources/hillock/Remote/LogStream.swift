import Foundation
import JSON
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
    /// The coordinator has said something.
    case answered
  }

  let address: Address
  let allowsInsecure: Bool
  /// Start after this sequence; nil stands for whatever comes next.
  let since: Int64?

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
    while let batch = await inbox.next() {
      // Being told several times at once is no reason to ask for the same events several times.
      var isToSubscribe = false
      for event in batch {
        switch event {
        case .connected: isToSubscribe = true
        case .disconnected: try show(.lost)
        case .message(_, let frames):
          guard let frame = frames.first else { continue }
          try show(.answered)
          switch try Envelope(decoding: frame).message {
          case .event(let notice):
            // What was on its way when it was asked for again comes twice.
            guard let before = last, notice.sequence == before + 1 else { continue }
            try show(.event(notice))
            last = notice.sequence
            used += 1
            if used == Self.credit / 2 {
              dealer.send([Envelope(message: .credit(used)).encoded()])
              used = 0
            }
          case .notice(let json): try show(.progress(json))
          case .lagged: isToSubscribe = true
          case .response(let response) where last == nil:
            last = try Self.sequence(response)
            isToSubscribe = true
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
      guard isToSubscribe else { continue }
      used = 0
      dealer.send([Envelope(message: opening(after: last)).encoded()])
    }
  }

  /// What to begin with: who wants only what comes next first asks where that is, so that a
  /// connection that is lost before the first event loses none.
  private func opening(after last: Int64?) -> Message {
    guard let last else { return .request(Request(id: 1, command: "status", arguments: [])) }
    return .subscribe(since: last, credit: Self.credit)
  }

  /// Where the journal ends, by a coordinator's status.
  private static func sequence(_ response: Response) throws(Failure) -> Int64 {
    switch response.result {
    case .failure(let reason, let code):
      throw Failure(ExitStatus(rawValue: Int32(code)) ?? .failed, reason)
    case .success(let json):
      guard let sequence = (try? JSON(reading: json))?.whole("sequence") else {
        throw Failure(.refused, "the coordinator's status does not say where its journal ends")
      }
      return sequence
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
