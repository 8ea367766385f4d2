import Statistics
import Testing

/// Which class a row of probabilities is for.
@Suite struct LikeliestClassTests {
  @Test func theHighestCountsAndTheFirstOfEqualOnes() {
    #expect([0.2, 0.5, 0.3].likeliestClass == 1)
    #expect([0.2, 0.4, 0.4].likeliestClass == 1)
    #expect([0.9, 0.1, 0.2, 0.7, 0.1][1...].likeliestClass == 2, "counted from 0 in a slice")
    #expect([Double]().likeliestClass == 0)
  }
}
