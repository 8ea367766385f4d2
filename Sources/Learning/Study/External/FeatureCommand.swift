internal import Crypto
internal import FileAccess
internal import Glibc
internal import Specification
internal import StudyModel
internal import Tables
internal import TrainingControl
internal import TrialProcesses

/// The specification's own transformation of the features: a command that is fitted on training rows only.
///
/// `COMMAND… fit TRAIN.csv STATE_DIR`, then `COMMAND… apply ROWS.csv STATE_DIR OUT.csv` for the training rows and for
/// the rows that are predicted, one after the other. What it gave is kept in `transforms/` of the study's run, a
/// directory for each set of training rows. A call that was cut off, with its study or without, leaves nothing that a
/// later one sees.
struct FeatureCommand {
  private let context: StudyContext
  private let training: [Int]
  private let directory: String
  /// In the environment of the command's processes with the directory as value, and of no others: no two share a path.
  private static let markerName = "PITWALL_STUDY_TRANSFORM"

  init(_ context: StudyContext, training: [Int]) {
    (self.context, self.training) = (context, training)
    directory = "\(context.runDirectory)/transforms/\(Self.digest(training))"
  }

  /// What the command has learnt.
  var statePath: String { "\(directory)/state" }
  /// There, with the seconds that it took, when the command has been fitted.
  private var fittedPath: String { "\(directory)/fitted" }
  private var timeout: Double { context.specification.features.timeout }

  private static func digest(_ rows: [Int]) -> String {
    String(SHA256.hash(data: Array("\(rows)".utf8)).hexadecimal.prefix(12))
  }

  /// The data with the command's columns instead of the features; rows that are in neither side are missing.
  /// - Parameter test: shares no row with the training rows; may be empty.
  func data(test: [Int]) throws(LearningError) -> StudyData {
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    try fit()
    let known = try rows(training)
    let new = test.isEmpty ? nil : try rows(test)
    if let new, new.header != known.header {
      throw .transformation(
        reason: "apply gave the columns \(new.header.joined(separator: ",")) for some rows and "
          + "\(known.header.joined(separator: ",")) for others")
    }
    return transformed(known, new, test: test)
  }

  /// Typed as the training rows are: what other rows hold must not change that.
  private func transformed(_ known: CSVTable, _ new: CSVTable?, test: [Int]) -> StudyData {
    var result = context.data
    result.columns = known.header.map { name in
      let training = known.column(name) ?? []
      var cells = [String](repeating: "", count: context.data.rowCount)
      for (row, cell) in zip(self.training, training) { cells[row] = cell }
      for (row, cell) in zip(test, new?.column(name) ?? []) { cells[row] = cell }
      let kind = ColumnTyping(cells: training).values.kind
      return StudyData.Column(name: name, values: ColumnValues(cells: cells, as: kind))
    }
    return result
  }

  /// Wall time of `fit`.
  func fitSeconds() throws(LearningError) -> Double {
    let bytes = try LearningError.files { () throws(FileError) in try Files.read(fittedPath) }
    guard let seconds = Double(String(decoding: bytes.dropLast(), as: UTF8.self)) else {
      throw .transformation(reason: "\(fittedPath) is damaged; remove \(directory) and it is fitted again")
    }
    return seconds
  }

  // MARK: Steps

  /// Several threads may ask for the same rows.
  private func lock() throws(LearningError) -> FileLock {
    try LearningError.files { () throws(FileError) in
      try Files.makeDirectories(directory)
      let path = "\(directory)/lock"
      guard let lock = try FileLock.acquire(path, timeout: .seconds(86_400 + 3 * timeout)) else {
        throw FileError(operation: "lock", path: path, code: EWOULDBLOCK)
      }
      return lock
    }
  }

  private func fit() throws(LearningError) {
    if Files.exists(fittedPath) { return }
    try LearningError.files { () throws(FileError) in
      try Leftovers.end(marker: marker)
      try Leftovers.moveAway(statePath)
      try Files.makeDirectories(statePath)
    }
    var rows = StudyRows(context.data.columns)
    rows.addTarget(context.data.target, named: context.specification.data.target)
    let seconds = try run("fit", on: rows.bytes(training), arguments: [statePath])
    try LearningError.files { () throws(FileError) in
      try Files.replaceAtomically(fittedPath, with: Array("\(seconds)\n".utf8))
    }
  }

  /// One line a row, in their order.
  private func rows(_ rows: [Int]) throws(LearningError) -> CSVTable {
    let path = "\(directory)/rows-\(Self.digest(rows)).csv"
    if !Files.exists(path) {
      try LearningError.files { () throws(FileError) in try Leftovers.end(marker: marker) }
      let part = "\(directory)/part-\(UInt32.random(in: 0 ... .max)).csv"
      _ = try run("apply", on: StudyRows(context.data.columns).bytes(rows), arguments: [statePath, part])
      _ = try table(part, count: rows.count)
      try LearningError.files { () throws(FileError) in
        try Files.replaceAtomically(path, with: try Files.read(part))
        try Files.remove(part)
      }
    }
    return try table(path, count: rows.count)
  }

  private func table(_ path: String, count: Int) throws(LearningError) -> CSVTable {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try Files.read(path) } catch {
      guard error.isResultOfCommand else { throw .file(error) }
      throw .transformation(reason: "apply has not written \(path)")
    }
    let table: CSVTable
    do throws(TableError) { table = try CSVTable(parsing: bytes, path: path) } catch {
      throw .transformation(reason: "apply gave no table: \(error.message)")
    }
    guard table.rowCount == count else {
      throw .transformation(reason: "apply gave \(table.rowCount) lines for \(count) rows")
    }
    let target = context.specification.data.target
    guard !table.header.contains(target) else {
      throw .transformation(reason: "apply gave a column \(target), which is the target")
    }
    return table
  }

  /// One call of the command.
  /// - Returns: its wall time in seconds.
  private func run(_ verb: String, on input: [UInt8], arguments: [String]) throws(LearningError) -> Double {
    let (inputPath, errorPath) = ("\(directory)/\(verb)-input.csv", "\(directory)/errors.log")
    try LearningError.files { () throws(FileError) in
      try Files.replaceAtomically(inputPath, with: input)
      try Files.replaceAtomically(errorPath, with: [])
    }
    let program = ProgramStart(
      argv: context.specification.features.command + [verb, inputPath] + arguments, environment: environment,
      workingDirectory: context.directory, outputPath: "\(directory)/console.log", errorPath: errorPath)
    let interruption = context.interruption
    let process = try start(program, verb)
    let end = try LearningError.files { () throws(FileError) in try process.wait { interruption() == nil } }
    if end.ending == .interruption { throw .interrupted(interruption() ?? .pause) }
    try check(end, verb, errorPath)
    try LearningError.files { () throws(FileError) in try Files.remove(inputPath) }
    return end.seconds
  }

  private func start(_ program: ProgramStart, _ verb: String) throws(LearningError) -> CommandProcess {
    do throws(FileError) { return try CommandProcess(program, marker: marker, timeout: timeout) } catch {
      throw error.isResultOfCommand ? .transformation(reason: "\(verb): \(error.message)") : .notStarted(error)
    }
  }

  private func check(_ end: CommandProcess.End, _ verb: String, _ errorPath: String) throws(LearningError) {
    guard let failure = end.failure else { return }
    let limit = end.ending == .timeout ? ", features.timeout is \(NumberText.seconds(timeout))" : ""
    let said = try LearningError.files { () throws(FileError) in try Files.lastLine(of: errorPath) }
    throw .transformation(reason: "\(verb): \(failure)\(limit)" + (said.map { ": \($0)" } ?? ""))
  }

  private var marker: String { "\(Self.markerName)=\(directory)" }

  private var environment: [String: String] {
    var result = TrainingEnvironment.inherited()
    result[Self.markerName] = directory
    result["PITWALL_STUDY_TASK"] = context.data.task.rawValue
    result["PITWALL_STUDY_TARGET"] = context.specification.data.target
    return result
  }
}

extension StudyContext {
  /// The data as models see them on a fold; the data themselves where the specification has no transforming command.
  func transformed(_ fold: Fold) throws(LearningError) -> StudyData {
    if specification.features.command.isEmpty { return data }
    return try FeatureCommand(self, training: fold.training).data(test: fold.test)
  }

  /// Leaves the state of the final model's transformation in `artifacts/transform/`.
  func keepTransformation() throws(LearningError) {
    if specification.features.command.isEmpty { return }
    let state = FeatureCommand(self, training: splits.development).statePath
    try FileTree.copy(state, to: "\(runDirectory)/artifacts/transform")
  }
}
