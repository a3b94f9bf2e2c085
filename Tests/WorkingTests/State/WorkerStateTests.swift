import Messages
import Orders
import Studies
import Testing

@testable import Working

@Suite struct `worker and coordinator` {
  @Test func `a worker says hello when it is connected, and again until it is welcomed`() {
    var bench = Bench()
    bench.apply(.tick)
    #expect(bench.sent.isEmpty)
    #expect(bench.actions == [.start(slot: 0), .start(slot: 1)])
    bench.apply(.connected)
    #expect(bench.hellos.count == 1)
    bench.wait(.milliseconds(900))
    #expect(bench.sent.isEmpty)
    bench.wait(.milliseconds(100))
    #expect(bench.hellos.count == 1)
    bench.hear(.welcome(Welcome(study: "name", heartbeat: .seconds(1))))
    #expect(bench.sent == [.heartbeat(held: []), .ready(capacity: 2)])
    bench.wait(.seconds(1))
    #expect(bench.sent == [.heartbeat(held: []), .ready(capacity: 2)])
  }

  @Test func `nothing is sent while the coordinator is away`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.disconnected)
    bench.apply(.slot(0, .report(completed(1))))
    #expect(bench.sent.isEmpty)
    let actions = bench.wait(.seconds(60), every: .milliseconds(250))
    #expect(actions.messages.isEmpty)
  }

  @Test func `a worker that comes back names what it holds and what it knows`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.order(order(2), attempt: 3))
    bench.apply(.slot(0, .report(completed(1))))
    bench.hear(.acknowledged(lease(9), sequence: 42))
    bench.hear(.acknowledged(lease(8), sequence: 40))
    bench.apply(.disconnected)
    bench.apply(.connected)
    #expect(bench.hellos.first?.study == Bench.study)
    #expect(bench.hellos.first?.knownSequence == 42)
    #expect(bench.hellos.first?.knownIncarnation == 1)
    #expect(bench.hellos.first?.held == [lease(2, 3), lease(1)])
    bench.hear(.welcome(Welcome(study: "name", heartbeat: .seconds(1))))
    #expect(bench.reports == [completed(1)])
  }

  @Test func `a worker believes only who knows it`() {
    var bench = Bench.welcomed()
    func hear(_ message: Message, incarnation: Int64, sequence: Int64, _ bench: inout Bench) {
      bench.apply(
        .received(
          Envelope(
            study: Bench.study, incarnation: incarnation, sequence: sequence, message: message)))
    }
    func known(_ bench: Bench) -> [Int64] {
      var bench = bench
      bench.apply(.disconnected)
      bench.apply(.connected)
      return bench.hellos.flatMap { [$0.knownIncarnation, $0.knownSequence] }
    }
    hear(.order(order(1), attempt: 1), incarnation: 5, sequence: 20, &bench)
    #expect(known(bench) == [5, 20], "an order's lease is on disk")
    hear(.acknowledged(lease(9), sequence: 30), incarnation: 5, sequence: 31, &bench)
    hear(.acknowledged(lease(8), sequence: 99), incarnation: 4, sequence: 99, &bench)
    #expect(known(bench) == [5, 30], "what an earlier coordinator told is older")
    hear(.whoAreYou, incarnation: 6, sequence: 7, &bench)
    hear(
      .refused(Rejection(code: .nameTaken, reason: "taken")), incarnation: 6, sequence: 8, &bench)
    #expect(known(bench) == [5, 30], "it may serve an old copy")
    hear(
      .welcome(Welcome(study: "name", heartbeat: .seconds(1))), incarnation: 6, sequence: 9, &bench)
    #expect(known(bench) == [6, 9])
  }

  @Test func `a report is sent again until it is acknowledged`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.slot(0, .report(completed(1))))
    #expect(bench.reports == [completed(1)])
    let again = bench.wait(.seconds(5), every: .milliseconds(250))
    #expect(again.reports.count == 2)
    #expect(bench.state.held(of: Bench.study) == [lease(1)])
    bench.hear(.acknowledged(lease(1), sequence: 5))
    #expect(bench.wait(.seconds(5), every: .milliseconds(250)).reports.isEmpty)
    #expect(bench.state.held(of: Bench.study).isEmpty)
  }

  @Test func `a report goes only to the study that ordered it`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.slot(0, .report(completed(1))))
    bench.apply(.disconnected)
    bench.apply(.connected)
    bench.hear(.welcome(Welcome(study: "other", heartbeat: .seconds(1))), study: "other")
    #expect(bench.sent == [.heartbeat(held: []), .ready(capacity: 2)])
    bench.hear(.acknowledged(lease(1), sequence: 99), study: "other")
    bench.apply(.disconnected)
    bench.apply(.connected)
    #expect(bench.hellos.first?.knownSequence == 99)
    bench.hear(.welcome(Welcome(study: "name", heartbeat: .seconds(1))))
    #expect(bench.reports == [completed(1)])
  }

  @Test func `an evaluation of another study goes on and takes its slot`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.connected)
    bench.hear(.welcome(Welcome(study: "other", heartbeat: .seconds(1))), study: "other")
    #expect(bench.sent == [.heartbeat(held: []), .ready(capacity: 1)])
    bench.hear(.cancel(lease(1)), study: "other")
    #expect(bench.actions.isEmpty)
  }

  @Test func `who are you is answered with one hello`() {
    var bench = Bench.welcomed()
    bench.hear(.whoAreYou, study: "")
    #expect(bench.hellos.count == 1)
    bench.hear(.whoAreYou, study: "")
    #expect(bench.sent.isEmpty)
    bench.wait(.seconds(1))
    #expect(bench.hellos.count == 1)
  }

  @Test func `a name that is taken is asked for again, for a while`() {
    var bench = Bench()
    bench.apply(.connected)
    let rejection = Message.refused(Rejection(code: .nameTaken, reason: "the name is taken"))
    for _ in 0..<15 {
      bench.hear(rejection, study: "")
      #expect(bench.ending == nil)
      bench.wait(.seconds(1))
      #expect(bench.hellos.count == 1)
    }
    bench.hear(rejection, study: "")
    #expect(bench.ending == WorkerEnding(exitCode: 3, reason: "the name is taken"))
  }

  @Test func `a worker that was welcomed once never gives its name up`() {
    var bench = Bench.welcomed()
    bench.apply(.connected)
    for _ in 0..<60 {
      bench.hear(.refused(Rejection(code: .nameTaken, reason: "taken")), study: "")
      #expect(bench.ending == nil)
      bench.wait(.seconds(1))
    }
  }

  @Test(arguments: [Rejection.Code.version, .lacksCapability, .malformed])
  func `a worker that is not wanted ends with exit code 3`(code: Rejection.Code) {
    var bench = Bench()
    bench.apply(.connected)
    bench.hear(.refused(Rejection(code: code, reason: "no")), study: "")
    #expect(bench.ending == WorkerEnding(exitCode: 3, reason: "no"))
  }

  @Test func `progress is passed on to the study that ordered it`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    let progress = Progress(lease: lease(1), record: record(1))
    bench.apply(.slot(0, .progress(progress)))
    #expect(bench.sent == [.progress(progress)])
    bench.apply(.slot(1, .progress(progress)))
    #expect(bench.sent.isEmpty)
  }

  @Test func `a worker of a finished study stops and leaves`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.hear(.finished)
    #expect(bench.actions.contains(.stop(slot: 0, lease(1))))
    #expect(bench.sent == [.goodbye(reason: "the study is finished")])
    #expect(bench.ending?.exitCode == 0)
  }

  @Test func `a worker of a finished study waits for its acknowledgement, not for ever`() {
    var bench = Bench.welcomed()
    bench.hear(.order(order(1), attempt: 1))
    bench.apply(.slot(0, .report(completed(1))))
    bench.hear(.finished)
    #expect(bench.ending == nil)
    var patient = bench
    bench.hear(.acknowledged(lease(1), sequence: 3))
    #expect(bench.ending?.exitCode == 0)
    patient.wait(.seconds(5))
    #expect(patient.ending?.exitCode == 0)
  }

  @Test func `a worker that stays on waits for the next study`() {
    var bench = Bench.welcomed(staysOn: true)
    bench.hear(.finished)
    #expect(bench.ending == nil)
    bench.apply(.disconnected)
    bench.apply(.connected)
    bench.hear(.welcome(Welcome(study: "name", heartbeat: .seconds(1))), study: "next")
    bench.hear(.order(order(1), attempt: 1), study: "next")
    #expect(bench.actions.contains(.evaluate(slot: 0, order(1), attempt: 1)))
  }
}

func record(_ epoch: Int) -> EpochRecord {
  EpochRecord(
    epoch: epoch, trainLoss: 1, trainAccuracy: 0.5, validationLoss: 1, validationAccuracy: 0.5,
    seconds: 1)
}
