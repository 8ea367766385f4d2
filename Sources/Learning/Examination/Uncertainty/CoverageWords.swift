internal import Statistics
internal import StudyModel

/// Coverage in sentences and tables, of sets and of intervals alike.
struct CoverageWords {
  var survey: CoverageSurvey
  /// `Sets of classes` or `Intervals`.
  var things: String
  /// `true class` or `true value`.
  var truth: String
  /// Such as `1,409 test rows`.
  var rowsText: String
  var target: String
  var isTemporal: Bool
  var calibratingRows: Int

  /// A group that falls this far below what is promised is one to warn of.
  private static let notable = 0.05
  private static let mostSegments = 20
  /// Where fewer are below the promise, so many of the lowest.
  private static let fewestSegments = 10

  static func percent(_ share: Double) -> String { "\(NumberText.fixed(share * 100, decimals: 0)) %" }

  var finding: String {
    guard let overall = survey.overall else { return "\(things) were not judged." }
    let interval = overall.bounds.map {
      " (\(NumberText.fixed($0.low * 100, decimals: 1)) to \(NumberText.fixed($0.high * 100, decimals: 1)))"
    }
    let start =
      "\(things) that should hold the \(truth) for \(Self.percent(survey.promised)) of the rows do so for "
      + "\(NumberText.fixed(overall.coverage * 100, decimals: 1)) %\(interval ?? "") of \(rowsText)"
    guard let worst = survey.below.first else {
      return "\(start); no \(survey.classes.isEmpty ? "" : "class or ")segment is shown to fall below."
    }
    let others = survey.below.count - 1
    let more = others > 0 ? ", and fall below in \(NumberText.count(others, of: "other group"))" : ""
    return
      "\(start), \(isBelowOverall ? "and" : "but") for only \(Self.percent(worst.coverage)) where \(name(worst))\(more)."
  }

  private func name(_ group: CoverageSurvey.Group) -> String {
    survey.classes.contains { $0.segment == group.segment } ? "\(target) = \(group.segment.name)" : group.segment.name
  }

  var severity: Finding.Severity {
    let lowest = (survey.below + (isBelowOverall ? [survey.overall] : []).compactMap(\.self)).map(\.coverage).min()
    return lowest.map { $0 <= survey.promised - Self.notable } ?? false ? .warning : .info
  }

  private var isBelowOverall: Bool { survey.overall?.isBelow ?? false }

  /// What set the limits.
  var calibration: String {
    let rows = "\(NumberText.count(calibratingRows)) out-of-fold predictions of development rows"
    let how =
      isTemporal
      ? "Limits come from \(rows) in the later half of the windows, each by a model of the time before; what has "
        + "changed since, they do not know."
      : "Limits come from \(rows) (cross-conformal: a model a fold, the final one learns from all of them)."
    return isBelowOverall ? "\(how) These rows differ from them: coverage is below the promise overall." : how
  }

  // MARK: Tables

  /// nil for a regression.
  var classTable: TopicTable? {
    guard !survey.classes.isEmpty else { return nil }
    return table(
      "coverage_by_class", "Coverage by class, \(Self.percent(survey.promised)) promised, on \(rowsText)", "class",
      survey.classes, notes: [note])
  }

  /// Those below the promise and the lowest of the others; nil without any.
  var segmentTable: TopicTable? {
    guard !survey.segments.isEmpty else { return nil }
    let sorted = survey.segments.sorted { ($0.isBelow ? 0 : 1, $0.coverage) < ($1.isBelow ? 0 : 1, $1.coverage) }
    let below = survey.segments.count(where: \.isBelow)
    let shown = Array(sorted.prefix(min(Self.mostSegments, max(Self.fewestSegments, below))))
    return table(
      "coverage_by_segment", "Coverage by segment, \(Self.percent(survey.promised)) promised, on \(rowsText)",
      "segment",
      shown,
      notes: [
        "\(NumberText.count(survey.segments.count, of: "segment")) of at least \(RowSegments.fewestRows) rows were looked at, \(NumberText.count(below)) are below the promise; the \(NumberText.count(shown.count)) lowest are shown, those below first.",
        note,
      ])
  }

  private var note: String {
    "p: how often so few would be covered if the promise held (exact binomial test, rows taken as independent), adjusted for all classes and segments (Holm). Intervals are Wilson's. With the remedy: \(survey.classes.isEmpty ? "intervals scaled by the expected error" : "limits by class")."
  }

  private func table(
    _ name: String, _ title: String, _ first: String, _ groups: [CoverageSurvey.Group], notes: [String]
  ) -> TopicTable {
    let size = survey.classes.isEmpty ? "width" : "classes"
    let rows = groups.map { group -> [TopicCell] in
      [
        .text(group.segment.name), TopicCell(group.segment.places.count), TopicCell(group.coverage),
        TopicCell(group.bounds), TopicCell(group.pValue), group.isBelow ? .text("below") : .missing,
        TopicCell(group.size), TopicCell(group.remedied), TopicCell(group.remediedSize),
      ]
    }
    return TopicTable(
      name, title: title,
      columns: [
        .init(first, first, .text), .init("rows", "rows", .count), .init("coverage", "coverage", .share),
        .init("interval", "95 % interval", .interval, sacrifice: 1), .init("p", "p", .probability, sacrifice: 4),
        .init("verdict", "verdict", .text), .init("size", size, sacrifice: 5),
        .init("remedied_coverage", "with remedy", .share, sacrifice: 2),
        .init("remedied_size", "\(size), remedy", sacrifice: 3),
      ], rows: rows, notes: notes)
  }
}
