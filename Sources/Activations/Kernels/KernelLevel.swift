internal import CKernels

/// Which build of the kernels runs.
enum KernelLevel: Int32, CaseIterable, Comparable, Sendable {
  case plain = 0
  case avx2 = 1
  case avx512 = 2

  /// The highest level that this processor has.
  static let best = KernelLevel(rawValue: hillock_cpu_level()) ?? .plain

  static func < (a: KernelLevel, b: KernelLevel) -> Bool { a.rawValue < b.rawValue }
}
