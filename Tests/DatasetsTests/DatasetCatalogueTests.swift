import TestSupport
import Testing

@testable import Datasets

@Suite struct DatasetCatalogueTests {
  @Test(arguments: [
    ("fashion-mnst", "fashion-mnist"), ("FashionMNIST", "fashion-mnist"), ("generate", "generated"),
    ("cifar-10", nil), ("", nil),
  ])
  func `an unknown name is answered with the nearest`(name: String, nearest: String?) {
    let error = #expect(throws: DatasetError.self) {
      try DatasetCatalogue.open(name, folder: nil, cache: "/dev/null")
    }
    #expect(error == .unknown(name: name, nearest: nearest))
  }

  @Test func `the errors for unknown names say what there is`() {
    #expect(
      DatasetError.unknown(name: "fashion-mnst", nearest: "fashion-mnist").description
        == "unknown data set 'fashion-mnst' (did you mean 'fashion-mnist'?)")
    #expect(
      DatasetError.unknown(name: "x", nearest: nil).description
        == "unknown data set 'x' (there are fashion-mnist, generated, generated-32)")
  }

  @Test func `generated needs no files`() throws {
    let dataset = try DatasetCatalogue.open("generated", folder: "/none", cache: "/dev/null/none")
    #expect(dataset.name == "generated")
    #expect(dataset.shape == ImageShape(height: 28, width: 28, channels: 1))
    #expect(dataset.classCount == 10)
    #expect(dataset.train.count == 2_000)
    #expect(dataset.validation.count == 500)
    #expect(dataset.test.count == 500)
  }
}
