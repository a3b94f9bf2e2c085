import Foundation
import Logging
import Messages
import Orders
import Searching
import Storage
import Studies
import Tensors
import Transport

/// The shell around a ledger: events in, commits, then what follows from them out.
///
/// It takes every event that waits, applies them all, commits their stores in one transaction, and
/// only then sends. While a commit is on its way to the disk, the next one is gathered.
public struct Coordinator: Sendable {
  private let terms: Terms
  private let settings: CoordinatorSettings
  private let file: LedgerFile
  private let proposer: Proposer
  private let logger: Logger
  private let announce: @Sendable (Announcement) -> Void
  private let inbox = Inbox<Incoming>()

  /// How often the ledger looks at the time: it notices a silence, and everything else that it
  /// asks to be woken for, at most so much later.
  private static let tick = Duration.milliseconds(250)

  /// Makes a coordinator that `run` starts.
  ///
  /// - Parameters:
  ///   - terms: the study, resolved.
  ///   - settings: where it listens.
  ///   - file: its ledger, open.
  ///   - policy: makes what proposes, from the study's spectra; called once, on a compute thread, when the first proposal is wanted. It may give
  ///     up when its second argument says that the coordinator has stopped.
  ///   - logger: hears of every committed entry.
  ///   - announce: told of what happens, from the coordinator's loop; must not block.
  public init(
    terms: Terms, settings: CoordinatorSettings, file: LedgerFile,
    policy:
      @escaping @Sendable ([ClassSpectrum], @escaping @Sendable () -> Bool) throws
      -> any Policy,
    logger: Logger, announce: @escaping @Sendable (Announcement) -> Void
  ) {
    self.terms = terms
    self.settings = settings
    self.file = file
    proposer = Proposer(
      making: policy, from: { [reader = file.reader] in try reader.spectra() })
    var logger = logger
    logger[metadataKey: LogKeys.study] = "\(terms.study)"
    self.logger = logger
    self.announce = announce
  }

  /// Asks the coordinator to stop; what was committed stays, leases wait for the next start.
  public func stop() {
    inbox.post(.stop)
  }

  /// Serves the study until it ends or is stopped.
  ///
  /// - Returns: how the study ended, or nil when it was stopped before that.
  /// - Throws: `TransportError` when an address cannot be bound, `StorageError` when a commit
  ///   fails or spectra are damaged; nothing that was acknowledged is lost then.
  public func run() async throws -> Ending? {
    let router = try await Router.start(
      binding: settings.addresses, delivering: inbox, as: Incoming.transport,
      limits: Self.limits, allowsInsecure: settings.allowsInsecure)
    announce(.listening(router.bound))
    logger.notice(
      "Coordinator listens", metadata: [LogKeys.address: "\(router.bound.map(\.description))"])
    do {
      let ending = try await withThrowingDiscardingTaskGroup(returning: Ending?.self) { group in
        var loop = try CoordinatorLoop(
          terms: terms, settings: settings, file: file, router: router, proposer: proposer,
          logger: logger, announce: announce, moment: { [clock = ProcessClock()] in clock.moment })
        let inbox = inbox
        group.addTask {
          while (try? await Task.sleep(for: Self.tick)) != nil { inbox.post(.tick) }
        }
        // One after the other: a crowd of operators gets no crowd of threads.
        let requests = Inbox<(Request, Peer)>()
        group.addTask { [answers = Answers(reader: try file.separateReader())] in
          for await batch in requests {
            for (request, peer) in batch where !Task.isCancelled {
              inbox.post(.answered(await answers.answer(request), peer))
            }
          }
        }
        defer {
          proposer.stop()
          group.cancelAll()
        }
        // The commit under way is over, well or badly; for a loop that waits for nothing else.
        let landed = Inbox<Void>()
        var jobs = loop.start()
        while true {
          for job in jobs {
            switch job {
            case .commit(let changes):
              _ = landed.takeAll()
              group.addTask { [file] in
                let result: Incoming
                do {
                  try await file.commit(changes)
                  result = .committed
                } catch {
                  result = .failed(error)
                }
                // In this order: the next commit begins when the loop has taken the result.
                landed.post(())
                inbox.post(result)
              }
            case .propose(let request, let count):
              group.addTask { [proposer] in
                do {
                  inbox.post(.proposed(try await proposer.answer(request, count: count)))
                } catch {
                  inbox.post(.failed(error))
                }
              }
            case .answer(let request, let peer): requests.post((request, peer))
            case .further: inbox.post(.further)
            }
          }
          // What comes meanwhile waits in the inbox, and when that is full, with its senders.
          if loop.isStalled { _ = await landed.next() }
          guard !loop.isOver, let batch = await inbox.next() else { break }
          jobs = try await loop.handle(batch)
        }
        return loop.ending
      }
      await router.close()
      return ending
    } catch {
      await router.close()
      throw error
    }
  }

  /// The largest answer to an operator fits the queue of one who reads slowly.
  private static let limits = Limits(
    backlogBytes: Envelope.largestFrameFromCoordinator + (8 << 20))
}

/// The only clock that a ledger ever hears of.
struct ProcessClock: Sendable {
  private let start = ContinuousClock.now

  var moment: Moment {
    Moment(
      monotonic: ContinuousClock.now - start,
      wall: Int64((Date().timeIntervalSince1970 * 1_000).rounded()))
  }
}
