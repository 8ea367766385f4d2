/// Kinds of models, the simplest first; the words are those of records, specifications and model files.
public enum ModelFamily: String, CaseIterable, Sendable {
  case prior
  case oneFeature = "one-feature"
  case seasonalNaive = "seasonal-naive"
  case linear, boosting, forest, external, ensemble
}

/// The models that a study judges unasked, by the names it gives them.
public enum Baseline: String, CaseIterable, Sendable {
  case prior
  case oneFeature = "one-feature"
  case linear = "linear-default"
  case seasonalNaive = "seasonal-naive"

  public var family: ModelFamily {
    switch self {
    case .prior: .prior
    case .oneFeature: .oneFeature
    case .linear: .linear
    case .seasonalNaive: .seasonalNaive
    }
  }
}
