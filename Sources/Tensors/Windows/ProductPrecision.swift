/// The precision in which products of centred numbers are taken; sums are always double.
public enum ProductPrecision: Hashable, Sendable {
  case single
  case double
}
