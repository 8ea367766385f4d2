internal import StudyModel

extension StudyReport {
  var details: [ReportPage.Section] {
    [reasons, escalationDetails, criteriaDetails].compactMap { $0 } + topics
      + [notTriedDetails, data, splits, search, trials, estimates, costs, learning, pairs, features, provenance]
      .compactMap { $0 }
  }

  /// All sentences of the choice that the first page leaves out.
  private var reasons: ReportPage.Section? {
    guard let choice = records.choice else { return nil }
    func list(_ sentences: [String]) -> [ReportPage.Block] {
      sentences.isEmpty ? [] : [.list(sentences.map { .init($0, run: RunTags.study) })]
    }
    var blocks = list(Array(choice.rationale.dropFirst(2)))
    if !choice.alternatives.isEmpty {
      blocks += [.paragraph(.init("What it would cost to prefer another:"))] + list(choice.alternatives)
    }
    if allWarnings.count > foremostWarnings.count {
      blocks += [.paragraph(.init("All warnings, the gravest first:"))] + list(allWarnings)
    }
    let lead = choice.candidate.map { "Why \($0), and what speaks for the others." } ?? "Why nothing was chosen."
    return ReportPage.Section("The choice", lead: .init(lead), blocks)
  }

  private var notTriedDetails: ReportPage.Section? {
    records.notTried.isEmpty
      ? nil : ReportPage.Section("Not tried", [.list(records.notTried.map { .init("\($0.what): \($0.reason)") })])
  }

  private var criteriaDetails: ReportPage.Section? {
    guard !records.criteria.isEmpty else { return nil }
    let sentences = records.criteria.map { verdict in
      ReportPage.Sentence(
        "\(verdict.outcome.rawValue.uppercased()): \(verdict.criterion). \(verdict.evidence)", run: RunTags.study)
    }
    return ReportPage.Section(
      "Success criteria, judged",
      lead: .init("A criterion is met when the worse end of the interval meets it, not the mean alone."),
      [.list(sentences)])
  }

  private var data: ReportPage.Section? {
    guard records.header != nil || !records.findings.isEmpty else { return nil }
    let counts = Finding.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = records.findings.count { $0.severity == severity }
      let words = ["info": "note", "warning": "warning", "critical": "critical finding"]
      return count == 0 ? nil : NumberText.count(count, of: words[severity.rawValue] ?? severity.rawValue)
    }
    let lead = counts.isEmpty ? "The data checks found nothing." : "The data checks found: \(NumberText.list(counts))."
    let sentences = records.findings.enumerated()
      .sorted { ($0.element.severity, $1.offset) > ($1.element.severity, $0.offset) }
      .map { ReportPage.Sentence(sentence($0.element), run: RunTags.study) }
    return ReportPage.Section(
      "Data findings", lead: .init(lead, run: counts.isEmpty ? nil : RunTags.study),
      sentences.isEmpty ? [] : [.list(sentences)])
  }

  private func sentence(_ finding: Finding) -> String {
    var text = "\(finding.severity.rawValue.uppercased()) \(finding.check)"
    if !finding.columns.isEmpty { text += " (\(finding.columns.joined(separator: ", ")))" }
    text += ": \(finding.sentences)"
    return text + places(finding)
  }

  /// Lines of the file, for an editor; where they are not known, rows.
  private func places(_ finding: Finding) -> String {
    let lines = finding.lines ?? []
    let shown = (lines.isEmpty ? finding.rows.map { $0 + 1 } : lines).prefix(5).map(String.init)
    guard !shown.isEmpty else { return "" }
    let more = finding.rowCount > shown.count ? ", and more" : ""
    let what = lines.isEmpty ? "row" : "line of the file"
    let several = lines.isEmpty ? "rows" : "lines of the file"
    let counted = lines.isEmpty ? " (the first below the header is 1)" : ""
    return " See \(finding.rowCount == 1 ? what : several) \(shown.joined(separator: ", "))\(more)\(counted)."
  }

  private var splits: ReportPage.Section? {
    guard !records.splits.isEmpty else { return nil }
    let rows = records.splits.map { split in
      [
        split.name, split.kind, NumberText.count(split.folds), NumberText.count(split.repeats),
        range(split.trainingRows), range(split.testRows), "\(split.seed)", String(split.digest.prefix(12)),
      ]
    }
    let table = ReportPage.Table(
      [
        .init("split"), .init("kind"), .init("folds", isNumeric: true), .init("repeats", isNumeric: true, sacrifice: 1),
        .init("training rows", isNumeric: true), .init("held-out rows", isNumeric: true),
        .init("seed", isNumeric: true, sacrifice: 2), .init("digest"),
      ], rows: rows)
    let kinds = Set(records.splits.map(\.kind))
    let lead =
      kinds.contains("temporal")
      ? "Rows are held out by time: every model is judged on rows later than those it learned from."
      : kinds.contains("grouped")
        ? "Rows are held out by group: no group is both learned from and judged on."
        : "All models are judged on the same held-out rows."
    return ReportPage.Section("Splits", lead: .init(lead, run: RunTags.study), [.table(table)])
  }

  private func range(_ counts: [Int]) -> String {
    guard let low = counts.min(), let high = counts.max() else { return NumberText.unknown }
    return low == high ? NumberText.count(low) : "\(NumberText.count(low)) to \(NumberText.count(high))"
  }

  private var estimates: ReportPage.Section? {
    let candidateRows = orderedCandidates.flatMap { candidate in
      candidate.estimates.map { estimate -> [String] in
        let text = EstimateText(estimate)
        return [
          candidate.name, MetricWords.title(estimate.metric), text.value, text.interval ?? "-",
          scores(estimate), tags.tag(candidate.run),
        ]
      }
    }
    let named = records.estimates.filter { $0.name != Self.convergence }.map { named in
      let subject = named.candidate.isEmpty ? "" : " (\(named.candidate))"
      return ReportPage.Sentence(
        "\(named.name)\(subject): \(MetricWords.title(named.estimate.metric)) "
          + "\(EstimateText(named.estimate).full). \(Self.sentence(named.meaning))", run: tags.tag(named.run))
    }
    guard !candidateRows.isEmpty || !named.isEmpty else { return nil }
    let table = ReportPage.Table(
      [
        .init("model"), .init("metric"), .init("mean", isNumeric: true), .init(intervalTitle, isNumeric: true),
        .init("each fold", sacrifice: 1), .init("run"),
      ], rows: candidateRows)
    let methods = Set(records.candidates.flatMap(\.estimates).compactMap(\.interval?.method)).sorted()
    return ReportPage.Section(
      "All estimates",
      lead: .init(
        "Means over the evaluation folds\(methods.isEmpty ? "" : "; intervals: \(methods.joined(separator: "; "))")."),
      (candidateRows.isEmpty ? [] : [.table(table.withoutEmptyColumns())]) + (named.isEmpty ? [] : [.list(named)]))
  }

  private func scores(_ estimate: Estimate) -> String {
    let decimals = EstimateText.decimals(of: estimate)
    return estimate.scores.map { NumberText.fixed($0, decimals: decimals) }.joined(separator: " ")
  }

  private var learning: ReportPage.Section? {
    guard let first = records.learningCurves.first else { return nil }
    let blocks = records.learningCurves.map { curve -> ReportPage.Block in
      let decimals = NumberText.decimals(forWidth: (curve.deviations.max() ?? 0) * 2)
      let rows = curve.rows.indices.filter { $0 < curve.means.count }.map { index in
        [
          curve.candidate, NumberText.count(curve.rows[index]),
          NumberText.fixed(curve.means[index], decimals: decimals),
          index < curve.deviations.count ? NumberText.fixed(curve.deviations[index], decimals: decimals) : "-",
          RunTags.study,
        ]
      }
      return .table(
        ReportPage.Table(
          [
            .init("model"), .init("training rows", isNumeric: true),
            .init(MetricWords.title(curve.metric), isNumeric: true), .init("deviation over folds", isNumeric: true),
            .init("run"),
          ], rows: rows))
    }
    return ReportPage.Section(
      "Learning curve", lead: .init(Self.sentence(first.verdict), run: RunTags.study), blocks + [.note(foldsOfCurve)])
  }

  /// Why the curve's end is not the value on the first page.
  private var foldsOfCurve: String {
    guard let curve = records.learningCurves.first, let end = curve.means.last,
      let candidate = records.candidates.first(where: { $0.name == curve.candidate }),
      let value = candidate.estimates.first(where: { $0.metric == curve.metric })?.value, abs(end - value) > 1e-9
    else { return "" }
    return "The last value is not that of the first page: the curve is measured on the first few evaluation folds only."
  }

  private var pairs: ReportPage.Section? {
    guard !records.comparisons.isEmpty else { return nil }
    let rows = records.comparisons.map { comparison -> [String] in
      let decimals = comparison.interval.map { NumberText.decimals(forWidth: $0.high - $0.low) } ?? 3
      return [
        comparison.first, comparison.second, MetricWords.title(comparison.metric),
        comparison.difference.map {
          comparison.interval == nil ? NumberText.significant($0) : NumberText.signed($0, decimals: decimals)
        } ?? NumberText.unknown,
        comparison.interval.map {
          "\(NumberText.signed($0.low, decimals: decimals)) to \(NumberText.signed($0.high, decimals: decimals))"
        } ?? "-",
        comparison.pValue.map(NumberText.probability) ?? "-",
        comparison.adjustedPValue.map(NumberText.probability) ?? "-",
        comparison.equivalenceProbability.map { NumberText.fixed($0, decimals: 2) } ?? "-",
        comparison.verdict == .undecided ? firstWins(comparison) ?? "-" : "-",
        comparison.standing(isMaximized: isMaximized),
      ]
    }
    let table = ReportPage.Table(
      [
        .init("first"), .init("second"), .init("metric", sacrifice: 4), .init("difference", isNumeric: true),
        .init(intervalTitle, isNumeric: true), .init("p", isNumeric: true, sacrifice: 3),
        .init("adjusted p", isNumeric: true, sacrifice: 1), .init("P(same)", isNumeric: true, sacrifice: 2),
        .init("first wins"),
        .init("first is"),
      ], rows: rows)
    return ReportPage.Section(
      "Pairs of models", lead: .init(pairsLead, run: RunTags.study),
      [.table(table.withoutEmptyColumns())] + pairNotes.map { .note($0) })
  }

  /// How the pairs were tested; over windows of time, why they were not.
  private var pairNotes: [String] {
    guard evaluationSplit?.kind == "temporal" else { return Set(records.comparisons.map(\.method)).sorted() }
    return [
      "No test: windows of time are not interchangeable. first wins: in how many windows the first model is better."
    ]
  }

  private func firstWins(_ comparison: ModelComparison) -> String? {
    func find(_ name: String) -> CandidateSummary? { records.candidates.first { $0.name == name } }
    guard comparison.metric == primaryMetric, let first = find(comparison.first), let second = find(comparison.second)
    else { return nil }
    return wins(first, over: second)
  }

  private var pairsLead: String {
    let total = records.comparisons.count
    let groups: [(standings: Set<String>, words: String)] = [
      (["better", "worse"], "shown to differ"), (["ahead", "behind"], "shown to differ by one comparison alone"),
      (["same"], "the same in practice"), (["tied"], "tied"), (["untested"], "not tested"),
    ]
    let counts = groups.compactMap { group -> String? in
      let count = records.comparisons.count { group.standings.contains($0.standing(isMaximized: isMaximized)) }
      return count == 0 ? nil : "\(NumberText.count(count)) \(group.words)"
    }
    return "\(NumberText.count(total, of: "pair")): \(counts.joined(separator: ", "))."
  }
}

extension ModelComparison {
  /// What the first is to the second, in a word.
  func standing(isMaximized: Bool) -> String {
    switch verdict {
    case .better, .worse: verdict.rawValue
    case .equivalent: "same"
    case .indistinguishable: isShownAlone ? ((difference ?? 0) > 0) == isMaximized ? "ahead" : "behind" : "tied"
    case .undecided: "untested"
    }
  }
}
