import CKernels
import Digests
import Files

/// What a data set asks of the bytes that hold it.
extension MappedBytes {
  /// The SHA-256 of a range of the bytes.
  func digest(_ range: Range<Int>) -> Digest {
    withSpan(range) { span in
      var hash = SHA256()
      unsafe hash.update(span.bytes)
      return hash.finalized()
    }
  }

  /// How often each of the 256 values occurs in a range of the bytes.
  func occurrences(_ range: Range<Int>) -> [UInt64] {
    var occurrences = [UInt64](repeating: 0, count: 256)
    withSpan(range) { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        unsafe hillock_count_values(start, bytes.count, &occurrences)
      }
    }
    return occurrences
  }

  /// Copies chosen rows through a table of 256 numbers.
  ///
  /// - Parameters:
  ///   - rows: which rows; each must lie in the bytes.
  ///   - size: how many bytes a row has.
  ///   - offset: where row 0 begins.
  ///   - table: the number that each byte value becomes.
  ///   - output: receives the rows one after the other; `rows.count * size` long.
  func gather(
    rows: Span<Int32>, of size: Int, from offset: Int, through table: [Float],
    into output: inout MutableSpan<Float>
  ) {
    precondition(table.count == 256, "a byte has 256 values (\(table.count))")
    precondition(
      output.count == rows.count * size,
      "\(rows.count) rows of \(size) bytes into \(output.count) floats")
    for place in rows.indices {
      let end = offset + (Int(rows[place]) + 1) * size
      precondition(rows[place] >= 0 && end <= count, "row \(rows[place]) of \(count) bytes")
    }
    guard !rows.isEmpty else { return }
    withSpan(offset..<count) { bytes in
      unsafe bytes.withUnsafeBufferPointer { bytes in
        unsafe rows.withUnsafeBufferPointer { rows in
          unsafe output.withUnsafeMutableBufferPointer { output in
            guard let start = bytes.baseAddress, let first = rows.baseAddress,
              let target = output.baseAddress
            else { return }
            unsafe hillock_gather(start, size, first, rows.count, table, target)
          }
        }
      }
    }
  }
}
