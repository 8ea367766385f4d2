internal import StudyModel

extension StudyReport {
  /// A section a topic of the examination.
  var topics: [ReportPage.Section] { records.topics.map(section) }

  func section(_ report: TopicReport) -> ReportPage.Section {
    let run = tags.tag(report.run)
    var blocks: [ReportPage.Block] = []
    if !report.sentences.isEmpty { blocks.append(.list(report.sentences.map { .init($0, run: run) })) }
    if let diagram = report.diagram { blocks.append(.verbatim(diagram)) }
    for table in report.tables {
      blocks.append(.paragraph(.init("\(table.title):", run: run)))
      blocks.append(.table(Self.layout(table).withoutEmptyColumns()))
      blocks += table.notes.isEmpty ? [] : [.note(table.notes.joined(separator: " "))]
    }
    blocks += rowsCommands(report)
    return ReportPage.Section(Self.title(report.topic), lead: .init(report.finding, run: run), blocks)
  }

  /// How to see the rows themselves; none where a topic is not about rows.
  private func rowsCommands(_ report: TopicReport) -> [ReportPage.Block] {
    guard report.topic == .segments || report.topic == .labels else { return [] }
    let subject = run.arguments.map(Self.shellWord).joined(separator: " ")
    let hasSegments = report.tables.contains { $0.name == "weak_segments" }
    let commands = (hasSegments ? ["--segment 1"] : []) + ["--worst"]
    return [
      .paragraph(.init("The rows themselves, the largest loss first:")),
      .list(commands.map { .init("pitwall rows \(subject) \($0)") }),
    ]
  }

  /// What a reader looks for in the table of contents.
  static func title(_ topic: TopicReport.Topic) -> String {
    switch topic {
    case .explanation: "Explanation: what the model relies on"
    case .ablation: "Ablation: what it could do without"
    case .segments: "Errors: where it fails"
    case .labels: "Labels: which rows to look at again"
    case .calibration: "Calibration: what its probabilities are worth"
    case .uncertainty: "Uncertainty: how far off a prediction may be"
    case .threshold: "Threshold: when to act"
    case .robustness: "Robustness: what disturbs it"
    case .fairness: "Fairness: whom it treats differently"
    case .augmentation: "Augmentation: would more made-up rows help"
    case .architecture: "Architecture: what the model consists of"
    }
  }

  static func layout(_ table: TopicTable) -> ReportPage.Table {
    let columns = table.columns.map {
      ReportPage.Column($0.title, isNumeric: $0.unit != .text && $0.unit != .interval, sacrifice: $0.sacrifice)
    }
    let texts = table.columns.indices.map { place in
      TopicColumnText(
        table.columns[place].unit, isShare: isShare(place, in: table),
        cells: table.rows.map { place < $0.count ? $0[place] : .missing }
      ).cells
    }
    return ReportPage.Table(columns, rows: table.rows.indices.map { row in texts.map { $0[row] } })
  }
}

extension StudyReport {
  /// Whether a column holds shares, or the intervals of those in the column before it.
  private static func isShare(_ place: Int, in table: TopicTable) -> Bool {
    let unit = table.columns[place].unit
    return unit == .share || unit == .interval && place > 0 && table.columns[place - 1].unit == .share
  }
}

/// The cells of one column as a page shows them: numbers of a column share their decimals, so that they compare at a
/// glance.
struct TopicColumnText {
  private(set) var cells: [String] = []

  /// - Parameter isShare: whether percent are shown.
  init(_ unit: TopicTable.Unit, isShare: Bool, cells: [TopicCell]) {
    let decimals = isShare ? 1 : Self.decimals(unit, cells)
    let scale = isShare ? 100.0 : 1
    self.cells = cells.map { cell in
      switch cell {
      case .text(let text): text
      case .missing: "-"
      case .number(let value): Self.text(value, unit, decimals)
      case .interval(let low, let high):
        Self.interval(low * scale, high * scale, decimals) + (isShare ? " %" : "")
      }
    }
  }

  private static func text(_ value: Double, _ unit: TopicTable.Unit, _ decimals: Int) -> String {
    switch unit {
    case .text, .number, .interval: number(value, decimals)
    case .difference: value > 0 && value.isFinite ? "+\(number(value, decimals))" : number(value, decimals)
    case .count: NumberText.fixed(value, decimals: 0)
    case .ordinal: "\(Int64(min(max(value.rounded(), -9e15), 9e15)))"
    case .share: "\(NumberText.fixed(value * 100, decimals: decimals)) %"
    case .probability: NumberText.probability(value)
    case .milliseconds: NumberText.milliseconds(value)
    case .bytes: NumberText.bytes(Int(min(max(value, 0), 9e15)))
    }
  }

  /// One number where both ends are the same; more decimals than others in the column have where they only look the same.
  private static func interval(_ low: Double, _ high: Double, _ decimals: Int) -> String {
    let (first, last) = (number(low, decimals), number(high, decimals))
    if first != last { return "\(first) to \(last)" }
    let finer = NumberText.decimals(forWidth: high - low)
    return high > low && finer > decimals ? "\(number(low, finer)) to \(number(high, finer))" : first
  }

  private static func number(_ value: Double, _ decimals: Int) -> String {
    value.magnitude >= NumberText.large
      ? NumberText.powerOfTen(value) : NumberText.fixed(value, decimals: decimals)
  }

  /// Three significant digits of a typical value, of differences of the largest; of intervals what their width leaves
  /// meaningful.
  private static func decimals(_ unit: TopicTable.Unit, _ cells: [TopicCell]) -> Int {
    var sizes: [Double] = []
    for case .number(let value) in cells where value != 0 { sizes.append(value.magnitude / 10) }
    for case .interval(let low, let high) in cells where high > low { sizes.append(high - low) }
    guard !sizes.isEmpty else { return unit == .interval ? 3 : 0 }
    let isWhole = cells.allSatisfy { if case .number(let value) = $0 { value == value.rounded() } else { false } }
    let size = unit == .difference ? sizes.max() : sizes.sorted()[sizes.count / 2]
    return isWhole ? 0 : NumberText.decimals(forWidth: size ?? 0)
  }
}
