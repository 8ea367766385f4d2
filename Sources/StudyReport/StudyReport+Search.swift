internal import HyperparameterSearch
internal import StudyModel

extension StudyReport {
  /// The named estimate that tells when tuning became noise; it is told here and not among the estimates.
  static let convergence = "convergence"

  /// How the search went: what was tried, and when it had found what it found.
  var search: ReportPage.Section? {
    let progress = progress
    guard progress.trials > 0 else { return nil }
    let rows = progress.steps.map { step in
      [
        NumberText.count(step.trial), step.candidate, value(step.value), NumberText.seconds(step.seconds),
        tags.tag(step.run),
      ]
    }
    let table = ReportPage.Table(
      [
        .init("trial", isNumeric: true), .init("model"), .init(metricTitle, isNumeric: true),
        .init("CPU time so far", isNumeric: true), .init("run"),
      ], rows: rows)
    return ReportPage.Section(
      "Search", lead: .init(searchLead(progress), run: RunTags.study),
      convergence(progress)
        + (rows.isEmpty ? [] : [.paragraph(.init("Every trial that was better than all before:")), .table(table)]))
  }

  private func searchLead(_ progress: SearchProgress) -> String {
    let counts =
      "\(NumberText.count(progress.trials, of: "trial")) in \(NumberText.seconds(progress.seconds)) of CPU time: "
      + "\(NumberText.count(progress.complete)) complete, \(NumberText.count(progress.pruned)) ended early, "
      + "\(NumberText.count(progress.failed)) failed"
    guard let best = progress.steps.last else { return "\(counts); none is complete." }
    return "\(counts); the best is trial \(best.trial) (\(best.candidate)) with \(metricTitle) \(value(best.value))."
  }

  private func convergence(_ progress: SearchProgress) -> [ReportPage.Block] {
    var sentences: [ReportPage.Sentence] = []
    if let step = progress.nearlyBest {
      sentences.append(
        .init(
          "Within a hundredth of the best after \(NumberText.count(step.count, of: "trial")) "
            + "and \(NumberText.seconds(step.seconds)) of CPU time.",
          run: tags.tag(step.run)))
    }
    if let verdict = records.estimates.first(where: { $0.name == Self.convergence }) {
      sentences.append(.init(Self.sentence(verdict.meaning), run: tags.tag(verdict.run)))
    }
    if let cost = progress.secondsPerPoint {
      sentences.append(
        .init(
          "Each point gained over the first trial that gave a value (a point is a hundredth of its value) cost "
            + "\(NumberText.seconds(cost)) of CPU time.", run: RunTags.study))
    }
    return sentences.isEmpty ? [] : [.list(sentences)]
  }

  /// Every trial in a line.
  var trials: ReportPage.Section? {
    guard !records.trials.isEmpty else { return nil }
    let rows = records.trials.map { trial -> [String] in
      let settings = trial.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\(shortened($0.value))" }
      return [
        RunTags.tag(ofTrial: trial.number), trial.candidate, trial.stage, trial.value.map(value) ?? "-",
        NumberText.seconds(trial.seconds),
        trial.outcome.rawValue + (trial.reason.isEmpty ? "" : ": \(trial.reason)"), settings.joined(separator: " "),
      ]
    }
    let table = ReportPage.Table(
      [
        .init("run"), .init("model"), .init("stage", sacrifice: 2), .init(metricTitle, isNumeric: true),
        .init("CPU time", isNumeric: true, sacrifice: 1), .init("outcome"), .init("settings"),
      ], rows: rows)
    let failed = records.trials.count { $0.outcome == .failed }
    let lead =
      failed == 0
      ? "No trial failed." : "\(NumberText.count(failed)) of \(NumberText.count(rows.count, of: "trial")) failed."
    return ReportPage.Section("Trials", lead: .init(lead, run: RunTags.study), [.table(table)])
  }

  private func shortened(_ value: ParameterValue) -> String {
    if case .number(let number) = value { return NumberText.significant(number, digits: 3) }
    return value.description
  }

  private func value(_ value: Double) -> String {
    let decimals = subject.flatMap { primary($0) }.map { EstimateText.decimals(of: $0) + 1 }
    return decimals.map { NumberText.fixed(value, decimals: $0) } ?? NumberText.significant(value, digits: 4)
  }
}
