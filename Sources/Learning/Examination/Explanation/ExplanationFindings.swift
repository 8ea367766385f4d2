internal import Glibc
internal import RunModel
internal import Specification
internal import StudyModel
internal import Tables

/// What was measured about a model's reasons, and its words.
struct ExplanationFindings {
  private let examination: Examination
  /// Held-out rows that were shuffled.
  let rows: [Int]
  /// Some of them, whose contributions are known.
  var explainedRows: [Int] = []
  /// nil where the model's scores cannot be divided.
  var contributions: Contributions?
  var permutation: PermutationImportance?
  var groups: [FeatureAssociation.Group] = []

  init(_ examination: Examination, rows: [Int]) { (self.examination, self.rows) = (examination, rows) }

  /// Features in the table.
  private static let mostShown = 50

  private var context: StudyContext { examination.context }
  private var metric: String { MetricWords.title(context.panel.primary.name) }
  private var kind: String { examination.isTest ? "test row" : "held-out row" }

  private var classes: [String] {
    if case .classes(_, let names) = context.data.target { names } else { [] }
  }

  private var summary: ContributionSummary? {
    contributions.map { contributions in
      ContributionSummary(
        contributions,
        columns: examination.columns.map { .init(name: $0.name, values: $0.values.selecting(explainedRows)) },
        weights: context.data.weights.map { all in explainedRows.map { all[$0] } }, classes: classes)
    }
  }

  private func importance(_ name: String) -> PermutationImportance.Result? {
    permutation?.results.first { $0.unit.name == name }
  }

  // MARK: Report

  /// The same for the screens that show a run.
  func tables(step: Step) -> [EvaluationTable] {
    let unit =
      switch contributions?.scale {
      case .logOdds?: "log odds"
      case .share?: "probability"
      case .value?, nil: context.specification.data.target
      }
    return ExplanationTables(
      origin: TableOrigin(split: examination.isTest ? "test" : "held-out", step: step), contributions: contributions,
      columns: examination.columns.map { .init(name: $0.name, values: $0.values.selecting(explainedRows)) },
      summary: summary, permutation: permutation, classes: classes, unit: unit
    ).tables
  }

  var report: TopicReport {
    let (summary, agreements) = (summary, agreements)
    let tables = [features(summary), groupTable, agreementTable(agreements)].compactMap(\.self)
    return TopicReport(
      .explanation, finding: finding(summary), severity: isSurprising(agreements) ? .warning : .info,
      sentences: sentences(summary, agreements), tables: tables)
  }

  private func finding(_ summary: ContributionSummary?) -> String {
    guard let summary, let first = summary.features.first, first.mean > 0 else { return shuffledFinding }
    let top = summary.features.prefix(3).filter { $0.share > 0 }
    let share = top.reduce(0) { $0 + $1.share }
    return "\(NumberText.list(top.map(\.name))) \(top.count == 1 ? "carries" : "carry") "
      + "\(NumberText.fixed(share * 100, decimals: 0)) % of the model's decisions: mean |SHAP| on "
      + "\(NumberText.count(explainedRows.count, of: kind))."
  }

  private var shuffledFinding: String {
    let single = (permutation?.results ?? []).filter { $0.unit.features.count == 1 && $0.isShown }
    let top = single.sorted { ($1.mean, $0.unit.name) < ($0.mean, $1.unit.name) }.prefix(3)
    guard !top.isEmpty else {
      return
        "On \(NumberText.count(rows.count, of: kind)) shuffling no single feature makes \(metric) worse by more than the "
        + "shuffles themselves differ."
    }
    let words = top.map { "\($0.unit.name) (\(NumberText.significant($0.mean, digits: 2)))" }
    return
      "The model leans most on \(NumberText.list(words)): by so much \(metric) is worse when its values are shuffled "
      + "among \(NumberText.count(rows.count, of: kind))."
  }

  private func sentences(_ summary: ContributionSummary?, _ agreements: [RankingAgreement]) -> [String] {
    agreements.reversed().map(\.sentence) + costlyGroups.map(sentence)
      + [constant, sum(summary), invitation].compactMap(\.self)
  }

  /// nil where features are made by a command, which is not run again for one row.
  private var invitation: String? {
    guard context.specification.features.command.isEmpty else { return nil }
    return "pitwall explain RUN --row ID gives the reasons of one prediction"
      + (context.data.task == .regression ? "." : " and the smallest change that makes it another.")
  }

  /// Those that matter, the most costly first.
  private var costlyGroups: [FeatureAssociation.Group] {
    let known = groups.compactMap { group in importance(NumberText.list(group.features)).map { (group, $0) } }
    return known.filter(\.1.isShown).sorted { ($1.1.mean, $0.1.unit.name) < ($0.1.mean, $1.1.unit.name) }
      .prefix(3).map(\.0)
  }

  private func sentence(_ group: FeatureAssociation.Group) -> String {
    let names = NumberText.list(group.features)
    guard let together = importance(names) else {
      return "\(names) go together, so that their importance is shared among them."
    }
    let alone = group.features.compactMap { importance($0)?.mean }.max() ?? 0
    let single =
      alone > 0 ? "by at most \(NumberText.significant(alone, digits: 2)) when one is" : "not at all when one is"
    let how = together.mean < alone ? "work against each other" : "share their importance"
    return "\(names) go together and \(how): \(metric) is worse by "
      + "\(NumberText.significant(together.mean, digits: 2)) when they are shuffled together, \(single)."
  }

  /// Features whose shuffling shows nothing, as windows of time have them.
  private var constant: String? {
    let names = examination.columns.filter { column in
      let values = column.values.selecting(rows)
      return permutation?.results.contains { $0.unit.name == column.name } == true && values.isConstant
    }.map(\.name)
    guard !names.isEmpty else { return nil }
    return
      "\(NumberText.list(names)) \(names.count == 1 ? "has" : "have") one value in all \(kind)s, so that shuffling "
      + "cannot tell what \(names.count == 1 ? "it is" : "they are") worth."
  }

  /// Whether the parts add up.
  private func sum(_ summary: ContributionSummary?) -> String? {
    guard let summary, let contributions else {
      return
        "Its members speak on different scales, so that a prediction cannot be divided among the features exactly; "
        + "what stands here comes from shuffling alone."
    }
    let deviation = summary.largestDeviation
    let what =
      switch summary.scale {
      case .logOdds: "log odds"
      case .share: "share"
      case .value: "value"
      }
    let whose = isMixed(summary.scale) ? "the mean of its members' \(what)" : "its \(what)"
    return "A row's contributions and their base add up to \(whose); the largest deviation in "
      + "\(NumberText.count(contributions.rowCount, of: "row")) is \(deviation < 1e-12 ? "below 1e-12" : "\(deviation.rounded(toDigits: 2))")."
  }

  // MARK: Rankings

  /// SHAP beside shuffling, then the person's beside either.
  private var agreements: [RankingAgreement] {
    var rankings: [RankingAgreement.Ranking] = []
    if let summary {
      rankings.append(Self.ranking("SHAP", summary.features.map { ($0.name, $0.mean) }))
    }
    if let permutation {
      let single = permutation.results.filter { $0.unit.features.count == 1 }
      rankings.append(
        Self.ranking(rankings.isEmpty ? "Shuffling" : "shuffling", single.map { ($0.unit.name, $0.mean) }))
    }
    let both = rankings.count == 2 ? [RankingAgreement(rankings[0], rankings[1])] : []
    let pairs = both.filter { $0.correlation != nil }
    let asked = context.specification.examination.importance
    guard !asked.isEmpty, let model = rankings.first else { return pairs }
    return pairs + [RankingAgreement(.init(name: "Your ranking", features: asked, values: nil), model)]
  }

  private static func ranking(_ name: String, _ values: [(String, Double)]) -> RankingAgreement.Ranking {
    let sorted = values.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
    return .init(
      name: name, features: sorted.map(\.0), values: Dictionary(values, uniquingKeysWith: { first, _ in first }))
  }

  /// The model relies on other things than the person expected.
  private func isSurprising(_ agreements: [RankingAgreement]) -> Bool {
    agreements.contains { $0.first == "Your ranking" && ($0.correlation ?? 1) < 0 }
  }

  // MARK: Tables

  private func features(_ summary: ContributionSummary?) -> TopicTable? {
    let shown =
      summary?.features.map(\.name)
      ?? Self.ranking(
        "", (permutation?.results ?? []).filter { $0.unit.features.count == 1 }.map { ($0.unit.name, $0.mean) }
      )
      .features
    guard !shown.isEmpty else { return nil }
    let rows = shown.prefix(Self.mostShown).map { name -> [TopicCell] in
      let (feature, result) = (summary?.features.first { $0.name == name }, importance(name))
      return [
        .text(name), .init(feature?.mean), .init(feature?.share),
        feature.map { .text($0.direction) } ?? .missing, .init(feature?.correlation), .init(result?.mean),
        .init(result?.deviation),
      ]
    }
    let columns: [TopicTable.Column] = [
      .init("feature", "feature", .text), .init("mean_absolute_shap", "mean |SHAP|"), .init("share", "share", .share),
      .init("direction", "direction", .text),
      .init("value_correlation", "Spearman", .difference, sacrifice: 1),
      .init("permutation_mean", "\(metric) worse by", .difference),
      .init("permutation_deviation", "deviation"),
    ]
    return TopicTable(
      "features", title: "What each feature contributes, and how much worse the model is when it is shuffled",
      columns: columns, rows: rows, notes: notes(summary, features: shown.count))
  }

  private func notes(_ summary: ContributionSummary?, features: Int) -> [String] {
    var notes = [
      "\(metric) worse by: mean over \(PermutationImportance.repeats) shuffles of the feature's values among "
        + "\(NumberText.count(rows.count, of: kind)); below two deviations of the shuffles it is no more than they themselves differ. Other rows may show "
        + "other numbers."
    ]
    if let summary {
      notes.append(unitNote(summary.scale))
      notes.append(
        "direction: what a higher value or a level does to the score; Spearman: rank correlation of value and contribution."
      )
    }
    if features > Self.mostShown {
      notes.append("The first \(Self.mostShown) of \(NumberText.count(features)) features.")
    }
    if rows.count < examination.held.rows.count || explainedRows.count < rows.count && summary != nil {
      notes.append(
        "Of \(NumberText.count(examination.held.rows.count, of: kind)) some were drawn, to keep it short: "
          + "\(NumberText.count(rows.count)) for shuffling, \(NumberText.count(explainedRows.count)) for SHAP.")
    }
    return notes
  }

  private func unitNote(_ scale: Contributions.Scale) -> String {
    let training = NumberText.count(examination.background.rows.count, of: "training row")
    let unit =
      switch scale {
      case .logOdds: classes.count == 2 ? "the log odds of \(classes[1])" : "the log odds of each class, their mean"
      case .share: classes.count == 2 ? "the probability of \(classes[1])" : "each class' share, their mean"
      case .value: "the unit of \(context.specification.data.target)"
      }
    return
      "mean |SHAP|: how far the feature moves a row's score from that of the \(training), in \(unit)\(mixed(scale))."
  }

  /// An ensemble averages probabilities, not log odds.
  private func isMixed(_ scale: Contributions.Scale) -> Bool {
    examination.chosen.ensemble != nil && scale == .logOdds
  }

  private func mixed(_ scale: Contributions.Scale) -> String {
    isMixed(scale)
      ? "; of an ensemble the weighted mean of its members', which is not what their averaged probabilities say" : ""
  }

  private var groupTable: TopicTable? {
    let known = groups.compactMap { group in importance(NumberText.list(group.features)).map { (group, $0) } }
    guard !known.isEmpty else { return nil }
    let rows = known.map { group, result -> [TopicCell] in
      [
        .text(result.unit.name), .number(group.weakest), .number(result.mean), .number(result.deviation),
        .init(group.features.compactMap { importance($0)?.mean }.max()),
      ]
    }
    return TopicTable(
      "correlated_features", title: "Features that go together, shuffled together",
      columns: [
        .init("features", "features", .text), .init("weakest_association", "association", .number, sacrifice: 1),
        .init("permutation_mean", "\(metric) worse by", .difference),
        .init("permutation_deviation", "deviation"),
        .init("best_alone", "best alone", .difference),
      ],
      rows: rows,
      notes: [
        "They are grouped by average linkage where their association is on average "
          + "\(NumberText.shortest(FeatureAssociation.limit)) or more: |Spearman| of numbers, Cramer's V of categories, "
          + "the correlation ratio of ranks between the two. The weakest in the group is shown.",
        "\(metric) worse by: all features of the group shuffled at once; best alone: the most that one of them costs when it "
          + "is shuffled by itself, while the others still tell the model much of the same. Where the group costs far more, "
          + "its features stand in for each other, and no single one looks as important as they are together.",
      ])
  }

  private func agreementTable(_ agreements: [RankingAgreement]) -> TopicTable? {
    guard !agreements.isEmpty else { return nil }
    let rows = agreements.map { agreement -> [TopicCell] in
      [
        .text(agreement.first), .text(agreement.second), .number(Double(agreement.common)),
        .init(agreement.correlation),
        .text(agreement.onlyFirst.joined(separator: ", ")), .text(agreement.onlySecond.joined(separator: ", ")),
      ]
    }
    return TopicTable(
      "agreement", title: "How far the rankings agree",
      columns: [
        .init("first", "first", .text), .init("second", "second", .text),
        .init("common", "features", .count, sacrifice: 1), .init("spearman", "Spearman", .difference),
        .init("only_first", "on top in the first only", .text), .init("only_second", "in the second only", .text),
      ],
      rows: rows, notes: ["On top: among the first \(RankingAgreement.mostOnTop)."])
  }
}

extension ColumnValues {
  fileprivate var isConstant: Bool {
    switch self {
    case .numeric(let values), .date(let values): values.allSatisfy { $0 == values[0] || $0.isNaN && values[0].isNaN }
    case .categorical(let column): column.codes.allSatisfy { $0 == column.codes[0] }
    }
  }
}

extension Double {
  /// To so many significant digits.
  fileprivate func rounded(toDigits digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let scale = pow(10, Double(digits - 1) - log10(magnitude).rounded(.down))
    return (self * scale).rounded() / scale
  }
}
