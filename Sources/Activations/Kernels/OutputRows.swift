import Foundation

/// Room for the outputs of classes, one row after the other, at an address that never changes.
///
/// Invariant: a row is written once, by the one thread that was given its number, before the number
/// is known to any reader. Memory that was never written takes none.
@safe final class OutputRows: Sendable {
  let width: Int
  let capacity: Int
  /// The pointer, as a number: a pointer is not Sendable, and the type keeps this one valid for all.
  private let address: UInt

  /// Room for up to `capacity` rows of `width` floats.
  init(capacity: Int, width: Int) {
    self.capacity = capacity
    self.width = width
    let count = max(1, capacity * width * MemoryLayout<Float>.stride)
    // Without reservation, because most spaces have far fewer classes than expressions.
    let start = unsafe mmap(
      nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else {
      preconditionFailure("no memory for \(count) bytes (errno \(errno))")
    }
    // Whole tables are written: larger pages mean fewer faults, where the system has them.
    unsafe madvise(start, count, MADV_HUGEPAGE)
    address = UInt(bitPattern: start)
  }

  deinit {
    let count = max(1, capacity * width * MemoryLayout<Float>.stride)
    unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), count)
  }

  /// Writes a row.
  func write(_ row: Int, _ values: Span<Float>) {
    precondition(
      row >= 0 && row < capacity && values.count == width,
      "\(values.count) values for row \(row) of \(capacity) rows of \(width)")
    unsafe values.withUnsafeBufferPointer { values in
      guard let source = values.baseAddress else { return }
      unsafe start.advanced(by: row * width).update(from: source, count: width)
    }
  }

  /// The first rows, all of which were written.
  struct Written: OutputStore {
    let rows: OutputRows
    let count: Int

    func withOutputs<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R {
      precondition(count <= rows.capacity, "\(count) of \(rows.capacity) rows")
      return try body(unsafe Span(_unsafeStart: rows.start, count: count * rows.width))
    }
  }

  private var start: UnsafeMutablePointer<Float> {
    unsafe UnsafeMutablePointer<Float>(bitPattern: address).unsafelyUnwrapped
  }
}
