import Foundation
import TestSupport
import Testing

/// Decodes a file that `scripts/fixtures/networks.py` wrote.
func fixture<T: Decodable>(_ name: String, as type: T.Type) throws -> T {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Fixtures"))
  return try JSONDecoder().decode(type, from: Data(contentsOf: url))
}

/// The largest difference of two lists, relative to numbers above 1; infinite where they are not
/// equally long, and where one is NaN.
func distance(_ a: [Float], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return largestError(zip(a, b).map { abs(Double($0) - $1) / max(1, abs($1)) })
}
