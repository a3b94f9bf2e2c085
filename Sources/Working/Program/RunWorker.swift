import Foundation
import Glibc
import Logging
import UnixSignals

/// Runs a worker to its end; the whole of the `worker` command.
///
/// The first SIGTERM or SIGINT drains it, the second makes it give back what still runs.
///
/// - Parameters:
///   - settings: what it is started with.
///   - logger: where its changes go.
/// - Returns: the program's exit code: 0 after a study's end or a drain, 3 when it was refused.
/// - Throws: `TransportError` when the coordinator's address cannot be dialled;
///   `WorkerError.unfit` when this machine lacks what the study's work needs.
public func runWorker(_ settings: WorkerSettings, logger: Logger) async throws -> Int32 {
  ignoreBrokenPipes()
  let supervisor = Supervisor(settings, logger: logger)
  if settings.endsWithInput { watchInput { supervisor.orphan() } }
  let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      for await signal in signals { supervisor.drain(reason: "\(signal)") }
    }
    let ending = try await supervisor.supervise()
    group.cancelAll()
    guard ending.exitCode != WorkerEnding.unfit else {
      throw WorkerError.unfit(reason: ending.reason)
    }
    return ending.exitCode
  }
}

/// Lets a write to a process that is gone fail, instead of ending this one.
func ignoreBrokenPipes() {
  _ = signal(SIGPIPE, SIG_IGN)
}

/// Calls a function when this process's standard input has ended.
private func watchInput(_ onEnd: @escaping @Sendable () -> Void) {
  let thread = Thread {
    Thread.current.name = "hillock.parent"
    while !FileHandle.standardInput.availableData.isEmpty {}
    onEnd()
  }
  thread.start()
}
