import Orders
import Transport

/// How a coordinator is run; the study itself is in its terms and its ledger.
public struct CoordinatorSettings: Sendable {
  /// Where workers, watchers and operators dial in.
  public var addresses: [Address]
  /// Whether an address may be one that other machines can reach although nothing is encrypted.
  public var allowsInsecure: Bool
  /// The study's name, for people.
  public var studyName: String
  /// How long the end of a study waits for last reports and watchers.
  public var farewell: Duration

  public init(
    addresses: [Address], allowsInsecure: Bool, studyName: String,
    farewell: Duration = .seconds(2)
  ) {
    self.addresses = addresses
    self.allowsInsecure = allowsInsecure
    self.studyName = studyName
    self.farewell = farewell
  }
}

/// What a coordinator tells the program that runs it.
public enum Announcement: Sendable {
  /// It listens here now.
  case listening([Address])
  /// An entry was committed.
  case committed(JournalEntry)
  /// An epoch ended somewhere.
  case progress(ProgressNotice)
}
