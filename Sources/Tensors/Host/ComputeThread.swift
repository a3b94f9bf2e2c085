import Dispatch
import Foundation

/// Runs long computing on a thread of its own and waits for it without blocking the task pool.
///
/// The pool has as many threads as the machine has cores: computing there would starve every
/// heartbeat and message. A thread is made for each call, which costs some 50 microseconds.
///
/// - Parameters:
///   - name: shown by the operating system (at most 15 bytes of it).
///   - stackBytes: size of the thread's stack.
///   - body: runs to its end on the new thread; to stop it early, let it read a flag.
/// - Returns: what the body returns.
/// - Throws: what the body throws.
public func onComputeThread<R: Sendable, E: Error>(
  name: String = "compute", stackBytes: Int = 16 << 20,
  _ body: @Sendable @escaping () throws(E) -> R
) async throws(E) -> R {
  let result: Result<R, E> = await withCheckedContinuation { continuation in
    let noted = DispatchSemaphore(value: 0)
    let thread = Thread {
      // Only a thread that the starter has noted can be given a name.
      noted.wait()
      Thread.current.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
      do throws(E) {
        continuation.resume(returning: .success(try body()))
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
    thread.stackSize = stackBytes
    thread.start()
    noted.signal()
  }
  return try result.get()
}
