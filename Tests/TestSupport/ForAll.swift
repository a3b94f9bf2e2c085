import Randomness

/// Calls a body with many generators; what it throws or records is named by the seed that did it.
///
/// - Parameters:
///   - seed: the first seed.
///   - count: how many seeds are tried.
///   - body: the property; throw to end the whole run at this seed.
/// - Throws: what the body threw, with the seed.
public func forAll(
  seed: UInt64 = 1, count: Int = 100, _ body: (inout Generator) throws -> Void
) throws {
  for offset in 0..<UInt64(count) {
    var generator = Generator(seed: Seed(seed &+ offset))
    do {
      try body(&generator)
    } catch {
      throw FailedProperty(seed: seed &+ offset, reason: "\(error)")
    }
  }
}

/// A property that did not hold, with the seed that shows it.
public struct FailedProperty: Error, CustomStringConvertible {
  public let seed: UInt64
  public let reason: String
  public var description: String { "seed \(seed): \(reason)" }
}
