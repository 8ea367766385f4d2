internal import HyperparameterSearch

/// How much the ablation measures, so that it stays short beside the search: it trains the chosen settings some hundred
/// times.
struct AblationPlan: Equatable, Sendable {
  static let mostFeatures = 30
  static let mostRows = 10_000
  /// Fewer would be another model.
  static let fewestRows = 2000
  static let fewestFeatures = 5
  /// CPU seconds of all trainings, about.
  static let budget = 6.0

  /// That are left out one at a time.
  var features: Int
  /// To learn from, a fold.
  var rows: Int

  /// - Parameters:
  ///   - features: of the data.
  ///   - others: trainings a fold for everything else.
  ///   - rows: training rows of a fold.
  ///   - secondsPerRow: of one training.
  init(features: Int, others: Int, folds: Int, rows: Int, secondsPerRow: Double) {
    self.features = min(features, Self.mostFeatures)
    self.rows = min(rows, Self.mostRows)
    let trainings = Double((self.features + others) * folds)
    let affordable = Self.budget / (trainings * secondsPerRow)
    if affordable < Double(self.rows) { self.rows = min(self.rows, max(Self.fewestRows, Int(affordable.rounded()))) }
    let perVariant = Double(folds * self.rows) * secondsPerRow
    // Rows are worth more than the rest of a long list.
    let most = min(2 * Self.budget / perVariant, 1e6) - Double(others)
    self.features = min(self.features, max(Self.fewestFeatures, Int(most.rounded())))
  }
}
