import Foundation
import Randomness
import TestSupport
import Testing

@testable import Transport

/// What strangers may send to an open port.
@Suite(.timeLimit(.minutes(2))) struct GarbageTests {
  @Test func `100,000 random messages leave the router serving`() async throws {
    let limits = Limits(frameBytes: 2_000, framesPerMessage: 4, backlogMessages: 200_000)
    let pair = try await Pair(limits: limits)
    var generator = Generator(seed: Seed(1))
    var expected: [[[UInt8]]] = []
    var refused = 0
    for _ in 0..<100_000 {
      let frames = (0...generator.uniform(below: 6)).map { _ in
        (0..<generator.uniform(below: 40)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
      }
      if frames.count <= 4 { expected.append(frames) } else { refused += 1 }
      pair.dealer.send(frames)
    }
    var count = 0
    while count < expected.count {
      for event in try #require(await pair.routerInbox.next()) {
        try #require(event.frames == expected[count], "message \(count): \(event)")
        count += 1
      }
    }
    try await expectService(of: pair)
    #expect(pair.router.traffic.refusedAsTooLarge == refused)
    await pair.close()
  }

  @Test func `raw garbage on the port leaves the router serving`() async throws {
    let pair = try await Pair(limits: Limits(frameBytes: 1_000))
    var generator = Generator(seed: Seed(2))
    let greeting = Stranger.greeting
    let openings: [[UInt8]] = [
      [], Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), [0xff], Array(greeting.prefix(10)),
      greeting, greeting + [0xff, 0xff], greeting + [0x04, 0x01, 0x09],
      greeting + Stranger.ready(), greeting + Stranger.ready(identity: Array("me".utf8)),
    ]
    for round in 0..<270 {
      let stranger = try Stranger(connecting: pair.router.bound[0])
      let noise = (0..<generator.uniform(below: 300)).map { _ in
        UInt8(truncatingIfNeeded: generator.next())
      }
      stranger.send(openings[round % openings.count] + noise)
    }
    try await expectService(of: pair)
    await pair.close()
  }

  @Test func `a frame beyond the limit costs its sender the connection`() async throws {
    let pair = try await Pair(limits: Limits(frameBytes: 1_000), dealerLimits: Limits())
    let largest = [UInt8](repeating: 1, count: 1_000)
    pair.dealer.send([largest])
    let taken = try await events(of: pair.routerInbox) { !$0.isEmpty }
    #expect(taken == [.message(pair.peer, [largest])])
    pair.dealer.send([largest + [1]])
    let told = try await events(of: pair.routerInbox) { !$0.isEmpty }
    #expect(told == [.disconnected(pair.peer)])
    let seen = try await events(of: pair.dealerInbox) { $0.contains(.connected(.farEnd)) }
    #expect(seen == [.disconnected(.farEnd), .connected(.farEnd)])
    await pair.close()
  }

  @Test func `a message whose frames together exceed the limit is thrown away`() async throws {
    let pair = try await Pair(limits: Limits(frameBytes: 1_000))
    let half = [UInt8](repeating: 1, count: 600)
    pair.dealer.send([half, half])
    try await expectService(of: pair)
    #expect(pair.router.traffic.refusedAsTooLarge == 1)
    await pair.close()
  }

  @Test func `a dealer that chose its own name is not heard`() async throws {
    let pair = try await Pair()
    let stranger = try Stranger(connecting: pair.router.bound[0])
    stranger.send(Stranger.greeting + Stranger.ready(identity: Array("worker-1".utf8)))
    stranger.waitUntilReady()
    stranger.send([0x00, 0x01, 0x07])
    while pair.router.traffic.refusedAsForeign == 0 { try await expectService(of: pair) }
    #expect(pair.router.traffic.refusedAsForeign == 1)
    withExtendedLifetime(stranger) {}
    await pair.close()
  }

  /// The router still answers its well-behaved dealer.
  private func expectService(of pair: Pair) async throws {
    pair.dealer.send([[1, 2, 3]])
    let told = try await events(of: pair.routerInbox) { $0.contains { $0.frames == [[1, 2, 3]] } }
    let peer = try #require(told.compactMap(\.sender).last)
    pair.router.send([[4]], to: peer)
    _ = try await events(of: pair.dealerInbox) { $0.contains { $0.frames == [[4]] } }
  }
}

/// A plain TCP connection that speaks as much of ZMTP 3 as a test wants.
private final class Stranger {
  private let descriptor: Int32

  /// Signature, version 3.0, mechanism NULL, not a server.
  static let greeting: [UInt8] =
    [0xff] + [UInt8](repeating: 0, count: 8) + [0x7f, 3, 0] + Array("NULL".utf8)
    + [UInt8](repeating: 0, count: 16) + [0] + [UInt8](repeating: 0, count: 31)

  static func ready(identity: [UInt8] = []) -> [UInt8] {
    func property(_ name: String, _ value: [UInt8]) -> [UInt8] {
      [UInt8(name.utf8.count)] + Array(name.utf8) + [0, 0, 0, UInt8(value.count)] + value
    }
    let body =
      [5] + Array("READY".utf8) + property("Socket-Type", Array("DEALER".utf8))
      + property("Identity", identity)
    return [0x04, UInt8(body.count)] + body
  }

  init(connecting address: Address) throws {
    guard case .tcp(_, let port?) = address.place else { throw TransportError.last("address") }
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(port).bigEndian
    name.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let code = unsafe withUnsafePointer(to: name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw TransportError.last("connect") }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes {
      unsafe _ = Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// Reads until the other side has sent its READY command, or nothing more comes.
  func waitUntilReady() {
    var seen: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 256)
    while !seen.contains(sequence: Array("READY".utf8)) {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, 0)
      }
      guard count > 0 else { return }
      seen += buffer.prefix(count)
    }
  }
}

extension [UInt8] {
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    indices.contains { self[$0...].starts(with: sequence) }
  }
}
