internal import FileAccess
internal import Specification
internal import SpecifiedData
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

  /// Prepares everything.
  init(_ specification: TrainingSpecification, _ input: TrainingInput) throws(LearningError) {
    let data = specification.data
    (path, digest, negative, positive) = (input.data.path, input.data.digest, input.negative, input.positive)
    let (table, labelled, names, positive) = (input.data.table, input.labelled, input.features, input.positive)
    unlabelledCount = table.rowCount - labelled.count
    let target = table.cells(of: data.target)
    labels = labelled.map { target?[$0] == positive }
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
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
