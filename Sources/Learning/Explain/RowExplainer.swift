internal import Glibc
internal import Specification
internal import Statistics
public import StudyModel
internal import Tables

/// Answers why a study's model says what it says of one row.
public enum RowExplainer {
  /// - Parameters:
  ///   - run: the study's run directory.
  ///   - id: of the row, or its number from 1 where the study has no ids; nil: `line` names it.
  ///   - line: that the row begins on.
  ///   - file: whose line it is; nil: the study read one file.
  /// - Throws: what stands in the way, in one sentence.
  public static func explain(
    run: String, id: String?, line: Int?, file: String? = nil
  ) throws(LearningError) -> RowExplanation {
    let row: AskedRow =
      switch (id, line, file) {
      case (let id?, nil, nil): .named(id)
      case (nil, let line?, let file): .line(line, file: file)
      default: throw .unclear(reason: "name one row, with --row, or with --line and of several files --file")
      }
    return try explain(FinishedStudy(run, row: row))
  }

  private static func explain(_ study: FinishedStudy) throws(LearningError) -> RowExplanation {
    let (files, model) = (study.files, study.files.model)
    try checkAnswerable(model, files.candidate)
    let judge = RowJudge(task: files.header.task, threshold: files.threshold?.value)
    let prediction = try model.predict(study.columns, rows: [study.asked])
    let verdict = judge.verdicts(prediction)[0]
    let output = files.header.task == .multiclass ? verdict.decision : 0
    var result = RowExplanation(
      study: files.header.name, model: files.candidate, row: study.name, rowNumber: study.rowNumber + 1,
      line: study.line, file: study.file, target: files.header.target, task: files.header.task,
      classes: files.header.classes,
      actual: study.actual, part: study.part, prediction: prediction.values, threshold: judge.usedThreshold,
      decision: judge.decisionName(verdict, files.header.classes), unit: files.header.target,
      background: NumberText.count(study.training.count, of: "training row"))
    if judge.usedThreshold != nil, files.threshold == nil {
      result.notes.append("The study recorded no threshold, so that one half decides.")
    }
    try addContributions(to: &result, study, output: output)
    if let threshold = files.threshold, result.isNobody {
      result.notes.append("The study's threshold calls no row \(files.header.classes[1]) (\(threshold.goal)).")
    } else if files.header.task != .regression {
      result.change = try change(study, judge)
    }
    return result
  }

  private static func checkAnswerable(_ model: any FittedModel, _ name: String) throws(LearningError) {
    let members = (model as? EnsembleModel)?.members ?? [model]
    if members.contains(where: { $0 is ExternalModel }) {
      throw .unavailable(
        reason: "the chosen model, \(name), is a command's: only that command can be asked about a row")
    }
    if members.contains(where: { $0 is SeasonalNaiveModel }) {
      throw .unavailable(
        reason: "the chosen model, \(name), repeats earlier values of the target and looks at no feature; "
          + "there is nothing to explain")
    }
  }

  // MARK: Contributions

  private static func addContributions(
    to result: inout RowExplanation, _ study: FinishedStudy, output: Int
  ) throws(LearningError) {
    let model = study.files.model
    guard let explainer = try model.explainer(study.background) else {
      result.notes.append(
        "The ensemble's members speak on different scales, so that its prediction cannot be divided among the features."
      )
      return
    }
    let parts = try explainer.contributions(study.columns, rows: [study.asked])
    result.unit = unit(parts.scale, study.files.header, output: output)
    result.base = parts.base[output]
    if parts.features.isEmpty { result.notes.append("The model looks at no feature: every row gets the same answer.") }
    if model is EnsembleModel, parts.scale == .logOdds {
      result.notes.append(
        "The contributions are the weighted mean of the members'; the ensemble itself averages probabilities, which is "
          + "near but not the same.")
    }
    let order = parts.features.indices.sorted {
      (abs(parts[0, output, $1]), parts.features[$0]) < (abs(parts[0, output, $0]), parts.features[$1])
    }
    var total = parts.base[output]
    result.contributions = order.map { index in
      total += parts[0, output, index]
      let column = study.columns.first { $0.name == parts.features[index] }
      return RowExplanation.Contribution(
        feature: parts.features[index], value: column.flatMap { text($0.values, study.asked) },
        contribution: parts[0, output, index], total: total)
    }
  }

  private static func unit(_ scale: Contributions.Scale, _ header: StudyHeader, output: Int) -> String {
    let name = header.task == .binary ? header.classes[1] : header.task == .multiclass ? header.classes[output] : ""
    return switch scale {
    case .logOdds: "log odds of \(name)"
    case .share: "probability of \(name)"
    case .value: header.target
    }
  }

  /// As a person writes the cell; nil where it is missing.
  static func text(_ values: ColumnValues, _ row: Int) -> String? {
    switch values {
    case .numeric(let numbers): numbers[row].isNaN ? nil : StudyRows.text(numbers[row])
    case .date(let days): days[row].isNaN ? nil : StudyRows.date(days[row])
    case .categorical(let column): column.text(at: row)
    }
  }

  // MARK: Change

  private static func change(_ study: FinishedStudy, _ judge: RowJudge) throws(LearningError) -> RowExplanation.Change {
    let mutable = study.files.specification.examination.mutable.map { (column: $0.column, by: $0.by) }
    let row = study.features.map { StudyData.Column(name: $0.name, values: $0.values.selecting([study.asked])) }
    let training = study.features.map { StudyData.Column(name: $0.name, values: $0.values.selecting(study.training)) }
    let search = DecisionChange(
      row: row, training: training, mutable: mutable.isEmpty ? nil : mutable
    ) { columns throws(LearningError) in
      let seen = try study.transformed(columns)
      return judge.verdicts(
        try study.files.model.predict(seen, rows: Array(0..<(columns.first?.values.count ?? 0))))
    }
    let found = try search.search()
    var change = RowExplanation.Change(
      searched: found.searched, isRestricted: !mutable.isEmpty, pairsAmong: found.pairsAmong)
    change.steps = found.steps.map { step in
      RowExplanation.Change.Step(
        feature: row[step.column].name, from: text(row[step.column].values, 0),
        to: text(step.option.value, like: row[step.column].values), distance: step.option.distance)
    }
    change.prediction = found.verdict?.prediction
    change.decision = found.verdict.flatMap { judge.decisionName($0, study.files.header.classes) }
    return change
  }

  private static func text(_ value: DecisionChange.Option.Value, like values: ColumnValues) -> String {
    switch (value, values) {
    case (.number(let number), .date): StudyRows.date(number)
    case (.number(let number), _): StudyRows.text(number)
    case (.level(let code), .categorical(let column)): column.levels[Int(code)]
    case (.level, _): ""
    }
  }
}

/// Turns predictions into decisions.
struct RowJudge {
  var task: StudyTask
  /// nil: one half.
  var threshold: Double?

  /// Of two classes.
  var usedThreshold: Double? { task == .binary ? threshold ?? 0.5 : nil }

  func verdicts(_ predictions: Predictions) -> [DecisionChange.Verdict] {
    (0..<predictions.rowCount).map { row in
      let own = (0..<predictions.outputCount).map { predictions[row, $0] }
      if let usedThreshold {
        let isPositive = own[0] >= usedThreshold
        return .init(decision: isPositive ? 1 : 0, prediction: own, margin: abs(own[0] - usedThreshold))
      }
      let decision = own.likeliestClass
      let next = own.indices.filter { $0 != decision }.map { own[$0] }.max()
      return .init(decision: decision, prediction: own, margin: next.map { own[decision] - $0 } ?? 0)
    }
  }

  /// nil for numbers.
  func decisionName(_ verdict: DecisionChange.Verdict, _ classes: [String]) -> String? {
    task == .regression ? nil : classes[verdict.decision]
  }
}
