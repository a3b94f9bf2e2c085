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
    (["trian", "relu(x)"], "unknown command 'trian' (did you mean 'train'?)"),
    (["--verion"], "'--verion'"),
    (["doctor", "now"], "'now'"),
    (["space", "unary(x)", "--lst"], "'--list'"),
  ])
  func `wrong usage is refused in one line`(arguments: [String], reason: String) throws {
    let run = try CommandRun(arguments)
    #expect(run.isRefusedInput)
    #expect(run.errors.contains(reason))
  }
}
