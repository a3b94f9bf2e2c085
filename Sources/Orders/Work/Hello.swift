/// How a worker introduces itself, at first and after every reconnection.
public struct Hello: Hashable, Sendable {
  /// Chosen by the worker and kept over reconnections: host name and process, or a given name.
  public var worker: String
  /// A number that is new with every start of the worker's process.
  public var incarnation: UInt64
  /// Version of the worker's program.
  public var program: String
  public var host: String
  public var process: Int
  public var slots: Int
  public var tags: [Tag]
  /// The kinds of work that it can do.
  public var capabilities: [String]
  /// The study whose acknowledgements it has seen, or empty.
  public var study: String
  /// The latest journal sequence that it was told of, or 0.
  public var knownSequence: Int64
  /// The coordinator's incarnation that told it, or 0 when it does not know.
  public var knownIncarnation: Int64
  /// Leases it still works on, or whose reports were not acknowledged yet.
  public var held: [LeaseKey]

  public init(
    worker: String, incarnation: UInt64, program: String, host: String, process: Int, slots: Int,
    tags: [Tag], capabilities: [String], study: String, knownSequence: Int64,
    knownIncarnation: Int64 = 0,
    held: [LeaseKey]
  ) {
    self.worker = worker
    self.incarnation = incarnation
    self.program = program
    self.host = host
    self.process = process
    self.slots = slots
    self.tags = tags
    self.capabilities = capabilities
    self.study = study
    self.knownSequence = knownSequence
    self.knownIncarnation = knownIncarnation
    self.held = held
  }
}

/// What an operator says about a worker, `--tag key=value`.
public struct Tag: Hashable, Sendable {
  public var key: String
  public var value: String

  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }
}

/// A live connection, as the transport names it: bytes that mean nothing else.
public struct Connection: Hashable, Sendable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }
}
