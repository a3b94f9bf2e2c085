import Digests
import Testing

@testable import Datasets

@Suite struct GeneratedImagesTests {
  @Test func `the bytes never change`() {
    // A change of these digits changes what every result on this data set means.
    #expect(
      GeneratedImages.grey.dataset().digest.description
        == "85c9d64506a0493f9756d9c036736aa69d951dcd79bc57259cf5cc9d2157cff6")
  }

  @Test func `every class is equally frequent in every part`() {
    let dataset = GeneratedImages.grey.dataset()
    for examples in [dataset.train, dataset.validation, dataset.test] {
      var counts = [Int](repeating: 0, count: 10)
      for index in 0..<examples.count { counts[examples.label(index)] += 1 }
      #expect(counts == [Int](repeating: examples.count / 10, count: 10))
    }
  }

  @Test func `an image follows its class's pattern or the negative of it`() {
    let train = GeneratedImages.grey.dataset().train
    /// The centred means of the image's 49 squares.
    func squares(_ index: Int) -> [Int] {
      var sums = [Int](repeating: 0, count: 49)
      for position in 0..<784 {
        sums[position / 28 / 4 * 7 + position % 28 / 4] +=
          Int(train.pixel(position, of: index)) - 128
      }
      return sums
    }
    func product(_ a: [Int], _ b: [Int]) -> Int { zip(a, b).map(*).reduce(0, +) }
    // Examples 0, 10, 20, ... are of class 0; their products with each other are large either
    // way, those with other classes small.
    let first = squares(0)
    let same = (1..<40).map { abs(product(first, squares($0 * 10))) }
    let negatives = (1..<200).count { product(first, squares($0 * 10)) < 0 }
    let others = (1..<10).map { abs(product(first, squares($0))) }
    #expect(same.reduce(0, +) / same.count > 2 * others.reduce(0, +) / others.count)
    #expect(negatives > 30)
    #expect(negatives < 170)
  }
}
