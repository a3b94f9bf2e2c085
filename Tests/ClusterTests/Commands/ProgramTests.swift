import Testing

@Suite struct ProgramUsage {
  @Test func `without a command it shows its help`() throws {
    let run = try CommandRun([])
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: hillock <subcommand>"))
    #expect(run.errors.isEmpty)
  }

  @Test func `it tells its version`() throws {
    let run = try CommandRun(["--version"])
    #expect(run.status == 0)
    #expect(run.output.first?.isNumber == true)
  }

  @Test(arguments: ["activation", "space", "train", "doctor"])
  func `every command has help`(command: String) throws {
    let run = try CommandRun([command, "--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: hillock \(command)"))
  }

  @Test(arguments: [
    ("train", ["seen. (default: 3)", "rate. (default: 0.05)", "come from. (default: 1)"]),
    ("best", ["How many. (default: 10)"]),
  ])
  func `help says what an option is unless it is given`(
    command: String, defaults: [String]
  ) throws {
    let text = try CommandRun([command, "--help"]).output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for words in defaults { #expect(text.contains(words), "\(text)") }
  }

  @Test(arguments: [
    (["trian", "relu(x)"], "unknown command 'trian' (did you mean 'train'?)"),
    (["--verion"], "unknown option '--verion'\n"),
    (["best", "--count", "-1"], "--count is -1; expected a whole number in 1...1000000\n"),
    (["watch", "--since", "-1"], "--since is -1; expected a whole number of at least 0\n"),
    (["worker", "--slots", "-1"], "--slots is -1; expected a whole number in 1...4096\n"),
    (["worker", "--lifetime", "-5m"], "--lifetime is '-5m'; expected a time"),
    (
      ["search", "x.yaml", "--seed", "-2"],
      "--seed is '-2'; expected a whole number in 0...18446744073709551615\n"
    ),
    (
      ["search", "x.yaml", "--budget", "99999999999999999999"],
      "--budget is '99999999999999999999'; expected a whole number in 1...10000000\n"
    ),
    (["doctor", "now"], "'now'"),
    (["export", "--language", ""], "error: --language is ''; expected pytorch, jax"),
    (
      ["export", "--language", "c,swft"], "--language has 'swft' (did you mean 'swift'?); expected"
    ),
    (["space", "unary(x)", "--lst"], "unknown option '--lst' (did you mean '--list'?)\n"),
  ])
  func `wrong usage is refused in one line`(arguments: [String], reason: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.isRefusedInput)
    #expect(run.errors.contains(reason))
  }
}
