internal import ModelSelection
internal import Specification
internal import Statistics
internal import StudyModel
internal import Tables

/// What is the chosen model's score worth without a feature, a group of them, or a step of their preparation; and which
/// features are worth more than noise?
enum AblationTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.ablation

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    guard var refit = try ChosenRefit(examination), let model = examination.model else { return nil }
    let context = examination.context
    let columns = refit.data[0].columns
    let together =
      Removal.groups(context.specification.examination.groups, columns, rows: refit.folds[0].training)
      + Removal.steps(refit)
    let settings = refit.members.map(\.settings)
    let plan = AblationPlan(
      // With all features, once to find the rounds, and with those that the probes keep.
      features: columns.count, others: together.count + 3, folds: refit.folds.count,
      rows: refit.folds.map(\.training.count).max() ?? 0,
      secondsPerRow: RefitCost.seconds(model, settings: settings, rows: 1000) / 1000)
    let selection = try ProbeSelection(refit)
    let isThinned = refit.thin(to: plan.rows)
    try refit.findRounds()
    let single = byImportance(columns, model).prefix(plan.features).map(Removal.feature)
    let removals = single + together
    let changes = removals.map(\.change) + (selection.map { [keeping($0, refit)] } ?? [])
    let scores = try refit.scores([ChosenRefit.Change()] + changes)
    let rope = context.rope(near: FoldIntervals.mean(scores[0].compactMap(\.self)))
    func effects(_ changed: [[Double?]]) -> [PairedEffect] {
      PairedEffect.all(changed, base: scores[0], in: context, rows: refit.meanRows, rope: rope)
    }
    // Each kind is a question of its own.
    let judged = Removal.Kind.allCases.flatMap { kind in
      let own = removals.indices.filter { removals[$0].kind == kind }
      return zip(own.map { removals[$0] }, effects(own.map { scores[$0 + 1] }))
    }
    return AblationFindings(
      metric: context.panel.primary, isTemporal: context.splits.kind == .temporal, rope: rope, base: scores[0],
      removals: judged, selection: selection.map { ($0, effects([scores[removals.count + 1]])[0]) },
      features: columns.count, thinnedRows: isThinned ? plan.rows : nil, folds: refit.folds.count
    ).report
  }

  /// The most important first; features that the model does not use last, in the order of the data.
  static func byImportance(_ columns: [StudyData.Column], _ model: any FittedModel) -> [String] {
    let values = Dictionary(model.importance.values.map { ($0.feature, $0.value) }) { first, _ in first }
    return columns.map(\.name).enumerated().sorted {
      (values[$1.element] ?? 0, $0.offset) < (values[$0.element] ?? 0, $1.offset)
    }.map(\.element)
  }

  /// On each fold the features that were kept by what other folds showed, so that no score chose its own features; of
  /// windows of time by what earlier ones showed.
  private static func keeping(_ selection: ProbeSelection, _ refit: ChosenRefit) -> ChosenRefit.Change {
    let kept = refit.folds.indices.map { fold in
      selection.kept(judgedOn: refit.context.splits.foldsApart(from: fold))
    }
    return ChosenRefit.Change { data, training, fold in
      var data = data
      data.columns = data.columns.filter { kept[fold].contains($0.name) }
      return (data, training)
    }
  }
}
