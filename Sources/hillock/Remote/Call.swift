import Foundation
import Messages
import Orders
import Transport

/// A question to a running coordinator, and its answer.
struct Call {
  let address: Address
  let allowsInsecure: Bool
  /// How long the coordinator may take.
  var patience = Duration.seconds(10)

  /// Asks, and waits for the answer.
  ///
  /// - Returns: the answer's JSON text.
  func ask(_ command: String, _ arguments: [Tag] = []) async throws -> String {
    let inbox = Inbox<Transport.Event>()
    let dealer = try await Dealer.start(
      connecting: address, delivering: inbox,
      limits: Limits(frameBytes: Envelope.largestFrameFromCoordinator),
      allowsInsecure: allowsInsecure)
    let request = Request(id: UInt64.random(in: 1...(.max)), command: command, arguments: arguments)
    dealer.send([Envelope(message: .request(request)).encoded()])
    let deadline = Task {
      try await Task.sleep(for: patience)
      inbox.finish()
    }
    let result = await answer(to: request, in: inbox)
    deadline.cancel()
    await dealer.close()
    switch result {
    case .success(let json): return json
    case .failure(let reason, let code):
      throw Failure(ExitStatus(rawValue: Int32(code)) ?? .failed, reason)
    case nil:
      throw Failure(.refused, "no answer from \(address) within \(patience.components.seconds) s")
    }
  }

  private func answer(
    to request: Request, in inbox: Inbox<Transport.Event>
  ) async -> Response.Result? {
    while let batch = await inbox.next() {
      for case .message(_, let frames) in batch {
        guard let frame = frames.first else { continue }
        do throws(MessageError) {
          switch try Envelope(decoding: frame).message {
          case .response(let response) where response.id == request.id: return response.result
          case .refused(let rejection): return .failure(reason: rejection.reason, exitCode: 3)
          default: continue
          }
        } catch {
          return .failure(reason: "\(error)", exitCode: 3)
        }
      }
    }
    return nil
  }
}
