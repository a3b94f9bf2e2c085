import CKernels

/// A dense array of floats at a fixed address, the last axis contiguous.
///
/// There is one owner and no copy on write: a buffer made once is written by every step of a
/// training without an allocation. The memory starts at a multiple of 64 bytes, belongs to this
/// value alone and is freed with it; every access through a span is checked.
@safe public struct Tensor: ~Copyable {
  /// Sizes of the axes; their product is `count`.
  public let shape: [Int]
  /// How many floats there are.
  public let count: Int
  private let start: UnsafeMutablePointer<Float>

  private static let alignment = 64

  /// A tensor of zeros.
  ///
  /// - Parameter shape: sizes of the axes, none negative; no axis at all makes a single number.
  public init(_ shape: Int...) {
    self.init(shape: shape)
  }

  /// A tensor of zeros.
  public init(shape: [Int]) {
    precondition(shape.allSatisfy { $0 >= 0 }, "a tensor's sizes cannot be negative (\(shape))")
    self.shape = shape
    count = shape.reduce(1, *)
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: Self.alignment)
    unsafe start = memory.initializeMemory(as: Float.self, repeating: 0, count: count)
  }

  /// A tensor that holds a copy of these numbers.
  public init(_ numbers: [Float], shape: [Int]? = nil) {
    self.init(shape: shape ?? [numbers.count])
    precondition(numbers.count == count, "\(numbers.count) numbers for the shape \(self.shape)")
    unsafe start.update(from: numbers, count: count)
  }

  deinit {
    unsafe start.deallocate()
  }

  /// One number, by its place in memory.
  public subscript(position: Int) -> Float {
    get {
      precondition(position >= 0 && position < count, "position \(position) of \(count)")
      return unsafe start[position]
    }
    set {
      precondition(position >= 0 && position < count, "position \(position) of \(count)")
      unsafe start[position] = newValue
    }
  }

  /// A copy of all numbers.
  public var numbers: [Float] {
    unsafe [Float](UnsafeBufferPointer(start: start, count: count))
  }

  /// Sets every number.
  public mutating func fill(_ number: Float) {
    unsafe start.update(repeating: number, count: count)
  }

  /// Replaces all numbers.
  public mutating func replace(by numbers: [Float]) {
    precondition(numbers.count == count, "\(numbers.count) numbers for \(count) places")
    unsafe start.update(from: numbers, count: count)
  }

  /// Lends the numbers for reading.
  ///
  /// - Parameters:
  ///   - length: how many of them, from the first; all when nil.
  ///   - body: uses the span, which cannot leave it.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws.
  public borrowing func withSpan<R: ~Copyable, E: Error>(
    first length: Int? = nil, _ body: (Span<Float>) throws(E) -> R
  ) throws(E) -> R {
    let length = length ?? count
    precondition(length >= 0 && length <= count, "the first \(length) of \(count) numbers")
    return try unsafe body(Span(_unsafeStart: start, count: length))
  }

  /// Lends the numbers for writing.
  ///
  /// - Parameters:
  ///   - length: how many of them, from the first; all when nil.
  ///   - body: uses the span, which cannot leave it.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws.
  public mutating func withMutableSpan<R: ~Copyable, E: Error>(
    first length: Int? = nil, _ body: (inout MutableSpan<Float>) throws(E) -> R
  ) throws(E) -> R {
    let length = length ?? count
    precondition(length >= 0 && length <= count, "the first \(length) of \(count) numbers")
    var span = unsafe MutableSpan(_unsafeStart: start, count: length)
    return try body(&span)
  }

  /// Whether the first `length` numbers are all finite.
  public borrowing func isFinite(first length: Int) -> Bool {
    precondition(length >= 0 && length <= count, "the first \(length) of \(count) numbers")
    return unsafe hillock_sum(start, length).isFinite
  }

  /// The address of the numbers, for a C kernel that reads.
  ///
  /// Take it of parameters and stored properties only: they outlive the call in which they are
  /// used. A local tensor may be freed as soon as its address was taken.
  public var address: UnsafePointer<Float> { borrowing get { unsafe UnsafePointer(start) } }

  /// The address of the numbers, for a C kernel that writes; as `address`.
  public var mutableAddress: UnsafeMutablePointer<Float> { mutating get { unsafe start } }
}
