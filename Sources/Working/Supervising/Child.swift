import Foundation
import Glibc
import Messages
import Synchronization

/// A process that evaluates orders: envelopes go to its standard input and come from its output.
///
/// Signals that ask politely do not end it: it may inherit a mask that blocks them, and it is the
/// supervisor that decides how it ends. It leads a process group of its own, so that an interrupt
/// typed at a terminal reaches the supervisor alone, and so that whatever it started goes with it.
/// No other process holds an end of its pipes: `Process` closes everything else in a child, and
/// children are started one after the other.
final class Child: Sendable {
  /// What a child does.
  enum Event: Sendable {
    case message(Message)
    /// A line that it wrote to its standard error.
    case errorLine(String)
    /// It is gone, its output was read to the end, and it leaves nothing behind.
    case ended(reason: String)
  }

  private struct Life {
    /// Pipes that were not read to their end yet, and the process while it runs.
    var open = 3
    var ending = ""
    /// What the supervisor knows better than the exit status.
    var verdict: String?
    var errors = ErrorLines()
  }

  /// One start at a time: a pipe that is being made must not reach another child.
  private static let starting = Mutex<Void>(())

  let process: pid_t
  private let input: FileHandle
  private let writing = DispatchQueue(label: "hillock.slot.input")
  private let life = Mutex(Life())
  private let deliver: @Sendable (Event) -> Void

  /// Starts a child.
  ///
  /// - Parameters:
  ///   - command: the program's path and its arguments.
  ///   - deliver: told everything that the child does, from several threads, `ended` once and last.
  /// - Returns: the child, which runs.
  /// - Throws: `WorkerError.cannotStart`.
  static func start(
    _ command: [String], delivering deliver: @escaping @Sendable (Event) -> Void
  ) throws(WorkerError) -> Child {
    precondition(!command.isEmpty, "an evaluator's command has at least its program")
    let early = Mutex<(child: Child?, ending: String?)>((nil, nil))
    let (process, input, output, errors) = try launch(command) { ending in
      let child = early.withLock { early in
        if early.child == nil { early.ending = ending }
        return early.child
      }
      child?.processEnded(ending)
    }
    let child = Child(
      process: process, input: input, deliver: deliver)
    child.read(output, name: "hillock.slot.out") { handle in
      child.readMessages(handle)
    }
    child.read(errors, name: "hillock.slot.err") { handle in
      child.readErrors(handle)
    }
    let ending = early.withLock { early in
      early.child = child
      return early.ending
    }
    if let ending { child.processEnded(ending) }
    return child
  }

  /// This process's variables.
  ///
  /// A slot that crashes says why in one line, which the many lines of a backtrace would hide; whoever
  /// wants a backtrace sets SWIFT_BACKTRACE.
  private static var environment: [String: String] {
    ["SWIFT_BACKTRACE": "enable=no"].merging(ProcessInfo.processInfo.environment) { $1 }
  }

  private static func launch(
    _ command: [String], onEnd: @escaping @Sendable (String) -> Void
  ) throws(WorkerError) -> (pid_t, input: FileHandle, output: FileHandle, errors: FileHandle) {
    ignoreBrokenPipes()
    let process = Process()
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = environment
    process.terminationHandler = { onEnd(Self.ending(of: $0)) }
    do {
      return try starting.withLock { _ in
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        return (
          process.processIdentifier, input.fileHandleForWriting, output.fileHandleForReading,
          errors.fileHandleForReading
        )
      }
    } catch {
      throw .cannotStart(command[0], reason: Self.reason(of: error))
    }
  }

  private init(
    process: pid_t, input: FileHandle, deliver: @escaping @Sendable (Event) -> Void
  ) {
    self.process = process
    self.input = input
    self.deliver = deliver
  }

  /// Sends it a message; one that cannot be sent is lost with the child, whose end will be told.
  func send(_ message: Message) {
    let bytes = Data(Envelope(message: message).framed)
    // A child that hangs does not read: only this queue waits for it.
    writing.async { [input] in try? input.write(contentsOf: bytes) }
  }

  /// Lets it go: an idle child ends by itself when its input does.
  func closeInput() {
    writing.async { [input] in try? input.close() }
  }

  /// Ends it and all that it started.
  func kill() {
    life.withLock { $0.verdict = $0.verdict ?? "its worker killed it" }
    clearAway()
  }

  /// Ends what it leaves behind once it is gone itself, and would hide its end.
  func clearAway() {
    _ = Glibc.kill(-process, SIGKILL)
  }
}

extension Child {
  private func read(
    _ handle: FileHandle, name: String, _ body: @escaping @Sendable (FileHandle) -> Void
  ) {
    let thread = Thread {
      Thread.current.name = name
      body(handle)
      self.closed()
    }
    thread.stackSize = 256 << 10
    thread.start()
  }

  private func readMessages(_ handle: FileHandle) {
    var reader = FrameReader()
    while case let data = handle.availableData, !data.isEmpty {
      reader.append(data)
      do {
        while let envelope = try reader.next() { deliver(.message(envelope.message)) }
      } catch {
        life.withLock { $0.verdict = $0.verdict ?? "the slot wrote what is no message: \(error)" }
        kill()
        break
      }
    }
    // What is left unread would keep a child waiting that was not killed.
    while !handle.availableData.isEmpty {}
  }

  private func readErrors(_ handle: FileHandle) {
    while case let data = handle.availableData, !data.isEmpty {
      let lines = life.withLock { $0.errors.append(data) }
      for line in lines { deliver(.errorLine(line)) }
    }
  }

  private func processEnded(_ ending: String) {
    life.withLock { $0.ending = ending }
    // Whatever it left behind would hold its pipes open.
    clearAway()
    closed()
  }

  private func closed() {
    let reason: String? = life.withLock { life in
      life.open -= 1
      guard life.open == 0 else { return nil }
      let errors = life.errors.last
      return (life.verdict ?? life.ending) + (errors.isEmpty ? "" : "; it wrote: \(errors)")
    }
    if let reason {
      writing.async { [input] in try? input.close() }
      deliver(.ended(reason: reason))
    }
  }

  private static func ending(of process: Process) -> String {
    let status = process.terminationStatus
    return switch process.terminationReason {
    case .uncaughtSignal: "the slot ended by signal \(status)\(signalName(status))"
    default: "the slot ended with exit code \(status)"
    }
  }

  private static func signalName(_ signal: Int32) -> String {
    switch signal {
    case SIGABRT: " (abort)"
    case SIGKILL: " (kill; the system may have been out of memory)"
    case SIGSEGV: " (segmentation fault)"
    case SIGILL: " (illegal instruction)"
    case SIGTRAP: " (trap)"
    case SIGBUS: " (bus error)"
    case SIGFPE: " (arithmetic error)"
    case SIGTERM: " (terminate)"
    default: ""
    }
  }

  private static func reason(of error: any Error) -> String {
    (error as NSError).localizedDescription
  }
}
