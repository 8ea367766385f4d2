internal import Crypto
internal import FileAccess
internal import HyperparameterSearch
internal import RunModel
internal import Specification
internal import SpecifiedData
internal import StudyModel
internal import Tables
internal import TrialProcesses

/// One process of an external candidate: what it is to learn and to predict.
struct ExternalRun: Sendable {
  enum Phase: String, Sendable { case search, evaluation, final }

  enum Work: Sendable {
    /// Train on each fold's training rows, predict its test rows. No row is tested twice.
    case folds([Fold])
    /// Train on all development rows, predict these.
    case final(predicting: [Int])
  }

  var name: String
  var command: ExternalCommand
  var settings: Assignment
  var phase: Phase
  var seed: UInt64
  var work: Work
  /// The trial whose run directory it has; nil: it gets one of its own.
  var trial: Int?

  /// Rows that must be predicted, in the order of the folds.
  var predictedRows: [Int] {
    switch work {
    case .folds(let folds): folds.flatMap(\.test)
    case .final(let rows): rows
    }
  }

  /// The same for the same work only; a key of the journal.
  var key: String {
    if let trial { return "external-trial-\(trial)" }
    var hash = SHA256()
    func add(_ text: String) { hash.update(data: Array("\(text)\n".utf8)) }
    add(name)
    add(settings.pairs.map { "\($0.name)=\($0.value)" }.sorted().joined(separator: "\n"))
    add("\(phase.rawValue) \(seed)")
    switch work {
    case .folds(let folds): for fold in folds { add("\(fold.training) \(fold.test)") }
    case .final(let rows): add("\(rows)")
    }
    return "external-\(phase.rawValue)-" + hash.finalize().hexadecimal.prefix(12)
  }
}

/// What came of an external run, as the journal keeps it.
struct ExternalResult: Codable, Sendable {
  /// In the order of the predicted rows, row-major; empty where it failed.
  var predictions: [Double] = []
  /// Why it failed.
  var failure: String?
  /// Wall time.
  var seconds = 0.0
  var cpuSeconds = 0.0
  var maxResidentBytes: Int64 = 0
}

extension StudyContext {
  /// Absolute.
  var runDirectory: String { Files.absolutePath(Files.split(journal.directory).directory) }
  /// Where development rows are written for commands.
  private var developmentPath: String { "\(runDirectory)/external/development.csv" }

  func runDirectory(of run: ExternalRun) -> TrialRun {
    if let trial = run.trial {
      return TrialDirectory(number: trial, candidate: run.name, study: runDirectory).run
    }
    let id = "\(Files.split(runDirectory).name).\(run.key)"
    return TrialRun(path: "\(runDirectory)/external/\(run.key.dropFirst("external-".count))", id: id)
  }

  /// What external candidates learn from: the development rows and nothing of the test rows.
  /// - Throws: when a column has the name that the rows' numbers get.
  func writeDevelopmentRows() throws(LearningError) {
    if let column = (data.columns.map(\.name) + [specification.data.target]).first(where: { $0 == "row" }) {
      throw .unsuitableData(
        path: source.path,
        reason: "external candidates read the rows' numbers as \(column), which is a column too; rename it")
    }
    try write(externalRows(withTarget: true).bytes(splits.development), to: developmentPath)
  }

  private func externalRows(withTarget: Bool) -> StudyRows {
    var rows = StudyRows(data.columns)
    rows.addNumbers(source.rowNumbers)
    if withTarget { rows.addTarget(data.target, named: specification.data.target) }
    if let name = specification.data.weightColumn, let weights = data.weights {
      rows.add(name) { StudyRows.text(weights[$0]) }
    }
    return rows
  }

  private func write(_ bytes: [UInt8], to path: String) throws(LearningError) {
    try LearningError.files { () throws(FileError) in
      try Files.makeDirectories(Files.split(path).directory)
      try Files.replaceAtomically(path, with: bytes)
    }
  }

  // MARK: Running

  /// A step of the journal. A command that fails is a result.
  /// - Throws: `interrupted` when the study was asked to leave: the command has ended then, and will run again.
  ///   `notStarted` when the machine cannot start it now.
  func result(of run: ExternalRun) throws(LearningError) -> ExternalResult {
    try journal.step(run.key) { () throws(LearningError) in try carryOut(run) }.value
  }

  private func carryOut(_ run: ExternalRun) throws(LearningError) -> ExternalResult {
    let (directory, argv) = (runDirectory(of: run), run.command.template.command(for: run.settings))
    let identity = identity(of: run, directory, argv)
    try LearningError.files { () throws(FileError) in try directory.prepare(identity, run.settings) }
    let program = directory.program(
      argv, for: run.settings, additions: try environment(of: run, in: directory.path),
      workingDirectory: self.directory)
    let process: TrialProcess
    do throws(FileError) {
      process = try TrialProcess(
        directory, program, timeout: run.command.timeout, reason: "\(run.phase.rawValue) of \(run.name)")
    } catch {
      guard error.isResultOfCommand else { throw .notStarted(error) }
      return ExternalResult(failure: error.message)
    }
    let end = try LearningError.files { () throws(FileError) in
      try process.command.wait { interruption() == nil }
    }
    let result = end.ending == .interruption ? nil : try result(of: run, end, in: directory.path)
    let state: RunState = result.map { $0.failure == nil ? .finished : .failed } ?? .stopped
    let reason = result.map { $0.failure ?? "" } ?? "the study was asked to leave"
    try LearningError.files { () throws(FileError) in try process.close(state, reason, end.status) }
    guard let result else { throw .interrupted(interruption() ?? .pause) }
    return result
  }

  private func identity(of run: ExternalRun, _ directory: TrialRun, _ argv: [String]) -> RunIdentity {
    let studyID = Files.split(runDirectory).name
    if let trial = run.trial {
      var identity = TrialDirectory(number: trial, candidate: run.name, study: runDirectory).identity
      (identity.argv, identity.workingDirectory) = (argv, self.directory)
      return identity
    }
    return RunIdentity(
      id: directory.id, name: "\(run.phase.rawValue) of \(run.name)", created: Host.now(), host: Host.name,
      user: Host.user, argv: argv, workingDirectory: self.directory, parent: studyID)
  }

  /// Also writes the files that it names.
  private func environment(of run: ExternalRun, in path: String) throws(LearningError) -> [String: String] {
    var result = [
      "PITWALL_STUDY_DATA": developmentPath, "PITWALL_STUDY_PHASE": run.phase.rawValue,
      "PITWALL_STUDY_TASK": data.task.rawValue, "PITWALL_STUDY_TARGET": specification.data.target,
      // What every generator of random numbers takes.
      "PITWALL_STUDY_SEED": String(run.seed >> 33),
    ]
    result["PITWALL_STUDY_WEIGHT"] = data.weights == nil ? nil : specification.data.weightColumn
    if case .classes(_, let names) = data.target, names.count == 2 { result["PITWALL_STUDY_POSITIVE"] = names[1] }
    switch run.work {
    case .folds(let folds):
      result["PITWALL_STUDY_FOLDS"] = "\(path)/folds.csv"
      try write(foldsText(folds), to: "\(path)/folds.csv")
    case .final(let rows):
      result["PITWALL_STUDY_TEST_DATA"] = "\(path)/test.csv"
      try write(externalRows(withTarget: false).bytes(rows), to: "\(path)/test.csv")
      try LearningError.files { () throws(FileError) in try Files.makeDirectories("\(path)/artifacts") }
    }
    return result
  }

  private func foldsText(_ folds: [Fold]) -> [UInt8] {
    var text = "fold,role,row\n"
    for (index, fold) in folds.enumerated() {
      for row in fold.training { text += "\(index),train,\(source.rowNumbers[row])\n" }
      for row in fold.test { text += "\(index),test,\(source.rowNumbers[row])\n" }
    }
    return Array(text.utf8)
  }

  /// What the process has left.
  private func result(
    of run: ExternalRun, _ end: CommandProcess.End, in path: String
  ) throws(LearningError) -> ExternalResult {
    let said = try LearningError.files { () throws(FileError) in try Files.lastLine(of: "\(path)/console.log") }
    var result = ExternalResult(
      failure: end.failure.map { $0 + (said.map { ": \($0)" } ?? "") }, seconds: end.seconds,
      cpuSeconds: end.cpuSeconds,
      maxResidentBytes: end.maxResidentBytes)
    let rows = run.predictedRows.map { source.rowNumbers[$0] }
    guard result.failure == nil, !rows.isEmpty else { return result }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try Files.read("\(path)/\(ExternalPredictions.fileName)") } catch {
      guard error.isResultOfCommand else { throw .file(error) }
      result.failure =
        error.isMissing ? "it left no \(ExternalPredictions.fileName) in its run directory" : error.message
      return result
    }
    do throws(ExternalPredictions.Problem) {
      result.predictions = try ExternalPredictions(
        parsing: bytes, rows: rows, task: data.task, classNames: source.target.classes
      ).values(rows)
    } catch {
      result.failure = error.reason
    }
    return result
  }
}
