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

  /// For who has never met it.
  public var meaning: String {
    switch self {
    case .prior: "always the same answer"
    case .oneFeature: "the best single column"
    case .linear: "a linear model without tuning"
    case .seasonalNaive:
      "the actual value one season before each row, also one from the window it is judged on: a forecast one season "
        + "ahead, where the other models see no targets of that window"
    }
  }

  public var family: ModelFamily {
    switch self {
    case .prior: .prior
    case .oneFeature: .oneFeature
    case .linear: .linear
    case .seasonalNaive: .seasonalNaive
    }
  }
}
