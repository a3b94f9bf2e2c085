import CKernels

/// The widest vector instructions that a processor has, as far as kernels distinguish them.
public enum VectorLevel: Int32, CaseIterable, Comparable, Sendable, CustomStringConvertible {
  case plain
  case avx2
  case avx512

  /// What this processor has.
  public static let current = VectorLevel(rawValue: hillock_cpu_level()) ?? .plain

  public static func < (a: VectorLevel, b: VectorLevel) -> Bool { a.rawValue < b.rawValue }

  public var description: String {
    switch self {
    case .plain: "plain"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    }
  }
}
