import Activations
import Randomness
import Studies

extension Terms {
  /// The functions that get a spectrum before the search, and what it is computed from.
  public struct Featurising: Hashable, Sendable {
    /// In the order in which they are featurised; each once.
    public var candidates: [Candidate]
    /// What each is computed from; the expression is filled in for each order.
    public var work: SpectrumWork
    /// The layers that every spectrum of the study's network has; see `Spectrum.layout`.
    public var layout: [Spectrum.Layer]

    public init(candidates: [Candidate], work: SpectrumWork, layout: [Spectrum.Layer]) {
      self.candidates = candidates
      self.work = work
      self.layout = layout
    }

    /// The choice of a study: its baselines, then others at random.
    ///
    /// - Parameters:
    ///   - count: how many at most; baselines are never left out.
    ///   - baselines: they come first, in their order.
    ///   - others: what is drawn from, without repetition; the order of the draws decides nothing
    ///     about a class, so a larger count only adds to the list.
    ///   - candidate: the candidate of one of them.
    ///   - work: what the spectra are computed from.
    ///   - layout: the layers that they have.
    ///   - seed: the study's.
    public init(
      _ count: Int, baselines: [Candidate], others: [ClassKey],
      candidate: (ClassKey) -> Candidate, work: SpectrumWork, layout: [Spectrum.Layer], seed: UInt64
    ) {
      var chosen: [Candidate] = []
      var keys: Set<ClassKey> = []
      for baseline in baselines where keys.insert(baseline.key).inserted {
        chosen.append(baseline)
      }
      var generator = Generator(seed: Seed(seed).derived("spectra"))
      var free = others.filter { !keys.contains($0) }
      for place in 0..<max(0, min(count - chosen.count, free.count)) {
        free.swapAt(place, place + generator.uniform(below: free.count - place))
        chosen.append(candidate(free[place]))
      }
      self.init(candidates: chosen, work: work, layout: layout)
    }
  }
}
