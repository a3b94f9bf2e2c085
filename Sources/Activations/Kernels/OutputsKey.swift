internal import CKernels

/// Canonical outputs and their key.
enum OutputsKey {
  /// Rounds each output once to Float, makes zeros and NaNs alike, and hashes.
  ///
  /// - Parameters:
  ///   - outputs: double-precision outputs.
  ///   - rounded: receives the canonical outputs, as many.
  /// - Returns: the key, and whether every output is finite.
  static func rounding(_ outputs: Span<Double>, into rounded: inout MutableSpan<Float>)
    -> (key: ClassKey, isFinite: Bool)
  {
    precondition(outputs.count == rounded.count, "\(outputs.count), \(rounded.count) outputs")
    return keyed { words in
      unsafe outputs.withUnsafeBufferPointer { outputs in
        unsafe rounded.withUnsafeMutableBufferPointer { rounded in
          unsafe words.withUnsafeMutableBufferPointer { words in
            unsafe hillock_outputs_key(
              outputs.baseAddress, outputs.count, rounded.baseAddress, words.baseAddress)
          }
        }
      }
    }
  }

  /// Makes zeros and NaNs alike in place, and hashes.
  ///
  /// - Returns: the key, and whether every output is finite.
  static func canonicalizing(_ outputs: inout MutableSpan<Float>)
    -> (key: ClassKey, isFinite: Bool)
  {
    keyed { words in
      unsafe outputs.withUnsafeMutableBufferPointer { outputs in
        unsafe words.withUnsafeMutableBufferPointer { words in
          unsafe hillock_rounded_outputs_key(outputs.baseAddress, outputs.count, words.baseAddress)
        }
      }
    }
  }

  /// A hash of a row's bits as they are, signs of zeros and all: for tables in memory.
  static func bits<Element: BitwiseCopyable>(_ row: Span<Element>) -> ClassKey {
    keyed { words in
      unsafe row.withUnsafeBytes { bytes in
        unsafe words.withUnsafeMutableBufferPointer { words in
          unsafe hillock_row_hash(bytes.baseAddress, bytes.count, words.baseAddress)
        }
      }
      return 1
    }.key
  }

  private static func keyed(_ hash: (inout [UInt64]) -> Int32) -> (key: ClassKey, isFinite: Bool) {
    var words: [UInt64] = [0, 0]
    let isFinite = hash(&words) != 0
    return (ClassKey(high: words[0], low: words[1]), isFinite)
  }
}
