internal import FileAccess
internal import HyperparameterSearch
internal import StudyModel
internal import TrialProcesses

extension StudyContext {
  /// What an external candidate gives on folds, in their order. One process for all of them, more only where a row is
  /// tested in several, or a threshold must be found on rows inside the training rows.
  /// - Parameter trial: whose run directory the first process has.
  func outcomes(
    of candidate: StudyCandidate, by command: ExternalCommand, settings: Assignment, on folds: [Fold],
    phase: ExternalRun.Phase, seed: UInt64, scoring: Scoring, trial: Int? = nil
  ) throws(LearningError) -> [FoldOutcome] {
    let inner = folds.compactMap { thresholdFold(of: $0, seed: seed, scoring) }
    let all = folds + inner
    var predictions = [[Double]](repeating: [], count: all.count)
    var cpuSeconds = 0.0
    for (number, group) in Self.groups(all).enumerated() {
      let run = ExternalRun(
        name: candidate.name, command: command, settings: settings, phase: phase, seed: seed,
        work: .folds(group.map { all[$0] }), trial: number == 0 ? trial : nil)
      let result = try result(of: run)
      cpuSeconds += result.cpuSeconds
      if let failure = result.failure {
        return folds.map { _ in FoldOutcome(seconds: cpuSeconds / Double(folds.count), failure: failure) }
      }
      var values = result.predictions[...]
      for index in group {
        let count = all[index].test.count * data.outputCount
        predictions[index] = Array(values.prefix(count))
        values = values.dropFirst(count)
      }
    }
    return folds.indices.map { index in
      let threshold =
        inner.isEmpty ? nil : threshold(on: inner[index], probabilities: predictions[folds.count + index])
      var outcome = scored(
        Predictions(outputCount: data.outputCount, values: predictions[index]), rows: folds[index].test,
        threshold: threshold, scoring)
      outcome.seconds = cpuSeconds / Double(folds.count)
      return outcome
    }
  }

  /// Folds that one process may have: no row is tested twice. In order; as few groups as taking the first that fits
  /// gives.
  static func groups(_ folds: [Fold]) -> [[Int]] {
    var groups: [(folds: [Int], tested: Set<Int>)] = []
    for (index, fold) in folds.enumerated() {
      if let place = groups.firstIndex(where: { $0.tested.isDisjoint(with: fold.test) }) {
        groups[place].folds.append(index)
        groups[place].tested.formUnion(fold.test)
      } else {
        groups.append(([index], Set(fold.test)))
      }
    }
    return groups.map(\.folds)
  }

  // MARK: The final model

  /// Trained on all development rows; predicts some rows.
  /// - Throws: `cannotFit` when the command fails.
  func finalModel(
    _ finalist: Finalist, by command: ExternalCommand, predicting rows: [Int]
  ) throws(LearningError) -> (model: ExternalModel, result: ExternalResult) {
    let run = ExternalRun(
      name: finalist.name, command: command, settings: finalist.settings, phase: .final,
      seed: seed(fold: splits.evaluation.count), work: .final(predicting: rows))
    let result = try result(of: run)
    if let failure = result.failure { throw .cannotFit(family: finalist.name, reason: failure) }
    let directory = runDirectory(of: run)
    let relative = String(directory.path.dropFirst(runDirectory.count + 1))
    let model = try ExternalModel(
      command: command.template.command(for: finalist.settings), directory: "\(directory.path)/artifacts",
      relative: "\(relative)/artifacts")
    return (model, result)
  }

  /// What a final model costs, found with the development rows alone. A step of its own.
  /// - Returns: why it cannot be trained; nil when it can.
  func measureCosts(_ finalist: Finalist, by command: ExternalCommand) throws(LearningError) -> String? {
    do throws(LearningError) {
      let (model, result) = try finalModel(finalist, by: command, predicting: splits.development)
      _ = try journal.step("costs-\(finalist.name)") {
        MeasuredCosts(
          trainingSeconds: result.seconds, modelBytes: model.byteCount, parametersPerPrediction: 0, rowLatency: nil,
          batchLatency: nil, batchRows: 0, peakMemoryBytes: Int(result.maxResidentBytes))
      }
      return nil
    } catch {
      if case .cannotFit(_, let reason) = error { return "trained on all development rows: \(reason)" }
      throw error
    }
  }

  /// The chosen model, trained on all development rows, and what it says of the test rows.
  func fitAndPredict(_ chosen: ChosenModel) throws(LearningError) -> (model: any FittedModel, predictions: [Double]) {
    if let single = chosen.single { return try fitAndPredict(single) }
    guard let ensemble = chosen.ensemble else {
      throw .cannotFit(family: chosen.name, reason: "it has no members")
    }
    let members = try inParallel(ensemble.members) { member throws(LearningError) in try fitAndPredict(member) }
    let model = try EnsembleModel(members: members.map(\.model), weights: ensemble.weights)
    let parts = members.map { Predictions(outputCount: data.outputCount, values: $0.predictions) }
    guard let mean = Predictions.mean(parts, weights: model.weights) else {
      throw .model(reason: "its members predict different things")
    }
    return (model, mean.values)
  }

  private func fitAndPredict(
    _ finalist: Finalist
  ) throws(LearningError) -> (model: any FittedModel, predictions: [Double]) {
    if let command = finalist.candidate.external {
      let (model, result) = try finalModel(finalist, by: command, predicting: splits.test)
      return (model, result.predictions)
    }
    let model = try fit(finalist)
    try keepTransformation()
    guard !splits.test.isEmpty else { return (model, []) }
    let rows = try transformed(Fold(training: splits.development, test: splits.test))
    let predictions = try forecasting(model, until: splits.test)
      .predict(rows.columns, times: rows.times, rows: splits.test)
    return (model, predictions.values)
  }
}
