internal import HyperparameterSearch

/// About how many CPU seconds a training takes, from its model's size alone: the same on every machine, so that what is
/// left out for its cost is too.
enum RefitCost {
  /// Measured on public data: a row through a level of one tree; a row, a pair of columns and a step of the solver.
  private static let treeSeconds = 2.5e-8
  private static let linearSeconds = 1.5e-10
  private static let linearSteps = 8.0
  /// The absolute part of a penalty takes so many times as long.
  private static let sparseFactor = 40.0

  /// - Parameters:
  ///   - model: trained with the settings, on any rows.
  ///   - rows: to learn from.
  static func seconds(_ model: any FittedModel, settings: [Assignment], rows: Int) -> Double {
    if let ensemble = model as? EnsembleModel {
      return zip(ensemble.members, settings).reduce(0) { $0 + seconds($1.0, settings: [$1.1], rows: rows) }
    }
    let facts = model.facts
    if facts.trees > 0 { return treeSeconds * Double(facts.trees * max(1, facts.depth)) * Double(rows) }
    guard let linear = model as? LinearModel else { return 1e-6 * Double(rows) }
    let width = Double(linear.pipeline.width)
    let isSparse = settings.contains { ($0["l1_ratio"]?.number ?? 0) > 0 }
    return linearSeconds * linearSteps * width * width * Double(rows) * (isSparse ? sparseFactor : 1)
  }
}
