import Randomness
import TestSupport
import Testing

@testable import Datasets

@Suite struct ExamplesTests {
  /// What `gather` gives for indices of a set of examples.
  private func gathered(
    _ examples: Examples, _ indices: [Int32]
  ) -> (images: [Float], labels: [Int32]) {
    var images = [Float](repeating: -1, count: indices.count * examples.shape.count)
    var labels = [Int32](repeating: -1, count: indices.count)
    var imageSpan = images.mutableSpan
    var labelSpan = labels.mutableSpan
    examples.gather(indices.span, into: &imageSpan, labels: &labelSpan)
    return (images, labels)
  }

  @Test func `a gathered image holds each pixel less the mean over the deviation`() throws {
    let dataset = GeneratedImages.grey.dataset()
    try forAll(count: 20) { generator in
      for examples in [dataset.train, dataset.validation, dataset.test] {
        let indices = (0..<3).map { _ in Int32(generator.uniform(below: examples.count)) }
        let (images, labels) = gathered(examples, indices)
        for (place, index) in indices.enumerated() {
          #expect(labels[place] == Int32(examples.label(Int(index))))
          let errors = (0..<examples.shape.count).map { position in
            let pixel = Double(examples.pixel(position, of: Int(index))) / 255
            let expected = (pixel - Double(dataset.mean)) / Double(dataset.deviation)
            return abs(Double(images[place * examples.shape.count + position]) - expected)
          }
          #expect(errors.allSatisfy { $0 < 1e-6 })
        }
      }
    }
  }

  @Test func `the training images have mean 0 and deviation 1`() {
    let train = GeneratedImages.grey.dataset().train
    let (images, _) = gathered(train, (0..<Int32(train.count)).map { $0 })
    let mean = images.reduce(0.0) { $0 + Double($1) } / Double(images.count)
    let square = images.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(images.count)
    #expect(abs(mean) < 1e-6)
    #expect(abs(square - 1) < 1e-5)
  }

  @Test func `an index may come twice and nothing may be asked for`() {
    let train = GeneratedImages.grey.dataset().train
    let (images, labels) = gathered(train, [7, 7])
    #expect(images[..<784] == images[784...])
    #expect(labels == [7, 7])
    #expect(gathered(train, []).images.isEmpty)
  }

  @Test func `a prefix is as long as it can be`() {
    let test = GeneratedImages.grey.dataset().test
    #expect(test.prefix(3).count == 3)
    #expect(test.prefix(1_000).count == 500)
    #expect(test.prefix(-1).count == 0)
    #expect(gathered(test.prefix(3), [2]).images == gathered(test, [2]).images)
  }
}
