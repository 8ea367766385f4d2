internal import Glibc
internal import Specification
internal import Tables

/// The declared transformations of a specification. Each looks at one row at a time, so none can leak.
enum FeatureTransforms {
  /// - Throws: when a column is missing or of another kind than the transformation needs.
  static func apply(
    _ transforms: [StudySpecification.Transform], to columns: [StudyData.Column], path: String
  ) throws(LearningError) -> [StudyData.Column] {
    var result = columns
    for transform in transforms {
      switch transform {
      case .log(let name):
        let index = try place(of: name, in: result, path)
        let values = try numbers(name, in: result, path)
        if let row = values.firstIndex(where: { $0 < 0 }) {
          throw .unsuitableData(
            path: path,
            reason: "features.transforms: the log of \(name) needs values from 0; row \(row) has \(values[row])")
        }
        result[index].values = .numeric(values.map { log1p($0) })
      case .ratio(let over, let under):
        let (a, b) = (try numbers(over, in: result, path), try numbers(under, in: result, path))
        result.append(.init(name: "\(over)_per_\(under)", values: .numeric(zip(a, b).map { $1 == 0 ? .nan : $0 / $1 })))
      case .difference(let left, let right):
        let (a, b) = (try ordinals(left, in: result, path), try ordinals(right, in: result, path))
        result.append(.init(name: "\(left)_minus_\(right)", values: .numeric(zip(a, b).map { $0 - $1 })))
      case .calendar(let name):
        result += calendar(name, try dates(name, in: result, path))
      }
    }
    return result
  }

  /// Month 1…12, weekday 1 (Monday)…7, hour 0…23.
  static func calendar(_ name: String, _ days: [Double]) -> [StudyData.Column] {
    func column(_ suffix: String, _ value: (Double) -> Double) -> StudyData.Column {
      .init(name: "\(name)_\(suffix)", values: .numeric(days.map { $0.isNaN ? .nan : value($0) }))
    }
    return [
      column("month") { Double(CivilDate(days: Int($0.rounded(.down))).month) },
      // 1970-01-01 was a Thursday.
      column("weekday") { Double(((Int($0.rounded(.down)) + 3) % 7 + 7) % 7 + 1) },
      // To the second, as a fraction of a day is not exact; half a second before midnight is still 23.
      column("hour") { min(23, ((($0 - $0.rounded(.down)) * 24 * 3600).rounded() / 3600).rounded(.down)) },
    ]
  }

  private static func place(
    of name: String, in columns: [StudyData.Column], _ path: String
  ) throws(LearningError) -> Int {
    if let index = columns.firstIndex(where: { $0.name == name }) { return index }
    throw .unsuitableData(path: path, reason: "features.transforms names \(name), which is no feature")
  }

  private static func numbers(
    _ name: String, in columns: [StudyData.Column], _ path: String
  ) throws(LearningError) -> [Double] {
    guard case .numeric(let values) = columns[try place(of: name, in: columns, path)].values else {
      throw .unsuitableData(path: path, reason: "features.transforms needs numbers in \(name), which holds others")
    }
    return values
  }

  private static func dates(
    _ name: String, in columns: [StudyData.Column], _ path: String
  ) throws(LearningError) -> [Double] {
    guard case .date(let values) = columns[try place(of: name, in: columns, path)].values else {
      throw .unsuitableData(path: path, reason: "features.transforms needs dates in \(name), which holds others")
    }
    return values
  }

  private static func ordinals(
    _ name: String, in columns: [StudyData.Column], _ path: String
  ) throws(LearningError) -> [Double] {
    switch columns[try place(of: name, in: columns, path)].values {
    case .numeric(let values), .date(let values): return values
    case .categorical:
      throw .unsuitableData(path: path, reason: "features.transforms needs numbers or dates in \(name)")
    }
  }
}
