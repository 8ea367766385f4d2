import Glibc
import Statistics
import Testing

/// Probabilities that are too extreme, sigmoid(l), for labels from sigmoid(0.5 l + 0.3). The same in Python gave the
/// expected values.
struct ExtremeProbabilities {
  var logits: [Double] = []
  var labels: [Bool] = []
  var weights: [Double] = []
  var probabilities: [Double] { logits.map { 1 / (1 + exp(-$0)) } }

  init(rows: Int) {
    var generator = SeededGenerator(seed: 20)
    for _ in 0..<rows {
      let logit = (generator.unit() - 0.5) * 8
      logits.append(logit)
      labels.append(generator.unit() < 1 / (1 + exp(-(0.5 * logit + 0.3))))
      weights.append(Double(1 + generator.index(below: 3)))
    }
  }
}

/// Fits and tests on 600 rows, without and with weights.
@Suite struct CalibrationMethodTests {
  private let rows = ExtremeProbabilities(rows: 600)

  // statsmodels GLM, binomial, freq_weights: coefficients and standard errors.
  @Test func coxAgreesWithStatsmodels() throws {
    let plain = try #require(LogisticCalibration.cox(labels: rows.labels, logits: rows.logits))
    #expect(isClose(plain.slope, 0.38511647747233635) && isClose(plain.intercept, 0.31633125603558654))
    let errors = try #require(plain.standardErrors(logits: rows.logits))
    #expect(isClose(errors.slope, 0.041190071147660844) && isClose(errors.intercept, 0.09074663258958729))
    let weighted = try #require(
      LogisticCalibration.cox(labels: rows.labels, logits: rows.logits, weights: rows.weights))
    #expect(isClose(weighted.slope, 0.3782886650027032) && isClose(weighted.intercept, 0.3221833950610265))
    let own = try #require(weighted.standardErrors(logits: rows.logits, weights: rows.weights))
    #expect(isClose(own.slope, 0.028896416024466624) && isClose(own.intercept, 0.0645030929189544))
  }

  // The same GLM on Platt's targets; scikit-learn's _SigmoidCalibration agrees with it to nine digits.
  @Test func plattAgreesWithStatsmodels() throws {
    let plain = try #require(LogisticCalibration.platt(labels: rows.labels, logits: rows.logits))
    #expect(isClose(plain.slope, 0.38187151712491746) && isClose(plain.intercept, 0.31544722546060494))
    let weighted = try #require(
      LogisticCalibration.platt(labels: rows.labels, logits: rows.logits, weights: rows.weights))
    #expect(isClose(weighted.slope, 0.37667636248229597) && isClose(weighted.intercept, 0.3217235653657758))
  }

  // scikit-learn 1.9.1, IsotonicRegression(out_of_bounds="clip").
  @Test func isotonicAgreesWithScikitLearn() throws {
    let values = rows.labels.map { $0 ? 1.0 : 0 }
    let places = [0.03, 0.2, 0.41, 0.6, 0.77, 0.95]
    let plain = try #require(IsotonicCalibration(scores: rows.probabilities, values: values))
    #expect(
      isClose(
        places.map(plain.value(at:)),
        [
          0.2413793103448276, 0.42028985507246375, 0.5454545454545454, 0.56, 0.7424242424242424, 0.831858407079646,
        ]))
    let weighted = try #require(
      IsotonicCalibration(scores: rows.probabilities, values: values, weights: rows.weights))
    #expect(
      isClose(
        places.map(weighted.value(at:)),
        [
          0.2636363636363636, 0.450381679389313, 0.5391705069124423, 0.5391705069124423, 0.6923076923076923,
          0.8509803921568627,
        ]))
  }

  // Equal width without weights: netcal 1.4.0, ECE(bins=10) and ECE(bins=15); the others numpy.
  @Test func calibrationErrorsAgreeWithNetcal() throws {
    func errors(_ count: Int, _ weights: [Double]?) throws -> (width: Double?, mass: Double?) {
      let (labels, probabilities) = (rows.labels, rows.probabilities)
      let resampled = try #require(
        ResampledCalibrationError(labels: labels, probabilities: probabilities, weights: weights, binCount: count))
      let all = Array(labels.indices)
      let width = BinaryScores.expectedCalibrationError(
        labels: labels, probabilities: probabilities, binCount: count, weights: weights)
      let mass = BinaryScores.equalMassCalibrationBins(
        labels: labels, probabilities: probabilities, binCount: count, weights: weights
      ).flatMap(CalibrationError.expected)
      #expect(isClose(resampled.equalWidth(all), width) && isClose(resampled.equalMass(all), mass))
      return (width, mass)
    }
    #expect(isClose(try errors(10, nil).width, 0.16328950755844673))
    #expect(isClose(try errors(15, nil).width, 0.16480039824874626))
    #expect(isClose(try errors(15, nil).mass, 0.16966742638954202))
    #expect(isClose(try errors(10, rows.weights).width, 0.17155350276154063))
    #expect(isClose(try errors(15, rows.weights).mass, 0.17384014176838972))
  }

  @Test func spiegelhalterAgreesWithNumpy() {
    let plain = CalibrationTests.spiegelhalter(labels: rows.labels, probabilities: rows.probabilities)
    #expect(isClose(plain?.statistic, 15.18711249248776))
    let weighted = CalibrationTests.spiegelhalter(
      labels: rows.labels, probabilities: rows.probabilities, weights: rows.weights)
    #expect(isClose(weighted?.statistic, 14.682309880985382))
  }

  /// A draw that repeats rows is binned as those rows written out would be.
  @Test func aDrawIsBinnedAsItsRowsWrittenOut() throws {
    var generator = SeededGenerator(seed: 3)
    let (labels, probabilities) = (rows.labels, rows.probabilities)
    let resampled = try #require(
      ResampledCalibrationError(labels: labels, probabilities: probabilities, weights: rows.weights, binCount: 7))
    let drawn = (0..<100).map { _ in generator.index(below: 600) }.sorted { probabilities[$0] < probabilities[$1] }
    let own = BinaryScores.equalMassCalibrationBins(
      labels: drawn.map { labels[$0] }, probabilities: drawn.map { probabilities[$0] }, binCount: 7,
      weights: drawn.map { rows.weights[$0] }
    ).flatMap(CalibrationError.expected)
    #expect(isClose(resampled.equalMass(drawn), own))
    #expect(resampled.equalMass([]) == nil && resampled.equalWidth([]) == nil)
  }

  // 20,000 draws in numpy: mean 0.0355, 95 % quantile 0.0500.
  @Test func rightProbabilitiesStillShowAnError() throws {
    let probabilities = rows.probabilities
    let binning = try #require(CalibrationBinning(equalWidth: probabilities, binCount: 10))
    let chance = try #require(
      CalibrationError.byChance(binning, probabilities: probabilities, observed: 0.163, draws: 2000, seed: 1))
    #expect(abs(chance.mean - 0.0355) < 0.0008 && abs(chance.upper - 0.05) < 0.002)
    #expect(isClose(chance.pValue, 1.0 / 2001))
    let same = CalibrationError.byChance(binning, probabilities: probabilities, observed: 0, draws: 50, seed: 1)
    #expect(same?.pValue == 1)
    #expect(CalibrationError.byChance(binning, probabilities: [0.5], observed: 0, seed: 1) == nil)
  }
}

@Suite struct TemperatureScalingTests {
  private let rows = ThreeClasses(rows: 500)

  // scipy's brentq on the gradient; scikit-learn's _TemperatureScaling says 0.63823345, netcal's T 0.6382334 (inverted).
  @Test func theBestTemperatureIsFound() throws {
    let plain = try #require(
      TemperatureScaling(classes: rows.classes, classCount: 3, probabilities: rows.probabilities))
    #expect(isClose(plain.slope, 0.6382334607379864))
    let loss = MulticlassScores(
      classes: rows.classes, classCount: 3, probabilities: plain.scaled(rows.probabilities, classCount: 3))?.logLoss
    #expect(isClose(loss, 0.8205569704974921))
    let weighted = TemperatureScaling(
      classes: rows.classes, classCount: 3, probabilities: rows.probabilities, weights: rows.weights)
    #expect(isClose(weighted?.slope, 0.6240065866426343))
  }

  // statsmodels' GLM with the logit alone, without and with weights.
  @Test func ofTwoClassesItIsTheSlopeOfTheLogit() {
    let two = ExtremeProbabilities(rows: 600)
    for (weights, slope) in [(nil, 0.37614285751463694), (two.weights, 0.36872235954501853)] {
      let scaling = TemperatureScaling(
        classes: two.labels.map { $0 ? 1 : 0 }, classCount: 2,
        probabilities: two.probabilities.flatMap { [1 - $0, $0] }, weights: weights)
      #expect(isClose(scaling?.slope, slope))
    }
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(TemperatureScaling(classes: [], classCount: 2, probabilities: []) == nil)
    #expect(TemperatureScaling(classes: [0, 1], classCount: 2, probabilities: [0.5, 0.5, 0.5, 0.5]) == nil)
    // All right: colder is always better.
    #expect(TemperatureScaling(classes: [0, 1], classCount: 2, probabilities: [0.8, 0.2, 0.3, 0.7]) == nil)
    #expect(TemperatureScaling(classes: [2], classCount: 2, probabilities: [0.8, 0.2]) == nil)
  }
}
