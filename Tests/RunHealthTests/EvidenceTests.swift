import RunHealth
import RunModel
import Testing

/// A sentence keeps its numbers as numbers.
@Suite struct EvidenceTests {
  @Test func partsOfASentence() {
    let loss = MetricName("loss")
    let evidence: Evidence = "\(loss) rose to \(2.5) at step \(Step(7))"
    #expect(evidence.parts == [.metric(loss), .text(" rose to "), .value(2.5), .text(" at step "), .step(7)])
  }
}
