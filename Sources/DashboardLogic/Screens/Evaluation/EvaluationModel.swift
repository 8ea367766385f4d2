import RunModel
public import TerminalModel

/// What the evaluation of the selected run's model showed, on one set of rows.
public struct EvaluationModel: Sendable {
  public struct Table: Sendable {
    public var title: String
    public var table: TableModel
    public var isFocused: Bool
  }

  public enum Content: Sendable {
    case confusion(ConfusionMatrixModel)
    case table(Table)
    case curve(CurveChartModel)
    case histogram(HistogramModel)
    case density(DensityModel)
  }

  public struct Panel: Sendable {
    public var area: Rect
    public var content: Content
  }

  public var panels: [Panel] = []
  public var threshold: ThresholdModel?
  public var thresholdArea = Rect(Size(columns: 0, rows: 0))
  /// Which rows and which panels are on view; empty when there is nothing else.
  public var pageText = ""

  public var isEmpty: Bool { panels.isEmpty && threshold == nil }

  init(_ state: DashboardState, _ run: RunSnapshot, in area: Rect) {
    let tables = EvaluationTables(run, split: state.settings.evaluation.split)
    let reader = ThresholdReader(tables)
    let layout = EvaluationLayout(tables, reader, state.evaluation, in: area)
    var made = EvaluationPanels(state, tables, reader)
    threshold = layout.threshold.isEmpty ? nil : made.threshold
    made.areScoresSaid = threshold.map { $0.saysAll(in: layout.threshold) } ?? false
    thresholdArea = layout.threshold
    panels = layout.places.map { Panel(area: $0.area, content: made.content($0.panel)) }
    pageText = [layout.pageText, Self.rowsText(state, tables)].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// Such as `test rows (i: validation)`.
  private static func rowsText(_ state: DashboardState, _ tables: EvaluationTables) -> String {
    guard !tables.isEmpty else { return "" }
    let name = { (split: String?) in split ?? "unnamed" }
    guard let next = tables.splitAfter else { return tables.split == nil ? "" : "\(name(tables.split)) rows" }
    let key = state.keys.label(of: .nextSplit)
    return "\(name(tables.split)) rows" + (key.isEmpty ? "" : " (\(key): \(name(next)))")
  }
}

extension EvaluationTables {
  /// The next set of rows; nil where there is only one.
  var splitAfter: String?? {
    guard splits.count > 1, let at = splits.firstIndex(of: split) else { return nil }
    return .some(splits[(at + 1) % splits.count])
  }

  /// How many classes were taken for how many others, all in all.
  fileprivate var mistakeCount: Int { confusion?.mistakeCount ?? 0 }

  /// What there is to show, in reading order.
  var panels: [EvaluationPanel] {
    let classCount = confusion?.labels.count ?? 0
    let hasWorst = classCount > 2 && mistakeCount > 0
    // Of few classes the matrix shows all of them at once.
    let isSmall = classCount <= 4
    let classes: [(EvaluationPanel, Bool)] = [
      (.confusion, confusion != nil || (isBinary && !scores.isEmpty)), (.worst, hasWorst && !isSmall),
      (.roc, !roc.isEmpty), (.precisionRecall, !precisionRecall.isEmpty), (.calibration, !calibration.isEmpty),
      (.scores, !scores.isEmpty), (.worst, hasWorst && isSmall),
    ]
    let numbers: [(EvaluationPanel, Bool)] = [
      (.predictedActual, regressions.contains { $0.predictedActual != nil }),
      (.residuals, regressions.contains { !$0.residualCounts.isEmpty }),
      (.predictedResidual, regressions.contains { $0.predictedResidual != nil }),
      (.measures, regressions.contains { !$0.measures.isEmpty }),
    ]
    return (classes + numbers).filter(\.1).map(\.0)
  }
}

extension ConfusionMatrix {
  /// Places of the matrix beside its diagonal that have rows. O(k²).
  fileprivate var mistakeCount: Int {
    counts.indices.reduce(0) { sum, row in sum + counts[row].indices.count { $0 != row && counts[row][$0] > 0 } }
  }
}

extension ThresholdReader {
  init?(_ tables: EvaluationTables) {
    guard tables.isBinary else { return nil }
    self.init(matrix: tables.confusion, histogram: tables.scores.first, roc: tables.roc.first)
  }
}

extension EvaluationLayout {
  init(_ tables: EvaluationTables, _ reader: ThresholdReader?, _ state: EvaluationState, in area: Rect) {
    self.init(
      tables.panels, hasThreshold: reader != nil, classCount: tables.confusion?.labels.count ?? 0,
      measureCount: tables.measureCount, mistakeCount: tables.mistakeCount, focus: state.focus,
      isMaximised: state.isMaximised, in: area)
  }
}
