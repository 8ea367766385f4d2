internal import StudyModel

/// Weights that make classes count alike.
enum ClassWeights {
  /// For each class total ÷ (classes present × the class' own sum), as scikit-learn's `balanced`; 1 for an absent one.
  static func balanced(sums: [Double]) -> [Double] {
    let total = sums.reduce(0, +)
    let present = Double(sums.count { $0 > 0 })
    return sums.map { $0 > 0 ? total / (present * $0) : 1 }
  }
}

extension PreparedRows {
  /// One a row, classes balanced on request; nil: 1 each.
  func weights(balanced: Bool) -> [Double]? {
    guard balanced, task != .regression else { return weights }
    let factors = ClassWeights.balanced(sums: classWeightSums)
    return classes.enumerated().map { weight($0) * factors[$1] }
  }
}
