internal import StudyModel
internal import Tables

/// Reads the `predictions.csv` of an external candidate.
struct ExternalPredictions {
  /// What is wrong with the file, in words.
  struct Problem: Error, Equatable { var reason: String }

  static let fileName = "predictions.csv"
  /// How far the probabilities of a row may be from a sum of 1.
  static let tolerance = 1e-3

  private let outputs: [String]
  private let task: StudyTask
  /// Row-major in the order of the file, by the row's number.
  private var byRow: [Int: [Double]] = [:]

  /// - Parameters:
  ///   - rows: numbers of the rows that must be predicted, each once.
  ///   - classNames: by class number; used for multiclass.
  /// - Throws: unless there is exactly one line of finite numbers for each of these rows.
  init(
    parsing bytes: [UInt8], rows: [Int], task: StudyTask, classNames: [String]
  ) throws(Problem) {
    self.task = task
    outputs = task == .multiclass ? classNames : ["prediction"]
    let table: CSVTable
    do throws(TableError) { table = try CSVTable(parsing: bytes, path: Self.fileName) } catch {
      throw Problem(reason: error.message)
    }
    guard Set(table.header) == Set(["row"] + outputs) else {
      throw Problem(
        reason: "\(Self.fileName) has the columns \(table.header.joined(separator: ",")) instead of "
          + (["row"] + outputs).joined(separator: ","))
    }
    try read(table, rows: Set(rows))
    let missing = rows.filter { byRow[$0] == nil }
    if let first = missing.first {
      throw Problem(
        reason:
          "\(Self.fileName) has no prediction for \(missing.count) of \(rows.count) rows, the first one row \(first)")
    }
  }

  /// Row-major for these rows, which are among those that were asked for.
  func values(_ rows: [Int]) -> [Double] { rows.flatMap { byRow[$0] ?? [] } }

  private mutating func read(_ table: CSVTable, rows: Set<Int>) throws(Problem) {
    let ids = table.column("row") ?? []
    let columns = outputs.map { table.column($0) ?? [] }
    for (index, id) in ids.enumerated() {
      let line = Int(table.lines[index])
      func wrong(_ what: String) -> Problem { Problem(reason: "\(Self.fileName):\(line): \(what)") }
      guard let row = Int(id), rows.contains(row) else {
        throw wrong("\(id.isEmpty ? "nothing" : id) is no row to predict")
      }
      var values: [Double] = []
      for (name, column) in zip(outputs, columns) {
        // The reader of tables takes nan for missing.
        guard let value = Double(column[index]), value.isFinite else {
          throw wrong("the \(name) of row \(row) is \(column[index].isEmpty ? "not a number" : column[index])")
        }
        values.append(value)
      }
      if let problem = probabilityProblem(values) { throw wrong("row \(row): \(problem)") }
      if byRow.updateValue(values, forKey: row) != nil { throw wrong("row \(row) is there twice") }
    }
  }

  private func probabilityProblem(_ values: [Double]) -> String? {
    guard task != .regression else { return nil }
    if let value = values.first(where: { !(0...1).contains($0) }) { return "\(value) is no probability" }
    let sum = values.reduce(0, +)
    guard task == .multiclass, abs(sum - 1) > Self.tolerance else { return nil }
    return "its probabilities add up to \(sum)"
  }
}
