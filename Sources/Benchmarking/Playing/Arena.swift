import Activations
import Searching

/// A recorded table as policies play against it: what they may choose, what they are shown, and
/// how good it is.
///
/// The pool is what a policy may propose: the classes with finite outputs, a result and, where the
/// benchmark has spectra, a spectrum. It is the same for every policy. How good a class is, is the
/// mean over its recorded seeds.
public struct Arena: Sendable {
  /// The classes of the study's space; finite are those of the pool.
  public let space: CandidateSpace
  /// The classes that a policy may propose, in ascending order.
  public let pool: [Int]
  /// The mean accuracy of each class; chance level where there is no result.
  public let means: [Double]
  public let chance: Double
  /// Classes of the space without a result.
  public let missingCount: Int

  /// The known results of each class.
  private let results: [[RecordedResult]]

  /// Finds each class of a space in a table: by its key, otherwise by what was trained.
  ///
  /// - Parameters:
  ///   - table: the results.
  ///   - classes: the classes of the study's space, computed here.
  ///   - baselines: what searches start with.
  ///   - spectra: where given, classes without one leave the pool.
  /// - Throws: `otherSpace` where more than one class in a hundred has no result.
  public init(
    _ table: RecordedTable, classes: ClassTable, baselines: [Expression],
    spectra: RecordedSpectra? = nil
  ) throws(BenchmarkingError) {
    let known = Self.matches(table, classes)
    missingCount = known.count { $0 == nil }
    guard missingCount * 100 <= known.count else {
      throw .otherSpace(recorded: known.count - missingCount, of: known.count)
    }
    let withSpectrum = spectra.map { Set($0.entries.map(\.key)) }
    let isOpen = zip(classes.classes, known).map { one, recorded in
      guard let recorded, one.isFinite else { return false }
      return withSpectrum?.contains(recorded.key) ?? true
    }
    let all = CandidateSpace(table: classes, baselines: baselines)
    space = all.with(isFinite: isOpen)
    pool = isOpen.indices.filter { isOpen[$0] }
    means = known.map { $0?.mean(chance: table.chance) ?? table.chance }
    results = known.map { $0?.results ?? [] }
    chance = table.chance
  }

  /// The results that one of a class's recorded evaluations could have shown.
  func results(of candidate: Int) -> [RecordedResult] { results[candidate] }

  /// The accuracy that puts a class among the best of the pool.
  ///
  /// - Parameter count: how many are meant; equals of the last count as well.
  /// - Returns: the mean of the last of them.
  public func threshold(ofBest count: Int) -> Double {
    let sorted = pool.map { means[$0] }.sorted(by: >)
    precondition((1...max(1, sorted.count)).contains(count), "\(count) of \(sorted.count)")
    return sorted[count - 1]
  }

  /// Each class of a space with what was recorded of it, nil where nothing was.
  private static func matches(_ table: RecordedTable, _ classes: ClassTable) -> [RecordedClass?] {
    var places: [ClassKey: Int] = [:]
    for one in classes.classes { places[one.key] = one.index }
    var matches = [RecordedClass?](repeating: nil, count: classes.classes.count)
    var strangers: [RecordedClass] = []
    for one in table.classes {
      if let place = places[one.key] { matches[place] = one } else { strangers.append(one) }
    }
    // Another maths library may have rounded an output differently, and the key with it.
    for one in strangers {
      guard let expression = try? Expression(one.form),
        let place = classes.class(of: expression), matches[place] == nil
      else { continue }
      matches[place] = one
    }
    return matches
  }
}
