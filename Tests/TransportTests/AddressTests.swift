import Testing

@testable import Transport

@Suite struct AddressTests {
  @Test(arguments: [
    ("tcp://127.0.0.1:7117", "tcp://127.0.0.1:7117", true),
    ("tcp://localhost:7117", "tcp://127.0.0.1:7117", true),
    ("tcp://127.0.0.1:*", "tcp://127.0.0.1:*", true),
    ("tcp://127.0.0.1:0", "tcp://127.0.0.1:*", true),
    ("tcp://127.8.9.1:1", "tcp://127.8.9.1:1", true),
    ("tcp://[::1]:7117", "tcp://[::1]:7117", true),
    ("tcp://*:7117", "tcp://*:7117", false),
    ("tcp://head-node.example.org:65535", "tcp://head-node.example.org:65535", false),
    ("tcp://127.evil.example:1", "tcp://127.evil.example:1", false),
    ("tcp://127.0.0.1.example.org:1", "tcp://127.0.0.1.example.org:1", false),
    ("tcp://10.0.0.1:7117", "tcp://10.0.0.1:7117", false),
    ("ipc:///tmp/study.socket", "ipc:///tmp/study.socket", true),
    ("ipc://study.socket", "ipc://study.socket", true),
  ])
  func `an address is read, written back and known as local or not`(
    text: String, canonical: String, isLoopback: Bool
  ) throws {
    let address = try Address(text)
    #expect(address.description == canonical)
    #expect(address.isLoopback == isLoopback)
    #expect(try Address(canonical) == address)
  }

  @Test(arguments: [
    ("", "expected tcp://HOST:PORT or ipc://PATH"),
    ("127.0.0.1:7117", "expected tcp://HOST:PORT or ipc://PATH"),
    ("udp://127.0.0.1:7117", "unknown scheme 'udp'; expected tcp or ipc"),
    ("inproc://name", "unknown scheme 'inproc'; expected tcp or ipc"),
    ("tcp://127.0.0.1", "no port; expected tcp://HOST:PORT"),
    ("tcp://[::1]", "no port; expected tcp://HOST:PORT"),
    ("tcp://:7117", "host ''; expected a name, an address or *"),
    ("tcp://eth0;host:7117", "host 'eth0;host'; expected a name, an address or *"),
    ("tcp://fe80::1:7117", "host 'fe80::1'; expected a name, an address or *"),
    ("tcp://host:", "port ''; expected 1 to 65535 or *"),
    ("tcp://host:65536", "port '65536'; expected 1 to 65535 or *"),
    ("tcp://host:-1", "port '-1'; expected 1 to 65535 or *"),
    ("tcp://host:+1", "port '+1'; expected 1 to 65535 or *"),
    ("tcp://host:7117/path", "port '7117/path'; expected 1 to 65535 or *"),
    ("ipc://", "expected a path in the file system after ipc://"),
    ("ipc://*", "expected a path in the file system after ipc://"),
    ("ipc://@abstract", "expected a path in the file system after ipc://"),
    ("ipc:///tmp/\0", "expected a path in the file system after ipc://"),
  ])
  func `a text that is no address is refused with what was expected`(
    text: String, reason: String
  ) {
    #expect(throws: TransportError.badAddress(text, reason: reason)) { try Address(text) }
  }

  @Test func `an ipc path must fit a socket's address`() throws {
    let longest = "ipc:///" + String(repeating: "a", count: 106)
    #expect(try Address(longest).description == longest)
    #expect(
      throws: TransportError.badAddress(
        longest + "a", reason: "path of 108 bytes; a socket's may have 107")
    ) { try Address(longest + "a") }
  }

  @Test func `errors say what failed, why and what was expected`() throws {
    #expect(
      TransportError.addressInUse(try Address("tcp://*:5555")).description
        == "cannot bind tcp://*:5555: address already in use")
    #expect(
      TransportError.insecure(try Address("tcp://*:5555")).description
        == "refused tcp://*:5555: other machines can reach it and nothing is encrypted yet "
        + "(expected a loopback or ipc address, or --insecure)")
    #expect(
      TransportError.badAddress("x", reason: "y").description == "bad address 'x': y")
  }
}
