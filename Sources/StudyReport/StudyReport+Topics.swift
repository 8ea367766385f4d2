internal import StudyModel

extension StudyReport {
  /// A section a topic of the examination.
  var topics: [ReportPage.Section] { records.topics.map(section) }

  func section(_ report: TopicReport) -> ReportPage.Section {
    let run = tags.tag(report.run)
    var blocks: [ReportPage.Block] = []
    if !report.sentences.isEmpty { blocks.append(.list(report.sentences.map { .init($0, run: run) })) }
    if let diagram = report.diagram { blocks.append(.verbatim(diagram)) }
    blocks += tables(report, run: run)
    blocks += rowsCommands(report)
    return ReportPage.Section(Self.title(report.topic), lead: .init(report.finding, run: run), blocks)
  }

  /// A caption that the table above has, and a note that stood below one of them, are not said again.
  private func tables(_ report: TopicReport, run: String) -> [ReportPage.Block] {
    var blocks: [ReportPage.Block] = []
    var (caption, said) = ("", Set<String>())
    for table in report.tables {
      if table.title != caption { blocks.append(.paragraph(.init("\(table.title):", run: run))) }
      caption = table.title
      blocks.append(.table(Self.layout(table).withoutEmptyColumns()))
      let notes = table.notes.filter { said.insert($0).inserted }
      blocks += notes.isEmpty ? [] : [.note(notes.joined(separator: " "))]
    }
    return blocks
  }

  /// How to see the rows themselves; none where a topic is not about rows.
  private func rowsCommands(_ report: TopicReport) -> [ReportPage.Block] {
    guard report.topic == .segments || report.topic == .labels else { return [] }
    let subject = run.arguments.map(ShellText.word).joined(separator: " ")
    let hasSegments = report.tables.contains { $0.name == "weak_segments" }
    let commands = (hasSegments ? ["--segment 1"] : []) + ["--worst"]
    return [
      .paragraph(.init("The rows themselves, the largest loss first:")),
      .commands(commands.map { "pitwall rows \(subject) \($0)" }),
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
    let texts = TopicTableText(table)
    let columns = table.columns.enumerated().map { place, column in
      let measured = texts.measured(place)
      return ReportPage.Column(
        column.title, isNumeric: column.unit != .text, sacrifice: column.sacrifice,
        name: measured == place ? nil : "\(column.title) of \(table.columns[measured].title)")
    }
    let cells = table.columns.indices.map(texts.column)
    return ReportPage.Table(columns, rows: table.rows.indices.map { row in cells.map { $0[row] } })
  }
}
