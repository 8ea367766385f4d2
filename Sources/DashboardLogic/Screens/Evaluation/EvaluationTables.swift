import RunModel

/// What a run recorded of one set of rows.
struct EvaluationTables: Equatable, Sendable {
  /// Of each set of rows that the run says something about, test rows first, in the order they came.
  private(set) var splits: [String?] = []
  /// The set that is shown.
  private(set) var split: String?
  private(set) var confusion: ConfusionMatrix?
  private(set) var roc: [ROCCurve] = []
  private(set) var precisionRecall: [PrecisionRecallCurve] = []
  private(set) var calibration: [CalibrationCurve] = []
  private(set) var scores: [ScoreHistogram] = []
  private(set) var operatingPoint: OperatingPoint?
  private(set) var regressions: [RegressionEvaluation] = []

  /// - Parameter wanted: the rows asked for; of a run without them, or nil: the test rows, else the last that came.
  init(_ run: RunSnapshot, split wanted: String?) {
    for origin in run.tables.compactMap(\.evaluationOrigin) where !splits.contains(origin.split) {
      splits.append(origin.split)
    }
    if let test = splits.firstIndex(of: "test") { splits.insert(splits.remove(at: test), at: 0) }
    let isKnown = wanted != nil && splits.contains(wanted)
    split = isKnown ? wanted : splits.contains("test") ? "test" : splits.last ?? nil
    for table in run.tables where table.evaluationOrigin?.split == split { take(table) }
  }

  private mutating func take(_ table: EvaluationTable) {
    switch table {
    case .confusion(let table): confusion = table
    case .roc(let table): roc.append(table)
    case .precisionRecall(let table): precisionRecall.append(table)
    case .calibration(let table): calibration.append(table)
    case .scores(let table): scores.append(table)
    case .operatingPoint(let table): operatingPoint = table
    case .regression(let table): regressions.append(table)
    case .importance, .shap, .drift: break
    }
  }

  /// Error measures of a regression.
  var measureCount: Int { regressions.first?.measures.count ?? 0 }

  var isEmpty: Bool {
    confusion == nil && roc.isEmpty && precisionRecall.isEmpty && calibration.isEmpty && scores.isEmpty
      && regressions.isEmpty
  }

  /// Whether decisions are between two classes.
  var isBinary: Bool {
    if let confusion { return confusion.labels.count == 2 }
    return classes.count <= 1
  }

  /// Classes that something was recorded of, in the order of the matrix, else of their first appearance.
  var classes: [String] {
    let named = roc.map(\.className) + precisionRecall.map(\.className) + scores.map(\.className)
    let known = named.compactMap(\.self) + calibration.compactMap(\.className)
    let recorded = Set(known)
    let ordered = (confusion?.labels ?? []).filter { recorded.contains($0) }
    var seen = Set(ordered)
    return ordered + known.filter { seen.insert($0).inserted }
  }

  /// The second of two classes; `positive` where they have no names.
  var positiveClass: String {
    let labels = confusion.map(\.labels) ?? scores.first?.labels ?? []
    return labels.count == 2 ? labels[1] : scores.first?.className ?? roc.first?.className ?? "positive"
  }

  /// The threshold that the run is used with: chosen, else that of its matrix.
  var thresholdOfUse: Double? {
    let known = operatingPoint?.threshold ?? confusion?.threshold
    return known?.isNaN == true ? nil : known
  }
}

extension EvaluationTable {
  /// Of a table about predictions; nil for features and drift, and for a threshold alone.
  var evaluationOrigin: TableOrigin? {
    switch self {
    case .confusion(let table): table.origin
    case .roc(let table): table.origin
    case .precisionRecall(let table): table.origin
    case .calibration(let table): table.origin
    case .scores(let table): table.origin
    case .regression(let table): table.origin
    case .operatingPoint(let table): table.origin
    case .importance, .shap, .drift: nil
    }
  }
}
