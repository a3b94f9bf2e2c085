import Foundation
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1))) struct PathClaimTests {
  @Test func `an ipc path that is served is not taken over`() async throws {
    try await withTemporaryFolder { folder in
      let address = try Address("ipc://\(folder.path)/a")
      let inbox = Inbox<Event>()
      let first = try await Router.start(binding: [address], delivering: inbox)
      await #expect(throws: TransportError.addressInUse(address)) {
        try await Router.start(binding: [address], delivering: Inbox<Event>())
      }
      let dealer = try await Dealer.start(connecting: address, delivering: Inbox<Event>())
      dealer.send([[1]])
      _ = try await events(of: inbox) { $0.contains { $0.frames == [[1]] } }
      await dealer.close()
      await first.close()
    }
  }

  @Test func `a listener that holds no lock is noticed too`() async throws {
    try await withTemporaryFolder { folder in
      let address = try Address("ipc://\(folder.path)/a")
      let first = try await Router.start(binding: [address], delivering: Inbox<Event>())
      try FileManager.default.removeItem(atPath: "\(folder.path)/a.lock")
      await #expect(throws: TransportError.addressInUse(address)) {
        try await Router.start(binding: [address], delivering: Inbox<Event>())
      }
      await first.close()
    }
  }

  @Test func `the socket that a killed process left is replaced`() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder.path)/a"
      try leaveSocket(at: path)
      #expect(FileManager.default.createFile(atPath: "\(path).lock", contents: nil))
      let router = try await Router.start(
        binding: [Address("ipc://\(path)")], delivering: Inbox<Event>())
      await router.close()
    }
  }

  @Test func `a file that is no socket is left alone`() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder.path)/a"
      try Data("precious".utf8).write(to: URL(filePath: path))
      let address = try Address("ipc://\(path)")
      await #expect(
        throws: TransportError.cannotBind(
          address, reason: "the path is taken by something that is no socket")
      ) { try await Router.start(binding: [address], delivering: Inbox<Event>()) }
      #expect(try Data(contentsOf: URL(filePath: path)) == Data("precious".utf8))
    }
  }

  @Test func `a missing folder is named`() async throws {
    let address = try Address("ipc:///no/such/folder/a")
    await #expect(
      throws: TransportError.cannotBind(address, reason: "no folder /no/such/folder")
    ) { try await Router.start(binding: [address], delivering: Inbox<Event>()) }
  }

  @Test func `only this user may connect`() async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder.path)/a"
      let router = try await Router.start(
        binding: [Address("ipc://\(path)")], delivering: Inbox<Event>())
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(rights as? Int == 0o600)
      await router.close()
    }
  }

  /// Binds a Unix domain socket and closes it without removing its file.
  private func leaveSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    let code = unsafe withUnsafePointer(to: name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(code == 0)
  }
}
