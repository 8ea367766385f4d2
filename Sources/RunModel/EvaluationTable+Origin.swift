extension EvaluationTable {
  /// Which rows it is about, at which step.
  public var origin: TableOrigin {
    switch self {
    case .confusion(let table): table.origin
    case .roc(let table): table.origin
    case .precisionRecall(let table): table.origin
    case .calibration(let table): table.origin
    case .scores(let table): table.origin
    case .operatingPoint(let table): table.origin
    case .regression(let table): table.origin
    case .shap(let table): table.origin
    case .importance(let table): table.origin
    case .drift(let table): table.origin
    }
  }
}
