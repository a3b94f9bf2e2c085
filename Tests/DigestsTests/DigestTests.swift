import Digests
import Testing

@Suite struct DigestTests {
  // FIPS 180-4 examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func `published digests come out`(text: String, expected: String) {
    #expect(Digest.of(text).description == expected)
  }

  @Test func `pieces hash like the whole`() {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    var hash = SHA256()
    hash.update(bytes[..<313])
    hash.update(bytes[313...])
    #expect(hash.finalized() == Digest.of(bytes))
  }

  @Test func `a digest reads back from its text`() {
    let digest = Digest.of("hillock")
    #expect(Digest(hexadecimal: digest.description) == digest)
    #expect(Digest(hexadecimal: "12") == nil)
    #expect(Digest(hexadecimal: String(repeating: "g", count: 64)) == nil)
    #expect(Digest(bytes: [1, 2, 3]) == nil)
  }
}
