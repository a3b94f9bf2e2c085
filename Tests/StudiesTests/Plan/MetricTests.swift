import Foundation
import Studies
import Testing

@Suite struct MetricTests {
  private let metrics = Metrics(
    trainLoss: 1, trainAccuracy: 0.5, validationLoss: 1.5, validationAccuracy: 0.4,
    test: TestMetrics(loss: 2, accuracy: 0.3))

  @Test func `a metric knows which of two values is better`() {
    #expect(Metric.validationAccuracy.isBetter(0.9, than: 0.8))
    #expect(!Metric.validationAccuracy.isBetter(0.8, than: 0.8))
    #expect(Metric.validationLoss.isBetter(0.8, than: 0.9))
    #expect(!Metric.validationLoss.isBetter(0.9, than: 0.8))
    #expect(Metric.validationLoss.isBetter(7, than: .nan))
    #expect(!Metric.validationAccuracy.isBetter(.nan, than: 0.1))
    #expect(Metric.validationLoss.reaches(0.5, 0.5) && !Metric.validationLoss.reaches(0.6, 0.5))
  }

  @Test func `the best come first, equals in their order, and what is no number last`() {
    let values = [0.5, .nan, 0.7, 0.5, 0.9]
    let places = Array(values.indices)
    #expect(Metric.validationAccuracy.ranked(places) { values[$0] } == [4, 2, 0, 3, 1])
    #expect(Metric.validationLoss.ranked(places) { values[$0] } == [0, 3, 2, 4, 1])
    #expect(Metric.validationLoss.best([0.5, 0.25, 3]) == 0.25)
    #expect(Metric.validationLoss.best([]) == nil)
  }

  @Test func `what could not be trained counts as guessing`() {
    #expect(Metric.validationAccuracy.infeasibleValue(classes: 10) == 0.1)
    #expect(Metric.validationLoss.infeasibleValue(classes: 10) == log(10))
  }

  @Test func `a metric takes its number from what was measured`() {
    #expect(Metric.validationAccuracy.value(of: metrics) == 0.4)
    #expect(Metric.validationLoss.value(of: metrics) == 1.5)
    #expect(Metric.validationLoss.testValue(of: metrics) == 2)
    var untested = metrics
    untested.test = nil
    #expect(Metric.validationAccuracy.testValue(of: untested) == nil)
    #expect(metrics["perplexity"] == nil)
  }

  @Test func `names are those of study files`() {
    #expect(Metric.builtIn.map(\.name) == ["validation-accuracy", "validation-loss"])
    #expect(Metric.named("validation-loss") == .validationLoss)
    #expect(Metric.named("loss") == nil)
  }
}
