import Dispatch
import Foundation
import Synchronization

/// Whether the user has pressed ctrl-C.
///
/// The first SIGINT only sets a flag, which long work reads; a second one ends the process at once.
final class Interruption: Sendable {
  private let flag = Atomic(false)
  private let source: any DispatchSourceSignal

  /// Catches SIGINT from now on.
  init() {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [weak self] in
      signal(SIGINT, SIG_DFL)
      self?.flag.store(true, ordering: .relaxed)
    }
    source.activate()
  }

  deinit {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }

  var isRequested: Bool { flag.load(ordering: .relaxed) }
}
