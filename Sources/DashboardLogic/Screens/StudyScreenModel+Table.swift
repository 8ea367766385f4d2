import RunModel
import TerminalModel

extension StudyScreenModel {
  public var title: String { "trials of \(trials.name)" + (trials.missing.isEmpty ? "" : " (\(trials.missing))") }

  /// Which trial the model is of, and what the scores are not; empty before one is chosen.
  public var note: String {
    guard let chosen = trials.chosenIndex.map({ trials.trials[$0] }) else { return "" }
    let name = "trial \(chosen.number)" + (chosen.candidate.isEmpty ? "" : " \(chosen.candidate)")
    return "\(name) is chosen; the report judges it on other folds"
  }

  public var counts: StyledText {
    let all = trials.trials
    func part(_ outcome: StudyTrials.Outcome) -> [TextSpan] {
      let count = all.count { $0.outcome == outcome }
      let sign = outcome.sign
      return count == 0 ? [] : [TextSpan("  \(sign.glyph) ", sign.style), TextSpan("\(count) \(sign.word)", .textDim)]
    }
    return StyledText(
      [TextSpan("\(all.count)", .textDim)] + part(.done) + part(.underWay) + part(.pruned) + part(.failed))
  }

  /// One line a trial: number, what was tried, objective with its spread, hyperparameters.
  public var table: TableModel {
    let hasCandidates = trials.trials.contains { !$0.candidate.isEmpty }
    let hasSpread = trials.trials.contains { $0.spread != nil }
    let (names, decimals) = (hyperparameterNames, decimals)
    let spreadDecimals = NumberFormat.sharedDecimals(trials.trials.compactMap(\.spread), digits: 3)
    let objective = trials.metric?.rawValue ?? "objective"
    let (best, chosen) = (trials.bestIndex, trials.chosenIndex)
    var table = TableModel(
      columns: [
        .init("", minimum: 1), .init("trial", alignment: .right, minimum: 1),
        .init(hasCandidates ? "candidate" : "", minimum: 1, maximum: 16, truncation: .middle),
        .init(objective, alignment: .right, maximum: 18, truncation: .middle),
        .init(hasSpread ? "spread" : "", alignment: .right, minimum: 1), .init("state", maximum: 10),
      ]
        + names.map { name in
          let isNumber = trials.trials.lazy.compactMap { $0.setting(name) }.first?.number != nil
          return .init(name, alignment: isNumber ? .right : .left, maximum: 16, truncation: .middle)
        },
      rowCount: order.count, selection: selection, emptyText: "no trials yet"
    ) { row in
      let trial = trials.trials[order[row]]
      let sign = chosen == order[row] ? StatusSign.chosen : best == order[row] ? .best : trial.outcome.sign
      return cells(trial, sign, isBest: best == order[row], decimals: decimals, spreadDecimals: spreadDecimals)
        + names.map { .text(trial.setting($0)?.text ?? "", .textDim) }
    }
    let cursor = parameter.flatMap { names.firstIndex(of: parameters[$0]) }
    table.sideways = .init(fixedCount: 5, cursor: cursor.map { $0 + 6 })
    return table
  }

  private func cells(
    _ trial: StudyTrials.Trial, _ sign: StatusSign, isBest: Bool, decimals: Int, spreadDecimals: Int?
  ) -> [TableModel.Cell] {
    let value =
      trial.objective.map { NumberFormat.fixed($0, decimals: decimals) }
      ?? trial.partial.map { "\(NumberFormat.fixed($0, decimals: decimals)) \(trial.foldCount)/\(trials.foldCount)" }
    return [
      .text(sign.glyph, sign.style), .text("\(trial.number)"), .text(trial.candidate, .textStrong),
      .text(value ?? "", trial.objective == nil ? .textDim : isBest ? .accent : .text),
      .text(trial.spread.map { "±\(NumberFormat.lined($0, decimals: spreadDecimals, digits: 2))" } ?? "", .textDim),
      .text(sign.word, sign.style),
    ]
  }

  /// As many as tell the trials apart.
  private var decimals: Int {
    NumberFormat.decimals(forSpan: objectiveAxis.range.upperBound - objectiveAxis.range.lowerBound)
  }
}

extension StatusSign {
  static var best: StatusSign { StatusSign("✱", "best", .accent) }
  static var chosen: StatusSign { StatusSign("★", "chosen", .accent) }
}

extension StudyTrials.Outcome {
  var sign: StatusSign {
    switch self {
    case .done: StatusSign("✔", "done", .statusFinished)
    case .underWay: StatusSign("▶", "running", .statusRunning)
    case .pruned: StatusSign("▼", "pruned", .statusStopped)
    case .failed: StatusSign("✘", "failed", .statusFailed)
    }
  }
}
