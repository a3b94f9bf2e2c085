import Foundation
import TestSupport
import Testing

@Suite struct NetworkPrinting {
  private struct Report: Decodable {
    struct Layer: Decodable {
      let name: String
      let label: String
      let layer: String
      let reads: [String]
      let output: String
      let parameters: Int
      let multiplyAdds: Int
    }
    let plan: String
    let input: String
    let output: String
    let parameters: Int
    let multiplyAdds: Int
    let layers: [Layer]
  }

  @Test func `ResNet-20 on colour images has its published size`() throws {
    let run = try CommandRun([
      "network", "resnet-20", "--dataset", "generated-32", "--format", "json",
    ])
    let report = try run.decoded(Report.self)
    #expect(report.parameters == 269_722)
    #expect(report.multiplyAdds == 40_551_040)
    #expect([report.input, report.output] == ["32x32x3", "1x1x10"])
    #expect(report.layers.filter { $0.layer.hasPrefix("convolution") }.count == 19)
    #expect(report.layers.filter { $0.layer == "activation" }.count == 19)
    #expect(report.layers.reduce(0) { $0 + $1.parameters } == report.parameters)
    let shortcut = report.layers.first { $0.label == "shortcut-1" }
    #expect(shortcut?.layer == "shortcut channels 32 stride 2")
    #expect(shortcut?.output == "16x16x32")
  }

  @Test func `a file's layers are printed with what they read`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "sum.network")
      let text = "input 2x2x3\nrepeat 1\nx = activation\nadd x in\nend\nflatten\ndense 10\n"
      try Data(text.utf8).write(to: file)
      let table = try CommandRun(["network", file.path])
      #expect(table.status == 0)
      #expect(
        table.output == """
          \(file.path): 4 layers from 2x2x3 to 1x1x10
          name       layer       reads      output  parameters  multiply-adds
          x.1        activation  input      2x2x3            0              0
          add-1      add         x.1 input  2x2x3            0              0
          flatten-1  flatten     add-1      1x1x12           0              0
          dense-1    dense 10    flatten-1  1x1x10         130            120
          total                                            130            120

          """)
      let rows = try CommandRun(["network", file.path, "--format", "csv"])
      #expect(rows.output.hasPrefix("name,layer,reads,output,parameters,multiplyAdds\n"))
      #expect(rows.output.contains("\ndense-1,dense 10,flatten-1,1x1x10,130,120\n"))
    }
  }

  @Test(arguments: [
    ("resnet-2", nil, "unknown name 'resnet-2' (did you mean 'resnet-20'?)"),
    ("mlp", "fashion", "did you mean 'fashion-mnist'?"),
  ])
  func `names that nobody knows are refused`(
    network: String, dataset: String?, message: String
  ) throws {
    let run = try CommandRun(["network", network] + (dataset.map { ["--dataset", $0] } ?? []))
    #expect(run.isRefusedInput)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test func `a file that does not fit the data set is refused`() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "small.network")
      try Data("input 2x2x3\nflatten\ndense 10\n".utf8).write(to: file)
      let run = try CommandRun(["network", file.path, "--dataset", "generated"])
      #expect(run.isRefusedInput)
      #expect(run.errors.contains("it takes images of 2x2x3 (the data set generated has 28x28x1)"))
    }
  }
}
