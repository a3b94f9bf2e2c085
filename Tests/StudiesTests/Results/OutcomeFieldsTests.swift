import JSON
import Studies
import Testing

@Suite struct OutcomeFieldsTests {
  @Test func `the reason names what is not finite`() {
    let metrics = Metrics(
      trainLoss: .infinity, trainAccuracy: 0.5, validationLoss: .nan, validationAccuracy: 0.5)
    #expect(
      JSON.object(Outcome.completed(.metrics(metrics)).fields).description.hasPrefix(
        #"{"state":"completed","reason":"train loss is inf, validation loss is nan","#))
  }
}
