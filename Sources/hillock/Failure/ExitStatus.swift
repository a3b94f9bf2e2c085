/// How the process ends; scripts rely on the numbers.
///
/// Thrown, it ends a command that has already said what there is to say.
enum ExitStatus: Int32, Error {
  case done = 0
  /// Wrong usage, bad input, missing or wrong files.
  case usage = 2
  /// Another version, a wrong key, a port or a ledger that is taken.
  case refused = 3
  /// The study or the disk failed.
  case failed = 4
  case interrupted = 130
}
