internal import Crypto
internal import FileAccess
internal import Specification
internal import Tables

/// The rows of a specification, typed, labelled, split and encoded.
struct TrainingData: Sendable {
  typealias Column = (name: String, values: ColumnValues)

  var path: String
  /// The features, in the order of the file (or of `data.features`).
  var columns: [Column]
  /// Sensitive columns that are not features; watched for drift only.
  var watchedColumns: [Column]
  var labels: [Bool]
  var positive: String
  var negative: String
  /// Rows left out because their target is missing.
  var unlabelledCount: Int
  var split: StratifiedSplit
  var encoder: FeatureEncoder
  /// SHA-256 of the file, lower-case hexadecimal.
  var digest: String

  /// Reads the file and prepares everything.
  /// - Parameter directory: of the specification.
  init(_ specification: TrainingSpecification, directory: String) throws(LearningError) {
    let data = specification.data
    path = Self.resolve(data.path, in: directory)
    let bytes = try Self.read(path)
    digest = SHA256.hash(data: bytes).hexadecimal
    let table = try Self.table(bytes, path)
    try Self.checkNames(data, table, path)
    guard let targetCells = table.column(data.target) else {
      throw .unsuitableData(path: path, reason: "there is no column \(data.target)")
    }
    (negative, positive) = try Self.classes(targetCells, data, path)
    let labelled = targetCells.indices.filter { !targetCells[$0].isEmpty }
    unlabelledCount = targetCells.count - labelled.count
    let positive = positive
    labels = labelled.map { targetCells[$0] == positive }
    let special = Set([data.target] + data.idColumns + data.timeColumns + data.sensitiveColumns + data.ignore)
    let names = data.features ?? table.header.filter { !special.contains($0) }
    guard !names.isEmpty else { throw .unsuitableData(path: path, reason: "no column is left to be a feature") }
    func typed(_ names: [String]) -> [Column] {
      names.compactMap { name in
        table.column(name).map { cells in (name, ColumnValues(cells: labelled.map { cells[$0] })) }
      }
    }
    columns = typed(names)
    watchedColumns = typed(data.sensitiveColumns.filter { !names.contains($0) })
    let shares = specification.split
    split = StratifiedSplit(labels: labels, validation: shares.validation, test: shares.test, seed: shares.seed)
    encoder = FeatureEncoder(columns: columns, trainingRows: split.training)
    for (name, rows) in [("training", split.training), ("validation", split.validation), ("test", split.test)] {
      let positives = rows.count { labels[$0] }
      if positives == 0 || positives == rows.count {
        throw .unsuitableData(path: path, reason: "the \(name) rows hold one class only; more rows are needed")
      }
    }
  }

  func labels(of rows: [Int]) -> [Bool] { rows.map { labels[$0] } }
  func matrix(of rows: [Int]) -> [Float] { encoder.encode(columns, rows: rows) }

  static func resolve(_ path: String, in directory: String) -> String {
    path.hasPrefix("/") ? path : directory.isEmpty ? path : "\(directory)/\(path)"
  }

  static func read(_ path: String) throws(LearningError) -> [UInt8] {
    do throws(FileError) { return try Files.read(path) } catch { throw .file(error) }
  }

  static func table(_ bytes: [UInt8], _ path: String) throws(LearningError) -> CSVTable {
    do throws(TableError) { return try CSVTable(parsing: bytes, path: path) } catch { throw .damagedData(error) }
  }

  private static func checkNames(
    _ data: TrainingSpecification.DataSource, _ table: CSVTable, _ path: String
  ) throws(LearningError) {
    let asked: [(String, [String])] = [
      ("data.target", [data.target]), ("data.features", data.features ?? []), ("data.roles.id", data.idColumns),
      ("data.roles.time", data.timeColumns), ("data.roles.sensitive", data.sensitiveColumns),
      ("data.ignore", data.ignore),
    ]
    for (key, names) in asked {
      for name in names where !table.header.contains(name) {
        throw .unsuitableData(
          path: path,
          reason: "\(key) names \(name), which is no column; there are \(table.header.joined(separator: ", "))")
      }
    }
  }

  private static func classes(
    _ cells: [String], _ data: TrainingSpecification.DataSource, _ path: String
  ) throws(LearningError) -> (negative: String, positive: String) {
    let values = Set(cells).subtracting([""]).sorted()
    guard values.count == 2 else {
      let shown = values.prefix(5).joined(separator: ", ")
      throw .unsuitableData(
        path: path, reason: "the target \(data.target) must have two values, it has \(values.count): \(shown)")
    }
    let likely = values.first { ["1", "yes", "true", "y"].contains($0.lowercased()) }
    let positive = data.positive ?? likely ?? values[1]
    guard values.contains(positive) else {
      throw .unsuitableData(
        path: path, reason: "data.positive is \(positive), the target has \(values.joined(separator: " and "))")
    }
    return (values[0] == positive ? values[1] : values[0], positive)
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
