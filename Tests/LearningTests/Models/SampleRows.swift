import FileAccess
import Glibc
import HyperparameterSearch
import Statistics
import StudyModel
import Tables

@testable import Learning

/// Made-up rows with every kind of column, missing cells and rare levels; and the public data where they are present.
enum SampleRows {
  /// The same seed gives the same rows. The target depends on columns `x`, `level` and `many`.
  static func make(_ task: StudyTask, rows: Int = 300, seed: UInt64 = 1, noise: Bool = false) -> StudyData {
    var generator = SeededGenerator(seed: seed)
    var x: [Double] = []
    var (gappy, days, texts, many, flags): ([Double], [Double], [String], [String], [String]) = ([], [], [], [], [])
    var scores: [Double] = []
    for _ in 0..<rows {
      let value = generator.normal()
      let level = generator.index(below: 4)
      let far = generator.index(below: 40)
      x.append(value)
      gappy.append(generator.unit() < 0.2 ? .nan : generator.normal() * 100)
      days.append(Double(18_000 + generator.index(below: 700)))
      texts.append(generator.unit() < 0.1 ? "" : "level \(level)")
      many.append("m\(far * far / 40)")
      flags.append(generator.unit() < 0.3 ? "yes" : "no")
      let signal = value + Double(level) * 0.5 + (far > 20 ? 0.7 : 0)
      scores.append((noise ? 0 : signal) + 0.7 * generator.normal())
    }
    let columns: [StudyData.Column] = [
      .init(name: "x", values: .numeric(x)), .init(name: "gappy", values: .numeric(gappy)),
      .init(name: "day", values: .date(days)),
      .init(name: "level", values: .categorical(CategoricalColumn(cells: texts))),
      .init(name: "many", values: .categorical(CategoricalColumn(cells: many))),
      .init(name: "flag", values: .categorical(CategoricalColumn(cells: flags))),
      .init(name: "constant", values: .numeric([Double](repeating: 3, count: rows))),
    ]
    return StudyData(columns: columns, target: target(task, scores))
  }

  private static func target(_ task: StudyTask, _ scores: [Double]) -> StudyData.Target {
    let sorted = scores.sorted()
    let (low, high) = (sorted[scores.count / 3], sorted[scores.count * 2 / 3])
    return switch task {
    case .binary: .classes(scores.map { $0 > high ? 1 : 0 }, names: ["no", "yes"])
    case .multiclass: .classes(scores.map { $0 > high ? 2 : $0 > low ? 1 : 0 }, names: ["a", "b", "c"])
    case .regression: .numbers(scores.map { 50 + 10 * $0 })
    }
  }

  /// Numeric columns and classes.
  static func plain(_ columns: [[Double]], classes: [Int], weights: [Double]? = nil) -> StudyData {
    let named = columns.enumerated().map { StudyData.Column(name: "x\($0)", values: .numeric($1)) }
    return StudyData(columns: named, target: .classes(classes, names: ["0", "1"]), weights: weights)
  }

  // MARK: Public data

  static let publicDirectory: String = {
    let package = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return ["\(package)/../shared", "\(package)/../../shared"].first { Files.exists("\($0)/data/telco_churn.csv") }
      ?? ""
  }()
  static var hasPublicData: Bool { !publicDirectory.isEmpty }

  /// A CSV file of the public data, the target last or given; classes in the order of their text.
  static func read(_ name: String, target: String, task: StudyTask, leaving out: [String] = []) throws -> StudyData {
    let path = "\(publicDirectory)/data/\(name)"
    let table = try CSVTable(parsing: try Files.read(path), path: path)
    var columns: [StudyData.Column] = []
    for (header, cells) in zip(table.header, table.columns) where header != target && !out.contains(header) {
      columns.append(.init(name: header, values: ColumnValues(cells)))
    }
    let cells = table.column(target) ?? []
    guard task != .regression else {
      return StudyData(columns: columns, target: .numbers(cells.compactMap(ColumnValues.number)))
    }
    let coded = CategoricalColumn(cells: cells)
    return StudyData(columns: columns, target: .classes(coded.codes.map(Int.init), names: coded.levels))
  }
}

extension StudyData {
  var classes: [Int] { if case .classes(let codes, _) = target { codes } else { [] } }
  var numbers: [Double] { if case .numbers(let values) = target { values } else { [] } }

  /// Fits on the other folds and predicts each of the given ones; their scores.
  func crossValidated(
    _ learner: any Learner, _ folds: [Int], only wanted: [Int], score: (Predictions, [Int]) -> Double?
  ) throws -> [Double] {
    try wanted.map { fold in
      let training = folds.indices.filter { folds[$0] != fold }
      let held = folds.indices.filter { folds[$0] == fold }
      let prepared = try learner.prepare(self, rows: training)
      let model = try learner.fit(prepared, settings: learner.portfolio(for: self)[0], seed: 7)
      return score(try model.predict(prepared.encode(self, rows: held)), held) ?? .nan
    }
  }
}

func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
