import Benchmarking
import JSON
import Reporting
import Studies

/// What `hillock benchmark run` prints, writes and draws.
struct BenchmarkReport {
  let study: String
  let contest: Contest
  let milestones: [Milestone]
  let standings: [Standing]

  func text(_ format: Format) -> String {
    switch format {
    case .table: heading + "\n" + table.text
    case .csv: records.csv
    case .json: json.description + "\n"
    }
  }

  private var heading: String {
    let goals = milestones.map {
      "\($0.name): \($0.count == 1 ? "1 class" : "\($0.count) classes"), "
        + "\($0.threshold.fixed(4)) or better"
    }
    let start = contest.start == .baselines ? "its baselines" : "random classes"
    return "\(study): \(contest.arena.pool.count) classes to choose from\n"
      + goals.joined(separator: "\n")
      + "\n\(contest.repetitions) searches of \(contest.limit) evaluations each, starting with "
      + "\(start)\nevaluations needed: median (quartiles), and in how many searches it was missed\n"
  }

  /// A row for each policy, for people.
  private var table: Table {
    var table = Table(
      [.text("policy")]
        + milestones.flatMap { milestone in
          [Table.Column.text(milestone.name), .number("missed")]
        } + [.number("finalAccuracy", "best at the end")])
    for standing in standings {
      table.add(
        [.text(standing.name)]
          + standing.attempts.flatMap { attempt in
            [.text(needed(attempt.evaluations)), Table.Cell.whole(attempt.misses)]
          } + [.number(standing.curve.last?.mean)])
    }
    return table
  }

  private func needed(_ evaluations: Quantiles) -> String {
    let (low, high) = (shown(evaluations.lower), shown(evaluations.upper))
    return "\(shown(evaluations.median)) (\(low) - \(high))"
  }

  private func shown(_ evaluations: Double) -> String {
    evaluations.isFinite ? evaluations.short : ">\(contest.limit)"
  }

  /// A row for each policy and milestone, for scripts; what is more than the limit is empty.
  private var records: Table {
    var table = Table([
      .text("policy"), .text("milestone"), .number("classes"), .number("threshold"),
      .number("median"), .number("lowerQuartile"), .number("upperQuartile"), .number("misses"),
      .number("repetitions"),
    ])
    for standing in standings {
      for attempt in standing.attempts {
        let evaluations = attempt.evaluations
        table.add([
          .text(standing.name), .text(attempt.milestone.name), .whole(attempt.milestone.count),
          .exact(attempt.milestone.threshold), .exact(evaluations.median),
          .exact(evaluations.lower), .exact(evaluations.upper), .whole(attempt.misses),
          .whole(standing.repetitions),
        ])
      }
    }
    return table
  }

  /// A row for each policy and number of evaluations.
  var curves: Table {
    var table = Table([
      .text("policy"), .number("evaluations"), .number("mean"), .number("low"), .number("high"),
    ])
    for standing in standings {
      for point in standing.curve {
        table.add([
          .text(standing.name), .whole(point.evaluations), .exact(point.mean), .exact(point.low),
          .exact(point.high),
        ])
      }
    }
    return table
  }

  var chart: LineChart {
    LineChart(
      title: "\(study): best accuracy so far, mean of \(contest.repetitions) searches, 95 % bands",
      across: "evaluations",
      series: standings.map { LineChart.Series(name: $0.name, points: $0.curve) },
      levels: milestones.map { LineChart.Level(name: $0.name, value: $0.threshold) })
  }

  private var json: JSON {
    [
      "study": .text(study), "classes": .whole(contest.arena.pool.count),
      "start": .text(contest.start.rawValue), "repetitions": .whole(contest.repetitions),
      "limit": .whole(contest.limit), "seed": .seed(contest.seed),
      "milestones": .list(
        milestones.map { milestone in
          [
            "name": .text(milestone.name), "classes": .whole(milestone.count),
            "threshold": .number(milestone.threshold),
          ]
        }),
      "policies": .list(standings.map(json)),
    ]
  }

  private func json(_ standing: Standing) -> JSON {
    [
      "policy": .text(standing.name),
      "milestones": .list(
        standing.attempts.map { attempt in
          .object(
            [.init("name", .text(attempt.milestone.name))]
              + JSON.members("median", attempt.evaluations.median)
              + JSON.members("lowerQuartile", attempt.evaluations.lower)
              + JSON.members("upperQuartile", attempt.evaluations.upper)
              + [.init("misses", .whole(attempt.misses))])
        }),
      "curve": .list(
        standing.curve.map { point in
          [
            "evaluations": .whole(point.evaluations), "mean": .number(point.mean),
            "low": .number(point.low), "high": .number(point.high),
          ]
        }),
    ]
  }
}
