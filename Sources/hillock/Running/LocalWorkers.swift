import Foundation
import Logging
import Transport

/// The workers that `hillock search` starts beside its coordinator, each a process of its own.
///
/// A worker ends when the pipe from this process closes, so none is left behind whatever happens
/// here. One that ends by itself is started again, after a while that doubles each time.
struct LocalWorkers: Sendable {
  let address: Address
  let count: Int
  /// How many evaluations at once, over all workers; at least one each.
  let slots: Int
  let folders: FolderOptions
  let logger: Logger

  /// Keeps the workers running until the calling task is cancelled.
  ///
  /// - Throws: why this machine cannot do the study's work, when a worker finds that out: another
  ///   start would change nothing.
  func run() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...count {
        group.addTask { try await keep(number) }
      }
      try await group.waitForAll()
    }
  }

  private func keep(_ number: Int) async throws {
    var pause = Duration.milliseconds(250)
    var start = 0
    while !Task.isCancelled {
      start += 1
      let began = ContinuousClock.now
      let relay = ErrorRelay()
      let end = await life(
        of: number, name: "local-\(getpid())-\(number)-\(start)", errors: relay)
      if Task.isCancelled { return }
      let error = await relay.lastError
      if end == .exited(ExitStatus.usage.rawValue), let error {
        throw Failure(.usage, error)
      }
      if let error { Console.note("error: \(error)") }
      if end == .exited(0) {
        // It was told that the study is over, which ends this task too; or somebody drained it,
        // and the search still needs a worker.
        try? await Task.sleep(for: .seconds(3))
        continue
      }
      logger.warning(
        "Local worker ended", metadata: ["worker.number": "\(number)", "reason": "\(end)"])
      if ContinuousClock.now - began > .seconds(30) { pause = .milliseconds(250) }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(30))
    }
  }

  /// How a worker's process ended.
  private enum End: Equatable, CustomStringConvertible {
    case exited(Int32)
    case notStarted(String)

    var description: String {
      switch self {
      case .exited(let status): "status \(status)"
      case .notStarted(let reason): "cannot be started: \(reason)"
      }
    }
  }

  /// A worker's slots: the first ones have one more when they cannot all have the same.
  private func share(of number: Int) -> Int {
    slots / count + (number <= slots % count ? 1 : 0)
  }

  /// Starts a worker and waits for its end; a cancelled task closes its pipe.
  private func life(of number: Int, name: String, errors: ErrorRelay) async -> End {
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments =
      [
        "worker", "--connect", address.description, "--slots", "\(share(of: number))", "--name",
        name,
        "--parent-pipe", "--cache-folder", folders.cache,
      ] + (folders.data.map { ["--data-folder", $0] } ?? [])
    let pipe = Pipe()
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors.pipe
    let (ends, continuation) = AsyncStream<Int32>.makeStream()
    process.terminationHandler = {
      continuation.yield($0.terminationStatus)
      continuation.finish()
    }
    do {
      try process.run()
    } catch {
      try? errors.pipe.fileHandleForWriting.close()
      return .notStarted(error.localizedDescription)
    }
    // Only the worker's end may stay open there; this end is the sign of life.
    try? pipe.fileHandleForReading.close()
    // A task that is not cancelled with this one, so that the process's end is awaited even then.
    let end = Task {
      for await status in ends { return status }
      return -1
    }
    let status = await withTaskCancellationHandler {
      await end.value
    } onCancel: {
      try? pipe.fileHandleForWriting.close()
    }
    try? pipe.fileHandleForWriting.close()
    return .exited(status)
  }
}
