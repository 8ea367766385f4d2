import Glibc
import JSONText
import Statistics
import Testing

@Suite(.enabled(if: ReferenceFile.isPresent)) struct CalibrationReferenceTests {
  let expected: JSONObject
  let labels: [Bool]
  let probabilities: [Double]
  let logits: [Double]

  init() throws {
    let entry = try ReferenceFile.read("calibration.json").object("case")
    expected = entry.object("expected")
    labels = (entry.numbers("y") ?? []).map { $0 == 1 }
    probabilities = entry.numbers("p") ?? []
    logits = entry.numbers("logit") ?? []
    try #require(!labels.isEmpty)
  }

  @Test func binnedErrors() throws {
    func bins(_ count: Int) throws -> [CalibrationBin] {
      try #require(BinaryScores.calibrationBins(labels: labels, probabilities: probabilities, binCount: count))
    }
    #expect(isClose(CalibrationError.expected(try bins(15)), expected.number("ece15_uniform")))
    #expect(isClose(CalibrationError.rootMeanSquare(try bins(15)), expected.number("rmsce15")))
    #expect(isClose(CalibrationError.expected(try bins(10)), expected.object("ece10_uniform").number("ece")))
    #expect(isClose(CalibrationError.maximum(try bins(10)), expected.object("ece10_uniform").number("mce")))
    let mass = try #require(
      BinaryScores.equalMassCalibrationBins(labels: labels, probabilities: probabilities, binCount: 15))
    #expect(isClose(CalibrationError.expected(mass), expected.number("ece15_equal_mass")))
    let parts = try #require(CalibrationError.murphy(try bins(10)))
    #expect(isClose(parts.reliability, expected.object("murphy10").number("reliability")))
    #expect(isClose(parts.resolution, expected.object("murphy10").number("resolution")))
    #expect(isClose(parts.uncertainty, expected.object("murphy10").number("uncertainty")))
    #expect(
      isClose(BinaryScores.brier(labels: labels, probabilities: probabilities), expected.number("brier")))
    #expect(
      isClose(BinaryScores.logLoss(labels: labels, probabilities: probabilities), expected.number("log_loss")))
  }

  private func lossAfter(_ model: LogisticCalibration) -> Double? {
    BinaryScores.logLoss(labels: labels, probabilities: logits.map { model.probability(logit: $0) })
  }

  // The reference's optimisers stop at about seven digits.
  @Test func logisticFits() throws {
    let platt = try #require(LogisticCalibration.platt(labels: labels, logits: logits))
    #expect(isClose(-platt.slope, expected.object("platt").number("A"), tolerance: 1e-5))
    #expect(isClose(-platt.intercept, expected.object("platt").number("B"), tolerance: 1e-5))
    #expect(isClose(lossAfter(platt), expected.object("platt").number("log_loss_after"), tolerance: 1e-7))
    let cox = try #require(LogisticCalibration.cox(labels: labels, logits: logits))
    #expect(isClose(cox.slope, expected.number("calibration_slope"), tolerance: 1e-7))
    #expect(isClose(cox.intercept, expected.number("calibration_intercept_joint"), tolerance: 1e-7))
    let large = try #require(LogisticCalibration.inTheLarge(labels: labels, logits: logits))
    #expect(
      isClose(large.intercept, expected.number("calibration_in_the_large_slope1"), tolerance: 1e-7))
  }

  @Test func temperature() throws {
    let probabilities = logits.flatMap { logit in [1 / (1 + exp(logit)), 1 / (1 + exp(-logit))] }
    let classes = labels.map { $0 ? 1 : 0 }
    let cooled = try #require(TemperatureScaling(classes: classes, classCount: 2, probabilities: probabilities))
    let fit = expected.object("temperature")
    #expect(isClose(1 / cooled.slope, fit.number("T"), tolerance: 1e-5))
    let loss = lossAfter(LogisticCalibration(slope: cooled.slope, intercept: 0))
    #expect(isClose(loss, fit.number("log_loss_after"), tolerance: 1e-7))
  }

  @Test func tests() {
    let z = CalibrationTests.spiegelhalter(labels: labels, probabilities: probabilities)
    #expect(isClose(z?.statistic, expected.number("spiegelhalter_z")))
    #expect(isClose(z?.pValue, expected.number("spiegelhalter_p")))
    let groups = CalibrationTests.hosmerLemeshow(labels: labels, probabilities: probabilities)
    #expect(isClose(groups?.statistic, expected.object("hosmer_lemeshow").number("H")))
    #expect(isClose(groups?.pValue, expected.object("hosmer_lemeshow").number("p")))
  }

  @Test func isotonic() throws {
    let entry = expected.object("isotonic")
    let fit = try #require(
      IsotonicCalibration(scores: probabilities, values: labels.map { $0 ? 1 : 0 }))
    #expect(isClose(fit.scores, entry.numbers("x")))
    #expect(isClose(fit.values, entry.numbers("y")))
    #expect(isClose((entry.numbers("at") ?? []).map(fit.value(at:)), entry.numbers("pred")))
    let ties = try ReferenceFile.read("calibration.json").object("case").object("isotonic_ties")
    let tied = try #require(
      IsotonicCalibration(
        scores: ties.numbers("x") ?? [], values: ties.numbers("y") ?? [], weights: ties.numbers("w")))
    #expect(isClose((ties.numbers("pred_at") ?? []).map(tied.value(at:)), ties.numbers("pred")))
  }
}

@Suite struct CalibrationPropertyTests {
  @Test func separatedRowsHaveNoCoxFitButAPlattFit() throws {
    let labels = [false, false, true, true]
    let logits = [-2.0, -1, 1, 2]
    #expect(LogisticCalibration.cox(labels: labels, logits: logits) == nil)
    #expect(try #require(LogisticCalibration.platt(labels: labels, logits: logits)).slope > 0)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(LogisticCalibration.cox(labels: [true, true], logits: [1, 2]) == nil)
    #expect(LogisticCalibration.cox(labels: [true, false], logits: [1, 1]) == nil)
    #expect(LogisticCalibration.platt(labels: [true, false], logits: [.infinity, 1]) == nil)
    #expect(LogisticCalibration.inTheLarge(labels: [], logits: []) == nil)
    #expect(IsotonicCalibration(scores: [], values: []) == nil)
    #expect(IsotonicCalibration(scores: [.nan], values: [1]) == nil)
    #expect(IsotonicCalibration(scores: [1], values: [1], weights: [0]) == nil)
    #expect(CalibrationTests.spiegelhalter(labels: [true], probabilities: [0.5]) == nil)
    #expect(CalibrationTests.hosmerLemeshow(labels: [true], probabilities: [0.5]) == nil)
    #expect(CalibrationTests.hosmerLemeshow(labels: [true, true, false], probabilities: [0, 0, 0], groups: 3) == nil)
    #expect(CalibrationError.expected([]) == nil && CalibrationError.maximum([]) == nil)
    #expect(CalibrationError.murphy([]) == nil)
  }

  @Test func rightProbabilitiesNeedNoMending() throws {
    // At each logit exactly its share of positives, in 1,000 rows.
    let shares = [0.1, 0.25, 0.5, 0.8]
    let labels = shares.flatMap { share in (0..<1000).map { Double($0) < 1000 * share } }
    let logits = shares.flatMap { share in [Double](repeating: log(share / (1 - share)), count: 1000) }
    let cox = try #require(LogisticCalibration.cox(labels: labels, logits: logits))
    #expect(abs(cox.slope - 1) < 1e-9 && abs(cox.intercept) < 1e-9)
    let probabilities = shares.flatMap { [Double](repeating: $0, count: 1000) }
    #expect(abs(CalibrationTests.spiegelhalter(labels: labels, probabilities: probabilities)?.statistic ?? 9) < 1e-9)
  }

  @Test func weightsCountAsRepeatedRows() throws {
    let (labels, probabilities) = ([true, false, true, false], [0.9, 0.85, 0.3, 0.1])
    let weighted = BinaryScores.expectedCalibrationError(
      labels: labels, probabilities: probabilities, weights: [2, 1, 0, 3])
    let repeated = BinaryScores.expectedCalibrationError(
      labels: [true, true, false, false, false, false], probabilities: [0.9, 0.9, 0.85, 0.1, 0.1, 0.1])
    #expect(isClose(weighted, repeated))
  }
}
