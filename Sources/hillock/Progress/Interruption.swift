import Dispatch
import Foundation
import Synchronization

/// Whether the user has pressed ctrl-C.
///
/// The first SIGINT only sets a flag, which long work reads; a second one ends the process at once.
final class Interruption: Sendable {
  /// What the signal's handler holds on to, so that it does not hold the interruption itself.
  private final class Flag: Sendable {
    let isSet = Atomic(false)
  }

  private let flag = Flag()
  private let source: Mutex<any DispatchSourceSignal>

  /// Catches SIGINT from now on, as long as the value lives.
  init() {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [flag] in
      signal(SIGINT, SIG_DFL)
      flag.isSet.store(true, ordering: .relaxed)
    }
    source.activate()
    self.source = Mutex(source)
  }

  deinit {
    source.withLock { $0.cancel() }
    signal(SIGINT, SIG_DFL)
  }

  var isRequested: Bool { flag.isSet.load(ordering: .relaxed) }
}
