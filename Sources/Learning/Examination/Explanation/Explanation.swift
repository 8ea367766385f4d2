internal import RunFormats
internal import RunModel
internal import Statistics
internal import StudyModel
internal import Tables

/// What the chosen model's answers are made of: contributions of the features, and what it loses without them.
enum Explanation: ExaminationTopic {
  static let topic = TopicReport.Topic.explanation

  /// Rows that are shuffled, and cells and nodes that are looked at for all features; about two seconds.
  static let mostRows = 2000
  private static let mostSteps = 8e8
  private static let fewestRows = 200
  /// Rows whose contributions are worked out, and leaves × depth² over all of them; about two seconds.
  static let mostExplainedRows = 1500
  private static let mostWork = 6e8
  private static let fewestExplainedRows = 60
  private static let seedNumber = 5050

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    guard let model = examination.model else { return unavailable(examination) }
    var findings = ExplanationFindings(examination, rows: sample(examination, model.facts))
    let explainer = try model.explainer(examination.background)
    if let explainer {
      findings.explainedRows = explainedRows(findings.rows, model.facts)
      findings.contributions = try contributions(explainer, examination, rows: findings.explainedRows)
    }
    let used = explainer.map { _ in Set(findings.contributions?.features ?? []) }
    let columns = examination.columns.filter { used?.contains($0.name) ?? true }
    guard !columns.isEmpty else { return withoutFeatures(examination) }
    findings.groups = FeatureAssociation(columns, rows: examination.background.rows).groups
    let single = columns.map { PermutationImportance.Unit(name: $0.name, features: [$0.name]) }
    let grouped = findings.groups.map {
      PermutationImportance.Unit(name: NumberText.list($0.features), features: $0.features)
    }
    findings.permutation = try PermutationImportance(
      examination, units: single + grouped, rows: findings.rows, used: used)
    let tables = findings.tables(step: Step(Int64(examination.chosen.trial ?? 0)))
    _ = try examination.context.journal.step(tablesKey) { () throws(LearningError) in
      tables.map { NativeRecordEncoder.line(.table($0)) }
    }
    return findings.report
  }

  private static let tablesKey = "explanation-tables"

  /// As `examine` has left them in the journal.
  static func lines(_ examination: Examination) throws(LearningError) -> [String] {
    try examination.context.journal.entry(tablesKey, of: [String].self)?.value ?? []
  }

  /// Held rows by chance, in their order, as many as time allows.
  private static func sample(_ examination: Examination, _ facts: ModelFacts) -> [Int] {
    let (rows, width) = (examination.held.rows, Double(examination.columns.count))
    let steps = (facts.parametersPerPrediction + 10 * width) * width * Double(PermutationImportance.repeats)
    let allowed = max(fewestRows, Int(min(Double(mostRows), mostSteps / max(1, steps))))
    return examination.context.thinnedByChance(rows, to: allowed, seed: seedNumber)
  }

  /// Rows at even distances, as many as the trees' size allows.
  private static func explainedRows(_ rows: [Int], _ facts: ModelFacts) -> [Int] {
    let work = Double(max(1, facts.leaves)) * Double((facts.depth + 1) * (facts.depth + 1))
    let allowed = max(fewestExplainedRows, Int(min(Double(mostExplainedRows), mostWork / work)))
    return rows.thinnedEvenly(to: allowed)
  }

  private static func contributions(
    _ explainer: any Explainer, _ examination: Examination, rows: [Int]
  ) throws(LearningError) -> Contributions? {
    let size = max(1, (rows.count + 15) / 16)
    let chunks = stride(from: 0, to: rows.count, by: size).map { Array(rows[$0..<min($0 + size, rows.count)]) }
    let columns = examination.columns
    return Contributions.joined(
      try examination.context.inParallel(chunks) { chunk throws(LearningError) in
        try explainer.contributions(columns, rows: chunk)
      })
  }

  // MARK: Nothing to explain

  private static func unavailable(_ examination: Examination) -> TopicReport {
    TopicReport(
      topic,
      finding: "\(examination.chosen.name) cannot be asked about changed rows here, so that nothing can be said of why "
        + "it decides as it does.",
      sentences: [
        examination.chosen.single?.candidate.external != nil
          ? "It is a command of its own: explaining it is left to that command."
          : "It looks at no feature, but at earlier values of the target."
      ])
  }

  private static func withoutFeatures(_ examination: Examination) -> TopicReport {
    TopicReport(
      topic, finding: "\(examination.chosen.name) looks at no feature: every row gets the same answer.")
  }
}
