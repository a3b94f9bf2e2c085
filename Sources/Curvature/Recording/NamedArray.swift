/// Numbers that a spectrum is computed from, for other programs to recompute it.
public struct NamedArray: Hashable, Sendable {
  public enum Values: Hashable, Sendable {
    case single([Float])
    case double([Double])
    case whole([Int32])
  }

  /// What they are, such as `convolution-1.omega`.
  public let name: String
  /// Sizes of the axes, the last contiguous.
  public let shape: [Int]
  public let values: Values

  init(_ name: String, _ shape: [Int], _ values: Values) {
    self.name = name
    self.shape = shape
    self.values = values
  }

  /// The array as a file in NumPy's format, version 1.0: little-endian, in C order.
  public var numPyFile: [UInt8] {
    switch values {
    case .single(let numbers):
      header("<f4", count: numbers.count)
        + bytes(of: numbers.map { $0.bitPattern })
    case .double(let numbers):
      header("<f8", count: numbers.count) + bytes(of: numbers.map { $0.bitPattern })
    case .whole(let numbers):
      header("<i4", count: numbers.count) + bytes(of: numbers)
    }
  }

  private func header(_ type: String, count: Int) -> [UInt8] {
    precondition(shape.reduce(1, *) == count, "\(count) numbers for the shape \(shape)")
    let sizes = shape.map { "\($0)," }.joined(separator: " ")
    var text = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    // Magic, version and length take 10 bytes; the numbers start at a multiple of 64.
    text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
    let length = UInt16(text.utf8.count)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 0xff), UInt8(length >> 8)]
      + Array(text.utf8)
  }

  private func bytes<Number: FixedWidthInteger>(of numbers: [Number]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(numbers.count * Number.bitWidth / 8)
    for number in numbers {
      for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    return bytes
  }
}
