import JSONText
import Statistics
import Testing

@Suite struct BinaryScoresTests {
  let labels = [true, false, true, false, true, false, true, false]
  let scores = [0.9, 0.8, 0.7, 0.6, 0.6, 0.3, 0.2, 0.2]

  @Test func tiesCountOneHalf() {
    // Pairs won: 4 + 3 + 2.5 + 0.5 of 16.
    #expect(BinaryScores.rocAUC(labels: labels, scores: scores) == 10.0 / 16)
    #expect(BinaryScores.rocAUC(labels: [true, false], scores: [0.5, 0.5]) == 0.5)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(BinaryScores.rocAUC(labels: [true, true], scores: [0.2, 0.3]) == nil)
    #expect(BinaryScores.rocAUC(labels: [true, false], scores: [.nan, 0.3]) == nil)
    #expect(BinaryScores.rocAUC(labels: [], scores: []) == nil)
    #expect(BinaryScores.rocAUC(labels: [true, false], scores: [1, 0], weights: [1, 0]) == nil)
    #expect(BinaryScores.averagePrecision(labels: [false], scores: [0.3]) == nil)
    #expect(BinaryScores.logLoss(labels: [], probabilities: []) == nil)
    #expect(BinaryScores.logLoss(labels: [true], probabilities: [1.2]) == nil)
    #expect(BinaryScores.brier(labels: [true], probabilities: [.nan]) == nil)
    #expect(BinaryConfusion(labels: [false], scores: [0.1], threshold: 0.5)?.precision == nil)
    #expect(BinaryScores.calibrationBins(labels: [true], probabilities: [-0.1]) == nil)
  }

  @Test func aCertainMistakeIsClippedNotInfinite() {
    #expect(
      isClose(
        BinaryScores.logLoss(labels: [true, false, true, false], probabilities: [0, 1, 1, 0]), 18.021826694558577))
  }

  @Test func collinearPointsCanBeDropped() {
    let full = BinaryScores.rocCurve(labels: [false, false, true, true], scores: [0.1, 0.2, 0.8, 0.9])
    #expect(full?.falsePositiveRate == [0, 0, 0, 0.5, 1])
    #expect(full?.truePositiveRate == [0, 0.5, 1, 1, 1])
    #expect(full?.thresholds == [.infinity, 0.9, 0.8, 0.2, 0.1])
    let thin = BinaryScores.rocCurve(
      labels: [false, false, true, true], scores: [0.1, 0.2, 0.8, 0.9], dropsCollinear: true)
    #expect(thin?.thresholds == [.infinity, 0.9, 0.8, 0.1])
  }

  @Test func theBestThresholdMaximisesF1() {
    let threshold = BinaryScores.thresholdOfBestF1(labels: labels, scores: scores)
    let all = Set(scores).compactMap { BinaryConfusion(labels: labels, scores: scores, threshold: $0)?.f1 }.max()
    #expect(BinaryConfusion(labels: labels, scores: scores, threshold: threshold ?? .nan)?.f1 == all)
  }

  @Test(.enabled(if: ReferenceFile.isPresent)) func agreesWithScikitLearn() throws {
    let cases = try ReferenceFile.read("metrics.json").objects("binary")
    try #require(!cases.isEmpty)
    for entry in cases {
      let name = Comment(rawValue: entry["name"]?.stringValue ?? "")
      let labels = (entry.numbers("y") ?? []).map { $0 == 1 }
      let scores = entry.numbers("score") ?? []
      let weights = entry.numbers("weight")
      let expected = entry.object("expected")
      #expect(
        isClose(BinaryScores.rocAUC(labels: labels, scores: scores, weights: weights), expected.number("roc_auc")), name
      )
      #expect(
        isClose(
          BinaryScores.averagePrecision(labels: labels, scores: scores, weights: weights),
          expected.number("average_precision")), name)
      #expect(
        isClose(
          BinaryScores.logLoss(labels: labels, probabilities: scores, weights: weights), expected.number("log_loss")),
        name)
      #expect(
        isClose(BinaryScores.brier(labels: labels, probabilities: scores, weights: weights), expected.number("brier")),
        name)
      let confusion = BinaryConfusion(
        labels: labels, scores: scores, threshold: entry.number("threshold") ?? 0.5, weights: weights)
      #expect(isClose(confusion?.truePositives, expected.number("tp")), name)
      #expect(isClose(confusion?.falsePositives, expected.number("fp")), name)
      #expect(isClose(confusion?.falseNegatives, expected.number("fn")), name)
      #expect(isClose(confusion?.trueNegatives, expected.number("tn")), name)
      #expect(isClose(confusion?.f1, expected.number("f1")), name)
      #expect(isClose(confusion?.accuracy, expected.number("accuracy")), name)
      let roc = BinaryScores.rocCurve(labels: labels, scores: scores, weights: weights)
      #expect(isClose(roc?.falsePositiveRate, expected.object("roc").numbers("fpr")), name)
      #expect(isClose(roc?.truePositiveRate, expected.object("roc").numbers("tpr")), name)
      #expect(isClose(roc?.thresholds, expected.object("roc").numbers("thr")), name)
      let curve = BinaryScores.precisionRecallCurve(labels: labels, scores: scores, weights: weights)
      #expect(isClose(curve?.precision, expected.object("pr").numbers("precision")), name)
      #expect(isClose(curve?.recall, expected.object("pr").numbers("recall")), name)
      #expect(isClose(curve?.thresholds, expected.object("pr").numbers("thr")), name)
    }
  }

  @Test(.enabled(if: ReferenceFile.isPresent)) func calibrationAgreesWithScikitLearn() throws {
    let entry = try ReferenceFile.read("calibration.json").object("case")
    let labels = (entry.numbers("y") ?? []).map { $0 == 1 }
    let probabilities = entry.numbers("p") ?? []
    let expected = entry.object("expected")
    let bins = BinaryScores.calibrationBins(labels: labels, probabilities: probabilities)
    #expect(isClose(bins?.map(\.meanPredicted), expected.object("sklearn_curve10").numbers("mean_pred")))
    #expect(isClose(bins?.map(\.fractionPositive), expected.object("sklearn_curve10").numbers("frac_pos")))
    #expect(
      bins?.map { Double($0.count) } == expected.object("ece10_uniform").objects("bins").compactMap { $0.number("n") })
    let error = BinaryScores.expectedCalibrationError(labels: labels, probabilities: probabilities)
    #expect(isClose(error, expected.object("ece10_uniform").number("ece")))
  }

  @Test func calibrationBinsAreClosedOnTheRight() {
    let bins = BinaryScores.calibrationBins(
      labels: [false, true, true, false, true], probabilities: [0, 0.1, 0.2, 0.2, 1])
    #expect(bins?.map(\.index) == [0, 1, 9])
    #expect(bins?.map(\.count) == [2, 2, 1])
    #expect(bins?.map(\.fractionPositive) == [0.5, 0.5, 1])
  }
}
