internal import StudyModel

extension StudyReport {
  /// What each finalist costs, in full.
  var costs: ReportPage.Section? {
    let rows = orderedCandidates.map { candidate -> [String] in
      [
        candidate.name, latency(candidate.rowLatency), latency(candidate.batchLatency),
        candidate.modelBytes.map(NumberText.bytes) ?? "-", candidate.trainingSeconds.map(NumberText.seconds) ?? "-",
        candidate.peakMemoryBytes.map(NumberText.bytes) ?? "-", candidate.interpretability.rawValue,
        candidate.generalizationGap.map { NumberText.significant($0, digits: 2) } ?? "-",
        candidate.seedDeviation.map { NumberText.significant($0, digits: 2) } ?? "-",
        candidate.isParetoOptimal ? "yes" : "-", tags.tag(candidate.run),
      ]
    }
    guard !rows.isEmpty else { return nil }
    let batch = records.candidates.map(\.batchRows).max() ?? 0
    let columns: [ReportPage.Column] = [
      .init("model"), .init("one row", isNumeric: true),
      .init("\(NumberText.count(batch)) rows", isNumeric: true, sacrifice: 1), .init("size", isNumeric: true),
      .init("training", isNumeric: true), .init("memory", isNumeric: true, sacrifice: 2),
      .init(Self.interpretabilityTitle, sacrifice: 3), .init("gap", isNumeric: true),
      .init("seeds", isNumeric: true, sacrifice: 4),
      .init("Pareto", sacrifice: 5), .init("run"),
    ]
    var table = ReportPage.Table(columns, rows: rows)
    table.legend = costLegend
    let exclusions = records.candidates.filter { !$0.exclusions.isEmpty }.map {
      ReportPage.Sentence(
        "\($0.name) may not be chosen: \($0.exclusions.joined(separator: "; ")).", run: tags.tag($0.run))
    }
    return ReportPage.Section(
      "Costs and stability",
      lead: .init(
        "Measured on the machine that ran the study: the median and the slowest hundredth of predictions, CPU time of "
          + "training."),
      [.table(table.withoutEmptyColumns())] + (exclusions.isEmpty ? [] : [.list(exclusions)]))
  }

  private var costLegend: [ReportPage.Meaning] {
    [
      .init(column: "gap", text: "gap: how much better on rows it learned from than on held-out ones"),
      .init(column: "seeds", text: "seeds: standard deviation when trained again with other seeds"),
      .init(column: Self.interpretabilityTitle, text: Self.interpretabilityMeaning),
      .init(column: "Pareto", text: "Pareto: \(Self.paretoMeaning)"),
    ]
  }

  private func latency(_ latency: CandidateSummary.Latency?) -> String {
    latency.map { "\(NumberText.milliseconds($0.median))/\(NumberText.milliseconds($0.percentile99))" } ?? "-"
  }

  var features: ReportPage.Section? {
    guard let header = records.header else { return nil }
    var blocks: [ReportPage.Block] = [
      .paragraph(.init("Used: \(NumberText.list(header.features)).", run: RunTags.study))
    ]
    if !header.excludedColumns.isEmpty {
      blocks.append(.list(header.excludedColumns.map { .init("\($0.column): \($0.reason)", run: RunTags.study) }))
    }
    let left = header.excludedColumns.count
    let lead =
      "\(NumberText.count(header.features.count, of: "feature")); "
      + "\(left == 0 ? "no column is" : NumberText.count(left, of: "column")) left out."
    return ReportPage.Section("Features", lead: .init(lead, run: RunTags.study), blocks)
  }

  /// Where everything comes from, with the runs that the tags stand for.
  var provenance: ReportPage.Section {
    var facts: [ReportPage.Sentence] = []
    if let header = records.header {
      facts += [
        .init("Task: \(header.task.rawValue); \(header.taskReason)"),
        .init("Data: \(header.dataPath), SHA-256 \(header.dataDigest)"), .init("Seed: \(header.seed)"),
      ]
    }
    facts += records.splits.map { .init("Split \($0.name): \($0.path), SHA-256 \($0.digest)") }
    let rows = [[RunTags.study, run.path]] + cited.map { [$0.tag, $0.run] }
    return ReportPage.Section(
      "Where the numbers come from",
      lead: .init("Every tag names a run directory: \(RunTags.study) the study's own, the others one inside it."),
      [.list(facts)].filter { _ in !facts.isEmpty }
        + [.table(ReportPage.Table([.init("run"), .init("directory")], rows: rows))])
  }

  private var cited: [(tag: String, run: String)] { tags.entries }
}
