import Activations
import ArgumentParser
import Benchmarking
import Curvature
import Datasets
import JSON
import Networks
import Studies
import Synchronization
import Tensors
import Working

/// `hillock benchmark spectra`: the second feature of a recorded benchmark's classes.
struct BenchmarkSpectra: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "spectra",
    abstract: "Computes the spectra of a recorded benchmark's classes, here, on all cores.",
    discussion: """
      The network, the data set and the recipe are the study's. Only classes with finite outputs \
      are looked at. What comes out is written beside the results, when all is done, and the \
      description says how it was made.
      """)

  @Argument(help: "The folder of a recorded benchmark.")
  var folder: String

  @Option(
    parsing: .unconditional, help: "How many spectra at once; the cores at hand otherwise.",
    transform: OptionValue.whole(in: 1...1_024))
  var threads: Int?

  @OptionGroup(title: "Folders") var folders: FolderOptions

  func run() async throws {
    let place = BenchmarkFolder(path: folder)
    let study = try ResolvedStudy(
      try place.readStudy(), path: place.file(BenchmarkFolder.studyName),
      yaml: try place.studyText(), folders: folders)
    guard let trained = study.trained else {
      throw Failure("\(folder): a rehearsal has no network whose spectra could be computed")
    }
    let recipe = study.study.search.spectrum
    let classes = study.table.classes.filter(\.isFinite)
    let requests = try classes.map { one in
      try SpectrumRequest(
        plan: trained.plan, activation: ActivationFunction(one.form), dataset: trained.dataset,
        recipe: recipe)
    }

    LinearAlgebra.threads = 1
    let interruption = Interruption()
    let progress = Progress(total: max(1, requests.count))
    let pile = SpectrumPile(requests)
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<min(threads ?? availableCores(), requests.count) {
        group.addTask {
          await onComputeThread(name: "spectra-\(number)") {
            pile.work(isCancelled: { interruption.isRequested }) { done in
              if Console.isTerminal || done.isMultiple(of: 100) {
                progress.report(done, "spectra")
              }
            }
          }
        }
      }
    }
    progress.finish()
    if interruption.isRequested {
      Console.note("interrupted; nothing is written")
      throw ExitStatus.interrupted
    }
    let found = zip(classes, pile.outcomes).compactMap { one, outcome in
      if case .completed(let spectrum) = outcome { (one.key, spectrum) } else { nil }
    }
    try place.write(
      try RecordedSpectra(recipe: recipe, found),
      origin: [
        .init("spectraCommand", .text("hillock benchmark spectra \(study.study.name)")),
        .init("spectraProgram", .text(Program.version)),
        .init("spectraProcessor", .text(Working.Host.processor)),
        .init("spectraKernels", .text(LinearAlgebra.kernels)),
      ])
    try Console.print(
      "\(study.study.name): \(found.count) spectra of \(classes.count) finite classes in "
        + "\(place.file(BenchmarkFolder.spectraName))\n")
  }
}

/// Spectra that several threads compute.
private final class SpectrumPile: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var outcomes: [SpectrumOutcome?]
  }

  private let requests: [SpectrumRequest]
  private let state: Mutex<State>

  init(_ requests: [SpectrumRequest]) {
    self.requests = requests
    state = Mutex(State(outcomes: Array(repeating: nil, count: requests.count)))
  }

  /// Computes one after another until none is left.
  func work(isCancelled: () -> Bool, progress: (Int) -> Void) {
    let workspace = SpectrumWorkspace()
    while !isCancelled(), let place = next() {
      let outcome = requests[place].run(in: workspace, isCancelled: isCancelled)
      let done = state.withLock { state in
        state.outcomes[place] = outcome
        state.done += 1
        return state.done
      }
      progress(done)
    }
  }

  private func next() -> Int? {
    state.withLock { state in
      guard state.next < state.outcomes.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  var outcomes: [SpectrumOutcome?] { state.withLock { $0.outcomes } }
}
