import Orders
import Transport

/// What a worker is started with.
public struct WorkerSettings: Sendable {
  /// The coordinator's.
  public var address: Address
  /// Unlike every other worker's of the study.
  public var name: String
  /// How many evaluations run at once, each in a process of its own.
  public var slots: Int
  public var tags: [Tag]
  /// The version of this program.
  public var program: String
  /// Whether the coordinator may be on another machine, unencrypted.
  public var allowsInsecure: Bool
  /// How a slot's process is started: a program's path and its arguments.
  public var evaluator: [String]
  /// The kinds of work that its evaluators can do.
  public var capabilities: [Orders.Work.Kind]
  /// How long after its start the worker drains by itself; nil for never.
  public var lifetime: Duration?
  /// How long running evaluations may go on once the worker drains.
  public var grace: Duration
  /// Whether the worker waits for another study when one is finished.
  public var staysOn: Bool
  /// Whether the worker ends as soon as its standard input does: it was started by a process that
  /// holds the other end.
  public var endsWithInput: Bool

  /// Settings with everything but the address left to their defaults.
  ///
  /// - Parameters:
  ///   - address: the coordinator's.
  ///   - program: the version of this program.
  ///   - dataFolder: where data set files are; nil for the place where Debian puts them.
  ///   - cacheFolder: for inflated data sets, shared by all slots; nil for the
  ///     evaluator's own default.
  public init(
    address: Address, program: String, dataFolder: String? = nil, cacheFolder: String? = nil
  ) {
    self.address = address
    self.program = program
    name = "\(Host.name)-\(Host.process)"
    slots = availableCores()
    tags = []
    allowsInsecure = false
    evaluator = [Host.executable, "evaluate"]
    if let dataFolder { evaluator += ["--data-folder", dataFolder] }
    if let cacheFolder { evaluator += ["--cache-folder", cacheFolder] }
    capabilities = Orders.Work.Kind.allCases
    lifetime = nil
    grace = .seconds(60)
    staysOn = false
    endsWithInput = false
  }

  /// The lasting parts of the worker's hello, with a new incarnation.
  func introduction() -> Hello {
    Hello(
      worker: name, incarnation: UInt64.random(in: 1...UInt64(Int64.max)), program: program,
      host: Host.name, process: Int(Host.process), slots: slots, tags: tags,
      capabilities: capabilities.map(\.rawValue), study: "", knownSequence: 0, held: [])
  }

  var patience: Patience { Patience(grace: grace, lifetime: lifetime) }
}
