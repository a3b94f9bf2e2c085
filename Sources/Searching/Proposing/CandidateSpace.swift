import Activations
import Studies
import Surrogates

/// The functions of a study that a table lists, as a policy sees them: one for each class, each at
/// its place in the table.
///
/// Names are made when they are asked for: a space of hundreds of thousands has as many texts.
public struct CandidateSpace: Sendable {
  private enum Classes: Sendable {
    case table(ClassTable)
    case list([Candidate], places: [ClassKey: Int])
  }

  private let classes: Classes
  /// Whether a class's outputs are all finite; no other class is ever proposed, baselines excepted.
  public private(set) var isFinite: [Bool]
  /// The places of the classes that are evaluated first, in this order; one may occur twice.
  public private(set) var baselines: [Int]
  /// The outputs of each class on the fixed samples.
  public let outputs: Features
  /// The spectra of the classes that have one, by ascending place, all with equal layouts.
  private(set) var spectra: [(place: Int, spectrum: Spectrum)] = []

  /// The classes of a table.
  ///
  /// - Parameters:
  ///   - table: the space's classes with their outputs on the probe.
  ///   - baselines: functions of the table, evaluated first in this order.
  public init(table: ClassTable, baselines: [Expression]) {
    classes = .table(table)
    isFinite = table.classes.isFinite
    outputs = Features(
      width: Probe.count, in: TableOutputs(table: table), columnOrder: Probe.ascending)
    self.baselines = baselines.map { baseline in
      guard let place = table.class(of: baseline) else {
        preconditionFailure("the baseline \(baseline) is not in the table it belongs to")
      }
      return place
    }
  }

  /// Classes in a list, each at its place in it.
  public init(candidates: [Candidate], isFinite: [Bool], baselines: [Int], outputs: Features) {
    precondition(
      isFinite.count == candidates.count && outputs.count == candidates.count,
      "\(candidates.count) classes, \(isFinite.count) flags and \(outputs.count) rows of outputs")
    classes = .list(
      candidates,
      places: Dictionary(uniqueKeysWithValues: candidates.enumerated().map { ($1.key, $0) }))
    self.isFinite = isFinite
    self.baselines = baselines
    self.outputs = outputs
    check(baselines)
  }

  /// The same space with the spectra of some classes, all of the same layout.
  public func with(spectra: [ClassSpectrum]) -> CandidateSpace {
    var space = self
    space.spectra = spectra.map { one in
      guard let place = place(of: one.key) else {
        preconditionFailure("a spectrum of class \(one.key), which is not in the space")
      }
      return (place, one.spectrum)
    }.sorted { $0.place < $1.place }
    precondition(
      zip(space.spectra, space.spectra.dropFirst()).allSatisfy { $0.place < $1.place },
      "two spectra of one class")
    return space
  }

  /// The same space with other functions that are evaluated first.
  public func with(baselines: [Int]) -> CandidateSpace {
    check(baselines)
    var space = self
    space.baselines = baselines
    return space
  }

  /// The same space with other classes that may be proposed.
  public func with(isFinite: [Bool]) -> CandidateSpace {
    precondition(isFinite.count == count, "\(isFinite.count) flags for \(count) classes")
    var space = self
    space.isFinite = isFinite
    return space
  }

  /// How many classes there are.
  public var count: Int { isFinite.count }

  /// The places of all classes.
  public var places: Range<Int> { 0..<count }

  /// The place of a class; nil where it is not in the space.
  public func place(of key: ClassKey) -> Int? {
    switch classes {
    case .table(let table): table.classes.index(of: key)
    case .list(_, let places): places[key]
    }
  }

  /// The key of the class at a place.
  public func key(at place: Int) -> ClassKey {
    switch classes {
    case .table(let table): table.classes.keys[place]
    case .list(let candidates, _): candidates[place].key
    }
  }

  /// The class at a place.
  public func candidate(at place: Int) -> Candidate {
    switch classes {
    case .table(let table): table.candidate(at: place)
    case .list(let candidates, _): candidates[place]
    }
  }

  /// What the class at a place is called when a reason names it.
  public func form(at place: Int) -> String { candidate(at: place).form }

  /// Whether a class has a spectrum.
  public func hasSpectrum(_ key: ClassKey) -> Bool {
    place(of: key).map { place in spectra.contains { $0.place == place } } ?? false
  }

  private func check(_ baselines: [Int]) {
    precondition(
      baselines.allSatisfy(places.contains),
      "baselines \(baselines) are not all among the \(count) classes")
  }

  /// The outputs where the table has them: in memory or in its file.
  private struct TableOutputs: FeatureStore {
    let table: ClassTable

    func withValues<R, Failure: Error>(
      _ body: (Span<Float>) throws(Failure) -> R
    ) throws(Failure) -> R {
      try table.withOutputs(body)
    }
  }
}
