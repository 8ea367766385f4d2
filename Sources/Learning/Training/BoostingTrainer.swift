internal import Crypto
internal import FileAccess
internal import RunModel
public import Specification
internal import SpecifiedData
internal import Statistics

/// What somebody wants of a running training, asked after every round.
public enum Interruption: Sendable {
  /// Save a checkpoint and leave.
  case pause
  /// Save a checkpoint and leave because of SIGTERM.
  case terminate
  /// Leave without another word, as a killed process does.
  case abandon
}

/// How a call of `BoostingTrainer.run` ended without an error.
public enum TrainingOutcome: Equatable, Sendable { case finished, paused, waiting, ended, terminated, abandoned }

/// Trains gradient-boosted trees, writing a native run directory.
///
/// **The same specification, data and seed give the same model byte for byte, however often the training was paused or
/// killed.** It trains in segments of `checkpoint.every` rounds: each begins with a new booster that loads the model so
/// far and takes the seed `model.seed + rounds so far`. A checkpoint inside a segment also carries the segment's first
/// model; going on from it trains that part of the segment again, without recording it twice.
public struct BoostingTrainer {
  private let specification: TrainingSpecification
  private let directory: String
  private let resumePath: String?
  private let say: (String) -> Void
  private let interruption: (_ round: Int) -> Interruption?
  let log: RunLog
  let data: TrainingData
  let later: LaterSample?
  private let fingerprint: String

  /// Reads all data and opens the run.
  /// - Parameters:
  ///   - text: as which the specification is written, for what its data show to be wrong in it.
  ///   - directory: of the specification; relative data paths start there.
  ///   - resumeFrom: a checkpoint, absolute or relative to the run directory.
  ///   - say: takes lines for the console.
  ///   - interruption: asked after every round.
  public init(
    _ specification: TrainingSpecification, text: SpecificationText? = nil, directory: String, runDirectory: String,
    resumeFrom: String? = nil,
    say: @escaping (String) -> Void = { _ in }, interruption: @escaping (_ round: Int) -> Interruption? = { _ in nil }
  ) throws(LearningError) {
    (self.specification, self.directory, self.say, self.interruption) = (specification, directory, say, interruption)
    let input = try LearningError.specifiedData { () throws(SpecifiedDataError) in
      try TrainingInput(specification, text: text, directory: directory)
    }
    let data = try TrainingData(specification, input)
    self.data = data
    later = input.later.map {
      LaterSample(
        $0, like: data.columns + data.watchedColumns, timeColumn: specification.data.timeColumns.first)
    }
    log = try RunLog(directory: runDirectory)
    resumePath = resumeFrom.map { TrainingData.resolve($0, in: runDirectory) }
    let dependencies = "\(specification.resolvedYAML())\n\(data.digest)"
    fingerprint = SHA256.hash(data: Array(dependencies.utf8)).hexadecimal
  }

  private var every: Int { specification.checkpoint.every }

  /// Trains to the end, or until it is interrupted; evaluates on the test rows at the end.
  public func run() throws(LearningError) -> TrainingOutcome {
    let start = try startingPoint()
    try announce(start)
    let sets = try TrainingMatrices(data, threads: specification.model.threads)
    var state = start?.state ?? TrainerState()
    var model = start?.model ?? []
    var (segmentStart, segmentModel) = (start?.segmentStart ?? 0, start?.segmentModel ?? [])
    while !isFinished(state) {
      if state.round % every == 0 { (segmentStart, segmentModel) = (state.round, model) }
      let booster = try makeBooster(sets, model: segmentModel, start: segmentStart)
      for round in segmentStart..<state.round { try booster.update(round: round, sets.training) }
      let wanted = try train(booster, sets, from: &state, until: segmentStart + every)
      model = try booster.modelBytes()
      if wanted == .abandon { return .abandoned }
      let isBoundary = state.round % every == 0
      if !isFinished(state) || wanted != nil, isBoundary || wanted != nil {
        let checkpoint = BoostingCheckpoint(
          state: state, model: model, segmentStart: isBoundary ? state.round : segmentStart,
          segmentModel: isBoundary ? [] : segmentModel, fingerprint: fingerprint, encoder: data.encoder.json)
        try save(checkpoint, reason: wanted == nil ? "interval" : "request")
      }
      switch wanted {
      case .pause:
        say("paused after round \(state.round)")
        return .paused
      case .terminate: return .terminated
      case .abandon, nil: break
      }
    }
    try finish(state, model: model, sets, segmentStart: segmentStart, segmentModel: segmentModel)
    return .finished
  }

  private func isFinished(_ state: TrainerState) -> Bool {
    state.isFinished(rounds: specification.model.rounds, patience: specification.model.earlyStoppingRounds)
  }

  private func save(_ checkpoint: BoostingCheckpoint, reason: String) throws(LearningError) {
    let digits = String(checkpoint.state.round)
    let name = "round-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits).pitwall"
    _ = try log.save(checkpoint, name: name, reason: reason)
  }

  private func makeBooster(_ sets: TrainingMatrices, model: [UInt8], start: Int) throws(LearningError) -> Booster {
    let booster = try Booster(caching: [sets.training, sets.validation])
    if !model.isEmpty { try booster.load(model) }
    try booster.configure(specification.model, seed: specification.model.seed + Int64(start))
    return booster
  }

  /// Trains and records rounds until the segment ends, the training is done or somebody interrupts.
  private func train(
    _ booster: Booster, _ sets: TrainingMatrices, from state: inout TrainerState, until end: Int
  ) throws(LearningError) -> Interruption? {
    while state.round < end, !isFinished(state) {
      try booster.update(round: state.round, sets.training)
      let fit = try sets.scores(booster)
      state.record(loss: fit.validationLoss)
      try log.append(round: state.round, of: specification.model.rounds, values: fit.metrics)
      if state.round % 10 == 0 || state.round == 1 {
        say(
          "round \(state.round)/\(specification.model.rounds)  train log-loss \(FixedText.number(fit.trainingLoss, 5))"
            + "  validation log-loss \(FixedText.number(fit.validationLoss, 5))"
            + "  validation AUC \(FixedText.number(fit.validationAUC, 4))")
      }
      if let wanted = interruption(state.round) { return wanted }
    }
    return nil
  }

  // MARK: Start and end

  private func startingPoint() throws(LearningError) -> BoostingCheckpoint? {
    guard let resumePath else { return nil }
    let checkpoint = try BoostingCheckpoint(parsing: try TrainingData.read(resumePath), path: resumePath)
    guard checkpoint.fingerprint == fingerprint else {
      throw .checkpoint(
        path: resumePath, reason: "it belongs to another specification or other data; start a new run instead")
    }
    return checkpoint
  }

  private func announce(_ start: BoostingCheckpoint?) throws(LearningError) {
    let sizes =
      "\(data.split.training.count) training, \(data.split.validation.count) validation, "
      + "\(data.split.test.count) test rows"
    say("\(data.path): \(sizes); \(data.columns.count) features in \(data.encoder.width) columns")
    say("target \(specification.data.target): positive is \(data.positive)")
    if data.unlabelledCount > 0 { say("\(data.unlabelledCount) rows without a target are left out") }
    var records: [RunRecord] = []
    if let start {
      say("resuming after round \(start.state.round)")
      records.append(.restart(Step(Int64(start.state.round + 1))))
    } else if log.isContinued {
      say("starting again from the first round")
      records.append(.restart(0))
    }
    records.append(.hyperparameters(hyperparameters))
    if start == nil, data.unlabelledCount > 0 {
      let text = "\(data.unlabelledCount) rows without a target are left out"
      records.append(.note(Note(text: text, level: .warning, wallTime: Host.now())))
    }
    try log.append(records)
  }

  private var hyperparameters: [Hyperparameter] {
    let model = specification.model
    func number(_ name: String, _ value: Double) -> Hyperparameter { .init(name: name, value: .number(value)) }
    return [
      .init(name: "model/kind", value: .text(model.kind.rawValue)), number("model/rounds", Double(model.rounds)),
      number("model/learning_rate", model.learningRate), number("model/max_depth", Double(model.maxDepth)),
      number("model/min_child_weight", model.minChildWeight), number("model/subsample", model.subsample),
      number("model/column_sample", model.columnSample), number("model/l2", model.l2),
      number("model/early_stopping_rounds", Double(model.earlyStoppingRounds)),
      number("model/threads", Double(model.threads)), number("model/seed", Double(model.seed)),
      number("split/seed", Double(specification.split.seed)),
      number("data/training_rows", Double(data.split.training.count)),
      number("data/validation_rows", Double(data.split.validation.count)),
      number("data/test_rows", Double(data.split.test.count)), number("data/features", Double(data.columns.count)),
      number("data/columns", Double(data.encoder.width)),
    ]
  }

  private func finish(
    _ state: TrainerState, model: [UInt8], _ sets: TrainingMatrices, segmentStart: Int, segmentModel: [UInt8]
  ) throws(LearningError) {
    let whole = try Booster()
    try whole.load(model)
    // A training that goes on from its own final checkpoint has no more than the best round's model.
    let best = try bestModel(whole, state)
    let final = try log.save(
      BoostingCheckpoint(
        state: state, model: best, segmentStart: segmentStart, segmentModel: segmentModel, fingerprint: fingerprint,
        encoder: data.encoder.json), name: "final.pitwall", reason: "final")
    say("best round \(state.bestRound) of \(state.round); evaluating on \(data.split.test.count) test rows")
    let booster = try Booster()
    try booster.load(best)
    let evaluation = try FinalEvaluation(specification, data, sets, booster, later: later, state: state)
    try log.append(evaluation.tables.map(RunRecord.table))
    try log.append(round: state.round, of: state.round, values: evaluation.metrics)
    var records: [RunRecord] = []
    if specification.approval.required {
      records.append(
        .approvalRequest(
          ApprovalRequest(
            checkpoint: final.path, sha256: final.sha256, question: specification.approval.question,
            evidence: evaluation.evidence, wallTime: Host.now())))
    }
    let reason =
      state.round < specification.model.rounds
      ? "stopped early: no better validation log-loss since round \(state.bestRound)" : "all rounds are trained"
    records.append(.end(TrainingEnd(outcome: .finished, reason: reason)))
    try log.append(records)
    for sentence in evaluation.evidence { say(sentence) }
  }

  private func bestModel(_ whole: Booster, _ state: TrainerState) throws(LearningError) -> [UInt8] {
    try whole.roundCount() > state.bestRound ? whole.firstRounds(state.bestRound) : whole.modelBytes()
  }
}
