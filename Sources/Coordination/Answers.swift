import JSON
import Messages
import Orders
import Storage
import Studies
import Tensors

/// Answers operators from the ledger's file.
struct Answers: Sendable {
  static let commands = ["best", "spectra", "status", "trials"]

  /// How many requests may wait for their answers.
  static let patience = 64

  let reader: LedgerReader

  /// The response to a request, made on a thread of its own: whole tables are read for it.
  func answer(_ request: Request) async -> Response {
    await onComputeThread(name: "answer") { response(to: request) }
  }

  /// The response to a request; bad requests are answered too.
  func response(to request: Request) -> Response {
    do {
      return Response(id: request.id, result: .success(json: try json(request).description))
    } catch let refusal as Refused {
      return Response(
        id: request.id, result: .failure(reason: refusal.description, exitCode: 2))
    } catch {
      return Response(id: request.id, result: .failure(reason: "\(error)", exitCode: 4))
    }
  }

  private struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  private func json(_ request: Request) throws -> JSON {
    switch request.command {
    case "status": return try reader.status().json
    case "spectra": return .list(try reader.spectrumTrials().map(\.json))
    case "trials": return .list(try reader.trials().map(\.json))
    case "best":
      let text = request.arguments.first { $0.key == "count" }?.value ?? "10"
      guard let count = Int(text), count > 0 else {
        throw Refused(description: "'count' is '\(text)'; expected a whole number above 0")
      }
      return .list(try reader.best(count).map(\.json))
    default:
      throw Refused(
        description: "unknown request '\(request.command.prefix(60))'; expected "
          + Self.commands.joined(separator: ", "))
    }
  }
}
