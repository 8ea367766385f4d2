/// What calibration errors come about where the probabilities are right.
public struct ChanceCalibrationError: Equatable, Sendable {
  /// Of the simulated errors.
  public var mean: Double
  /// Nineteen of twenty simulated errors are at most this.
  public var upper: Double
  /// How often an error at least as large as the observed one comes about; never 0.
  public var pValue: Double

  /// Whether right probabilities show as much in more than one of twenty cases: then the true error may be 0.
  public var explains: Bool { pValue >= 0.05 }
}

extension CalibrationError {
  /// Labels are drawn from the probabilities again and again, and each time the error is computed in the same bins:
  /// consistency resampling, Bröcker and Smith (2007), Increasing the Reliability of Reliability Diagrams. What is
  /// left is the upward bias of the error. nil without rows, or for lists that differ in length.
  public static func byChance(
    _ binning: CalibrationBinning, probabilities: [Double], weights: [Double]? = nil, observed: Double,
    draws: Int = 500, seed: UInt64
  ) -> ChanceCalibrationError? {
    guard binning.binOfRow.count == probabilities.count, areWeights(weights, probabilities.count), draws > 0 else {
      return nil
    }
    let total = weights?.reduce(0, +) ?? Double(probabilities.count)
    guard total > 0 else { return nil }
    var generator = SeededGenerator(seed: seed)
    var errors: [Double] = []
    var gaps = [Double](repeating: 0, count: binning.binCount)
    for _ in 0..<draws {
      for bin in gaps.indices { gaps[bin] = 0 }
      for (row, probability) in probabilities.enumerated() {
        let label: Double = generator.unit() < probability ? 1 : 0
        gaps[binning.binOfRow[row]] += (weights?[row] ?? 1) * (probability - label)
      }
      errors.append(gaps.reduce(0) { $0 + abs($1) } / total)
    }
    // Sums in another order differ in the last digits.
    let asLarge = errors.count { $0 >= observed * (1 - 1e-12) }
    return ChanceCalibrationError(
      mean: errors.reduce(0, +) / Double(draws), upper: Quantiles.linear(0.95, ofSorted: errors.sorted()),
      pValue: Double(asLarge + 1) / Double(draws + 1))
  }
}

/// The calibration error of rows drawn with repetition, for the bootstrap. Sorted once; each draw costs O(n).
public struct ResampledCalibrationError: Sendable {
  private let binCount: Int
  private let binning: CalibrationBinning
  /// Rows by probability, and the place of each among them.
  private let order: [Int]
  private let place: [Int]
  /// Weight · (probability − label) of each row.
  private let gaps: [Double]
  private let weights: [Double]?

  /// nil for a probability outside 0…1 or lists that differ in length.
  public init?(labels: [Bool], probabilities: [Double], weights: [Double]? = nil, binCount: Int = 10) {
    guard labels.count == probabilities.count, areWeights(weights, labels.count),
      let binning = CalibrationBinning(equalWidth: probabilities, binCount: binCount)
    else { return nil }
    (self.binCount, self.binning, self.weights) = (binCount, binning, weights)
    order = labels.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
    var place = [Int](repeating: 0, count: order.count)
    for (position, row) in order.enumerated() { place[row] = position }
    self.place = place
    gaps = labels.indices.map { (weights?[$0] ?? 1) * (probabilities[$0] - (labels[$0] ? 1 : 0)) }
  }

  /// In bins of equal width. nil where the drawn rows have no weight.
  public func equalWidth(_ rows: [Int]) -> Double? {
    var sums = [Double](repeating: 0, count: binCount)
    var total = 0.0
    for row in rows {
      sums[binning.binOfRow[row]] += gaps[row]
      total += weights?[row] ?? 1
    }
    return total > 0 ? sums.reduce(0) { $0 + abs($1) } / total : nil
  }

  /// In bins of equal mass among the drawn rows.
  public func equalMass(_ rows: [Int]) -> Double? {
    var times = [Int](repeating: 0, count: order.count)
    for row in rows { times[place[row]] += 1 }
    let ends = CalibrationBinning.ends(rowCount: rows.count, binCount: binCount)
    var (error, total, gap, taken, bin) = (0.0, 0.0, 0.0, 0, 0)
    for (position, row) in order.enumerated() where times[position] > 0 {
      var left = times[position]
      total += Double(left) * (weights?[row] ?? 1)
      while left > 0 {
        let part = min(left, ends[bin] - taken)
        gap += Double(part) * gaps[row]
        (taken, left) = (taken + part, left - part)
        while bin < binCount, taken == ends[bin] {
          error += abs(gap)
          (gap, bin) = (0, bin + 1)
        }
      }
    }
    return total > 0 ? error / total : nil
  }
}
