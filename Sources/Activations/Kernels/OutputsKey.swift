internal import CKernels

/// Canonical outputs and their key.
enum OutputsKey {
  /// Rounds each output once to Float.
  ///
  /// - Parameters:
  ///   - outputs: double-precision outputs.
  ///   - rounded: receives as many.
  static func round(_ outputs: Span<Double>, into rounded: inout MutableSpan<Float>) {
    precondition(outputs.count == rounded.count, "\(outputs.count), \(rounded.count) outputs")
    unsafe outputs.withUnsafeBufferPointer { outputs in
      unsafe rounded.withUnsafeMutableBufferPointer { rounded in
        unsafe hillock_round_outputs(outputs.baseAddress, outputs.count, rounded.baseAddress)
      }
    }
  }

  /// Makes zeros and NaNs alike in place, and hashes.
  ///
  /// - Parameters:
  ///   - outputs: rows, one after the other.
  ///   - width: how long a row is.
  /// - Returns: each row's key, and whether all of it is finite.
  static func keys(canonicalizing outputs: inout [Float], width: Int)
    -> [(key: ClassKey, isFinite: Bool)]
  {
    precondition(
      width > 0 && outputs.count.isMultiple(of: width), "\(outputs.count) outputs of \(width)")
    let count = outputs.count / width
    var words = [UInt64](repeating: 0, count: 2 * count)
    var flags = [UInt8](repeating: 0, count: count)
    unsafe outputs.withUnsafeMutableBufferPointer { outputs in
      unsafe hillock_outputs_keys(outputs.baseAddress, count, width, &words, &flags)
    }
    return (0..<count).map {
      (ClassKey(high: words[2 * $0], low: words[2 * $0 + 1]), flags[$0] != 0)
    }
  }

  /// A hash of a row's bits as they are, signs of zeros and all: for tables in memory.
  static func bits<Element: BitwiseCopyable>(_ row: Span<Element>) -> ClassKey {
    var words: [UInt64] = [0, 0]
    unsafe row.withUnsafeBytes { bytes in
      unsafe hillock_hash_bytes(bytes.baseAddress, bytes.count, &words)
    }
    return ClassKey(high: words[0], low: words[1])
  }
}
