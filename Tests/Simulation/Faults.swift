import Randomness

/// How unkind a simulated world is; drawn from the seed, so that every seed is another world.
struct Faults {
  var drop: Double
  var duplicate: Double
  /// Longest delay of a message; messages overtake each other within it.
  var delay: Duration
  /// Mean time between crashes of a worker, of the coordinator, and between broken connections.
  var workerCrash: Duration?
  var coordinatorCrash: Duration?
  var disconnection: Duration?
  var partition: Duration?
  var drain: Duration?
  /// Mean time between standstills of the coordinator, as of a suspended machine.
  var standstill: Duration?
  /// Chance that an attempt crashes its slot, and that a function cannot be trained.
  var failure: Double
  var infeasible: Double
  /// Chance that a commit fails as on a full disk, which stops the coordinator.
  var fullDisk: Double
  var clockJump: Double
  /// Chance that a coordinator starts on an old copy of its file, and with another budget.
  var oldCopy: Double
  var newBudget: Double
  /// How long a commit takes at most, while further events gather, and the chance that it takes
  /// so long that the coordinator stands still.
  var commit: Duration
  var slowCommit: Double

  init(_ random: inout Generator) {
    func often(_ random: inout Generator, _ choices: [Double]) -> Double {
      choices[random.uniform(below: choices.count)]
    }
    func every(_ random: inout Generator, _ seconds: [Int]) -> Duration? {
      let choice = random.uniform(below: seconds.count + 1)
      return choice < seconds.count ? .seconds(seconds[choice]) : nil
    }
    drop = often(&random, [0, 0, 0.01, 0.1, 0.3])
    duplicate = often(&random, [0, 0, 0.05, 0.3])
    delay = .milliseconds([1, 50, 1_000, 4_000][random.uniform(below: 4)])
    workerCrash = every(&random, [15, 60])
    coordinatorCrash = every(&random, [10, 60])
    disconnection = every(&random, [5, 30])
    partition = every(&random, [20, 90])
    drain = every(&random, [30])
    standstill = every(&random, [20])
    failure = often(&random, [0, 0, 0.02, 0.2])
    infeasible = often(&random, [0, 0.2])
    fullDisk = often(&random, [0, 0, 0.01])
    clockJump = often(&random, [0, 0.01])
    oldCopy = often(&random, [0, 0.1, 0.3])
    newBudget = often(&random, [0, 0.2])
    commit = random.uniform(below: 2) == 0 ? .milliseconds(200) : .zero
    slowCommit = often(&random, [0, 0, 0.05])
  }

  /// A world in which messages only take their time.
  static let none = Faults()

  /// A world in which, besides, the coordinator stands still now and then, or its disk does.
  static let standstills: Faults = {
    var faults = Faults()
    faults.standstill = .seconds(15)
    faults.slowCommit = 0.05
    return faults
  }()

  private init() {
    (drop, duplicate, failure, infeasible, fullDisk, clockJump) = (0, 0, 0, 0, 0, 0)
    (oldCopy, newBudget, slowCommit) = (0, 0, 0)
    commit = .zero
    delay = .milliseconds(5)
  }
}
