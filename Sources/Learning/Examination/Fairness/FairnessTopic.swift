internal import Specification
internal import Statistics
internal import StudyModel

/// Whether the chosen model treats the groups of the sensitive columns alike, what gives those columns away, and what
/// leaving columns out does.
enum FairnessTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.fairness

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    let sensitive = SensitiveGroups.all(examination)
    guard !sensitive.isEmpty else { return nil }
    let outcomes = try sensitive.map { groups throws(LearningError) in try Self.outcomes(groups, examination) }
    let errors = sensitive.map { Self.errors($0, examination) }
    let proxies = try sensitive.map { groups throws(LearningError) in try Self.proxies(groups, examination) }
    let changes = try dropped(sensitive, proxies, examination)
    let verdicts = sensitive.indices.flatMap { index in
      outcomes[index].flatMap { outcome in
        Self.verdicts(
          sensitive[index], outcome, examination.context.specification.fairness,
          proxies: proxies[index]?.proxies ?? [],
          dropping: Self.withoutAll(changes[index], sensitive[index], proxies: proxies[index]?.proxies ?? []),
          metric: examination.context.panel.primary.name)
      }
    }
    let attributes = sensitive.indices.map { index in
      FairnessWords.Attribute(
        sensitive: sensitive[index], outcomes: outcomes[index], errors: errors[index], proxies: proxies[index],
        changes: changes[index])
    }
    var report = FairnessWords(examination, attributes, verdicts).report
    report.verdicts = verdicts
    return report
  }

  // MARK: Groups

  /// On held rows: of two classes for the positive one, of more for each against the others; none of a regression.
  private static func outcomes(
    _ sensitive: SensitiveGroups, _ examination: Examination
  ) throws(LearningError) -> [GroupOutcome] {
    let (context, held) = (examination.context, examination.held)
    guard case .classes(_, let names) = context.data.target else { return [] }
    let draws = Self.draws(sensitive, examination)
    return try context.inParallel(names.count == 2 ? [1] : Array(names.indices)) { code -> GroupOutcome? in
      GroupedRows(
        sensitive, context.data, rows: held.rows, held.predictions, class: code,
        threshold: examination.thresholds.decision
      ).map { GroupOutcome($0, names: sensitive.names, outcome: names[code], draws: draws) }
    }.compactMap(\.self)
  }

  private static func errors(_ sensitive: SensitiveGroups, _ examination: Examination) -> GroupErrors? {
    let (context, held) = (examination.context, examination.held)
    guard case .numbers(let targets) = context.data.target else { return nil }
    return GroupErrors(
      sensitive, context.data, rows: held.rows, held.predictions, draws: draws(sensitive, examination),
      units: RowDraws.units(of: held.rows, in: context)?.ofRow,
      spread: FoldIntervals.deviation(context.splits.development.map { targets[$0] }))
  }

  private static func draws(_ sensitive: SensitiveGroups, _ examination: Examination) -> RowDraws {
    sensitive.draws(examination.held.rows, in: examination.context, seed: 5700)
  }

  // MARK: Limits

  static func verdicts(
    _ sensitive: SensitiveGroups, _ outcome: GroupOutcome, _ limits: StudySpecification.Fairness,
    proxies: [String] = [], dropping: ColumnDropping.Result? = nil, metric: String = ""
  ) -> [FairnessVerdict] {
    FairnessVerdict.Measure.allCases.map { measure in
      let judged = FairnessJudgement(measure, outcome)
      return FairnessVerdict(
        attribute: sensitive.attribute, outcome: outcome.outcome, measure: measure,
        value: judged.gap.flatMap { outcome.gaps[$0]?.value }, interval: judged.gap.flatMap { outcome.judged[$0] },
        limit: measure == .selectionRatio ? limits.minSelectionRatio : limits.maxDifference, ends: judged.ends,
        unjudged: judged.unjudged, proxies: proxies, dropping: dropping?.effect(on: measure, metric: metric))
    }
  }

  // MARK: Proxies

  private static func proxies(
    _ sensitive: SensitiveGroups, _ examination: Examination
  ) throws(LearningError) -> ProxySearch.Result? {
    try examination.context.journal.step("fairness-proxies-\(sensitive.attribute)") { () throws(LearningError) in
      try ProxySearch.search(sensitive, without: [], examination)
    }.value
  }

  /// The column itself where it is a feature, and with its proxies.
  private static func telling(_ groups: SensitiveGroups, proxies: [String]) -> (own: [String], all: [String]) {
    let own = groups.isFeature ? [groups.attribute] : []
    return (own, own + proxies)
  }

  /// nil where the model could not be trained without all of them, even if it could without the column alone.
  static func withoutAll(
    _ changes: [ColumnDropping.Result], _ groups: SensitiveGroups, proxies: [String]
  ) -> ColumnDropping.Result? {
    let all = telling(groups, proxies: proxies).all
    return changes.first { $0.dropped == all }
  }

  /// What leaving out the column itself does, and leaving out what gives it away as well.
  private static func dropped(
    _ sensitive: [SensitiveGroups], _ proxies: [ProxySearch.Result?], _ examination: Examination
  ) throws(LearningError) -> [[ColumnDropping.Result]] {
    let lists = zip(sensitive, proxies).map { groups, proxies in
      let (own, all) = telling(groups, proxies: proxies?.proxies ?? [])
      return own.isEmpty || own == all ? [all].filter { !$0.isEmpty } : [own, all]
    }
    guard lists.contains(where: { !$0.isEmpty }) else { return lists.map { _ in [] } }
    return try examination.context.journal.step("fairness-dropping") { () throws(LearningError) in
      guard let dropping = try ColumnDropping(examination) else { return lists.map { _ in [] } }
      var results: [[ColumnDropping.Result]] = []
      for (groups, lists) in zip(sensitive, lists) {
        results.append([])
        for dropped in lists {
          guard let result = try dropping.result(dropped, for: groups) else { continue }
          results[results.count - 1].append(result)
        }
      }
      return results
    }.value
  }
}
