import ArgumentParser

/// How a command prints its result.
enum Format: String, CaseIterable, ExpressibleByArgument {
  case table
  case json
  case csv
}
