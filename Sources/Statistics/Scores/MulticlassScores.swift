internal import Glibc

/// Scores of class probabilities, one column a class. `weights` default to 1 a row; the predicted class is the most
/// probable one, the first on ties.
public struct MulticlassScores: Sendable {
  private let classes: [Int]
  private let classCount: Int
  private let probabilities: [Double]
  private let weights: [Double]?
  /// Row: actual class; column: predicted class; sums of weights.
  public let confusion: [[Double]]

  /// `probabilities` is row-major, rows × classCount. nil without rows that count, for a class code outside
  /// 0..<classCount, a probability outside 0…1, or a row whose sum is not 1 to a thousandth.
  public init?(classes: [Int], classCount: Int, probabilities: [Double], weights: [Double]? = nil) {
    guard classCount > 1, probabilities.count == classes.count * classCount, areWeights(weights, classes.count),
      classes.allSatisfy({ (0..<classCount).contains($0) })
    else { return nil }
    var confusion = [[Double]](repeating: [Double](repeating: 0, count: classCount), count: classCount)
    for row in classes.indices where weights?[row] != 0 {
      let outputs = probabilities[row * classCount..<(row + 1) * classCount]
      guard outputs.allSatisfy({ $0 >= 0 && $0 <= 1 }), abs(outputs.reduce(0, +) - 1) <= 1e-3 else {
        return nil
      }
      confusion[classes[row]][outputs.likeliestClass] += weights?[row] ?? 1
    }
    guard confusion.contains(where: { $0.contains { $0 > 0 } }) else { return nil }
    (self.classes, self.classCount, self.probabilities) = (classes, classCount, probabilities)
    (self.weights, self.confusion) = (weights, confusion)
  }

  // MARK: Of probabilities

  /// Mean negative log-likelihood in nats, probabilities clipped to [ε, 1 − ε] with ε = 2⁻⁵², as scikit-learn's
  /// `log_loss`.
  public var logLoss: Double? {
    mean { row in -log(min(max(probability(row, classes[row]), Double.ulpOfOne), 1 - Double.ulpOfOne)) }
  }

  /// Squared distance of the probabilities from the class, summed over classes, between 0 and 2: Brier (1950).
  public var brier: Double? {
    mean { row in
      (0..<classCount).reduce(0) { sum, column in
        let distance = probability(row, column) - (column == classes[row] ? 1 : 0)
        return sum + distance * distance
      }
    }
  }

  /// Share of the rows whose class is among the k most probable; of equally probable classes the last comes first, as
  /// scikit-learn's `top_k_accuracy_score`. nil unless 0 < k ≤ classCount.
  public func topAccuracy(_ k: Int) -> Double? {
    guard k > 0, k <= classCount else { return nil }
    return mean { row in
      let own = probability(row, classes[row])
      let before = (0..<classCount).count { column in
        let other = probability(row, column)
        return other > own || other == own && column > classes[row]
      }
      return before < k ? 1 : 0
    }
  }

  /// Expected calibration error of the most probable class: Guo et al. (2017).
  public func expectedCalibrationError(binCount: Int = 10) -> Double? {
    let predicted = classes.indices.map { probabilities[$0 * classCount..<($0 + 1) * classCount].likeliestClass }
    return BinaryScores.expectedCalibrationError(
      labels: zip(classes, predicted).map { $0 == $1 },
      probabilities: predicted.enumerated().map { min(1, probability($0.offset, $0.element)) }, binCount: binCount,
      weights: weights)
  }

  /// How the areas of single classes or pairs become one.
  public enum Average: Sendable {
    case macro
    /// By the share of rows.
    case weighted
  }

  /// Mean area of each class against the rest: Provost and Domingos (2000). nil when a class is absent or has all rows.
  public func aucOneVersusRest(_ average: Average = .macro) -> Double? {
    averaged(average) { column in
      let scores = classes.indices.map { probability($0, column) }
      return BinaryScores.rocAUC(labels: classes.map { $0 == column }, scores: scores, weights: weights).map {
        (area: $0, share: support[column])
      }
    }
  }

  /// Mean area over pairs of classes, each pair scored by either class's probability: Hand and Till (2001). nil when a
  /// class is absent.
  public func aucOneVersusOne(_ average: Average = .macro) -> Double? {
    let pairs = (0..<classCount).flatMap { a in (a + 1..<classCount).map { (a, $0) } }
    return averaged(average, count: pairs.count) { index in
      let (a, b) = pairs[index]
      guard let one = pairArea(a, b), let other = pairArea(b, a) else { return nil }
      return ((one + other) / 2, support[a] + support[b])
    }
  }

  private func pairArea(_ positive: Int, _ negative: Int) -> Double? {
    let rows = classes.indices.filter { classes[$0] == positive || classes[$0] == negative }
    return BinaryScores.rocAUC(
      labels: rows.map { classes[$0] == positive }, scores: rows.map { probability($0, positive) },
      weights: weights.map { weights in rows.map { weights[$0] } })
  }

  private func averaged(
    _ average: Average, count: Int? = nil, _ part: (Int) -> (area: Double, share: Double)?
  ) -> Double? {
    let parts = (0..<(count ?? classCount)).map(part)
    return weightedMean(parts.count, average == .macro ? nil : parts.map { $0?.share ?? 1 }) { parts[$0]?.area }
  }

  private func probability(_ row: Int, _ column: Int) -> Double { probabilities[row * classCount + column] }

  private func mean(_ value: (Int) -> Double?) -> Double? { weightedMean(classes.count, weights, value) }
}

// MARK: - Of predicted classes

extension MulticlassScores {
  var support: [Double] { confusion.map { $0.reduce(0, +) } }
  private var calls: [Double] { confusion.indices.map { column in confusion.reduce(0) { $0 + $1[column] } } }
  private var hits: [Double] { confusion.indices.map { confusion[$0][$0] } }
  private var total: Double { support.reduce(0, +) }

  public var accuracy: Double { hits.reduce(0, +) / total }

  /// Mean recall over the classes that have rows.
  public var balancedAccuracy: Double? {
    let support = support
    let present = support.indices.filter { support[$0] > 0 }
    return weightedMean(present.count, nil) { hits[present[$0]] / support[present[$0]] }
  }

  /// Mean F1 over the classes that have rows or calls, as scikit-learn's `f1_score(average="macro")`.
  public var f1Macro: Double? {
    let (support, calls) = (support, calls)
    let present = support.indices.filter { support[$0] + calls[$0] > 0 }
    return weightedMean(present.count, nil) { 2 * hits[present[$0]] / (support[present[$0]] + calls[present[$0]]) }
  }

  /// Mean F1 weighted by the classes' rows.
  public var f1Weighted: Double? {
    let (support, calls) = (support, calls)
    return weightedMean(support.count, support) { 2 * hits[$0] / (support[$0] + calls[$0]) }
  }

  /// F1 of all calls together, which with one class a row is the accuracy.
  public var f1Micro: Double { accuracy }

  /// Gorodkin (2004), the multiclass Matthews correlation. nil when all rows are of one class or called one, where
  /// scikit-learn says 0.
  public var matthewsCorrelation: Double? {
    func products(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let square = total * total
    let (actual, called) = (square - products(support, support), square - products(calls, calls))
    guard actual > 0, called > 0 else { return nil }
    return (hits.reduce(0, +) * total - products(support, calls)) / (actual.squareRoot() * called.squareRoot())
  }

  /// Agreement beyond chance: Cohen (1960); with `quadratic` a disagreement costs the square of the distance between
  /// class codes, Cohen (1968). nil when no disagreement is expected by chance.
  public func kappa(quadratic: Bool = false) -> Double? {
    let (support, calls) = (support, calls)
    var (observed, expected) = (0.0, 0.0)
    for actual in confusion.indices {
      for called in confusion.indices where called != actual {
        let distance = Double(actual - called)
        let cost = quadratic ? distance * distance : 1
        observed += cost * confusion[actual][called]
        expected += cost * support[actual] * calls[called] / total
      }
    }
    return expected > 0 ? 1 - observed / expected : nil
  }
}
