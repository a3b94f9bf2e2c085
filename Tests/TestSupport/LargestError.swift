/// The largest of the errors that were met, and where; NaN counts as infinite.
///
/// `max` and `>` lose a NaN, and with it everything that came before: a result that is no number
/// would pass every tolerance.
public struct LargestError<Place> {
  public private(set) var error = 0.0
  /// Where it was; nil while no error was above 0.
  public private(set) var place: Place?

  public init() {}

  public mutating func meet(_ error: Double, at place: @autoclosure () -> Place) {
    let error = error.isNaN ? .infinity : error
    guard error > self.error else { return }
    self.error = error
    self.place = place()
  }
}

/// The largest of some errors, 0 without any; NaN counts as infinite.
public func largestError(_ errors: some Sequence<Double>) -> Double {
  errors.reduce(into: LargestError<Void>()) { $0.meet($1, at: ()) }.error
}
