import Studies
import Surrogates

/// What a policy sees of the functions that a study may try: one entry for each class.
public struct CandidateSpace: Sendable {
  /// What each class is called when a reason names it.
  public let forms: [String]
  /// Whether a class's outputs are all finite; no other class is ever proposed, baselines excepted.
  public let isFinite: [Bool]
  /// The classes that are evaluated first, in this order; one may occur twice.
  public let baselines: [Int]
  /// The outputs of each class on the fixed samples.
  public let outputs: Features
  /// The spectra of the classes that have one, by ascending class index, all with equal layouts.
  public private(set) var spectra: [ClassSpectrum] = []

  public init(forms: [String], isFinite: [Bool], baselines: [Int], outputs: Features) {
    precondition(
      isFinite.count == forms.count && outputs.count == forms.count,
      "\(forms.count) forms, \(isFinite.count) flags and \(outputs.count) rows of outputs")
    precondition(
      baselines.allSatisfy(forms.indices.contains),
      "baselines \(baselines) are not all among the \(forms.count) classes")
    self.forms = forms
    self.isFinite = isFinite
    self.baselines = baselines
    self.outputs = outputs
  }

  /// The same space with the spectra of some classes.
  ///
  /// - Parameter spectra: by ascending class index; all have the same layout.
  /// - Returns: the space that a policy chooses from.
  public func with(spectra: [ClassSpectrum]) -> CandidateSpace {
    precondition(
      spectra.allSatisfy { forms.indices.contains($0.index) },
      "spectra of classes that are not among the \(forms.count)")
    precondition(
      zip(spectra, spectra.dropFirst()).allSatisfy { $0.index < $1.index },
      "spectra that are not in the order of their classes")
    var space = self
    space.spectra = spectra
    return space
  }

  /// How many classes there are.
  public var count: Int { forms.count }
}
