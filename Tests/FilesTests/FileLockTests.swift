import Foundation
import TestSupport
import Testing

@testable import Files

@Suite(.timeLimit(.minutes(1))) struct FileLockTests {
  private func refusal(_ path: String) -> FileLock.Refusal? {
    do throws(FileLock.Refusal) {
      let lock = try FileLock.take(path, waits: false)
      lock.release()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a lock is held once, and tells who holds it`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path + "/lock"
      #expect(FileLock.holder(of: path) == nil)
      #expect(!FileManager.default.fileExists(atPath: path))
      let lock = try FileLock.take(path, waits: false)
      #expect(refusal(path) == .held(by: nil))
      lock.sign()
      #expect(refusal(path) == .held(by: Int(getpid())))
      #expect(FileLock.holder(of: path) == .held(by: Int(getpid())))
      lock.release()
      #expect(refusal(path) == nil)
      #expect(FileLock.holder(of: path) == nil)
    }
  }

  @Test func `whoever waits gets the file that has the name by then`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.path + "/lock"
      let first = try FileLock.take(path, waits: false)
      let waiting = Thread {
        guard let lock = try? FileLock.take(path, waits: true) else { return }
        lock.sign()
      }
      waiting.start()
      first.remove()
      first.release()
      let isSigned = await waitUntil(deadline: .seconds(20)) {
        (try? String(contentsOfFile: path, encoding: .utf8)) == "\(getpid())\n"
      }
      #expect(isSigned, "the other thread signs a new file")
    }
  }

  @Test func `a holder removes no file but its own`() throws {
    try withTemporaryFolder { folder in
      let path = folder.path + "/lock"
      let lock = try FileLock.take(path, waits: false)
      try FileManager.default.moveItem(atPath: path, toPath: path + "-moved")
      try Data("other".utf8).write(to: URL(filePath: path))
      lock.remove()
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "other")
    }
  }

  @Test func `a lock that cannot be had says why`() {
    #expect(refusal("/no/such/folder/lock") == .failed(FileFailure(ENOENT)))
  }
}
