internal import Tables

/// How columns become the numbers that a model sees, fitted on training rows alone. Nothing looks at the target.
///
/// Columns that are constant in the training rows are dropped. Dates are days since 1970. `encode` is the only way from
/// cells to numbers, for training and for prediction.
struct FeaturePipeline: Equatable, Sendable {
  enum Variant: String, Sendable {
    /// No columns.
    case none
    /// One column a feature: numbers as they are, a level's place by training frequency; NaN is missing or unseen.
    case ordinal
    /// Numbers standardised with the median for missing and a 0/1 column that says so; one 0/1 column a level, rare
    /// and further ones together as one, without NaN.
    case linear
    /// Numbers as they are; one 0/1 column for two levels, one a level up to `oneHotLimit`, beyond that the level's
    /// place by training frequency. NaN is missing or unseen.
    case trees
  }

  /// A part of the preparation that can be left out, to see what it is worth.
  enum Step: String, CaseIterable, Sendable {
    /// Linear: numbers keep their own unit; missing ones are still the median.
    case scaling
    /// Nothing says any more that a cell was missing.
    case missingFlags
    /// Trees: the level's place by training frequency instead of a column a level.
    case levelColumns
  }

  enum Encoding: Equatable, Sendable {
    case number
    case scaled(median: Double, mean: Double, deviation: Double)
    /// 1 where the cell is missing.
    case missingFlag
    /// 1 for the second level, 0 for the first; the given value, or NaN, for anything else.
    case flag(LevelIndex, otherwise: Double?)
    /// A column a level; 0 throughout, or NaN, for anything else unless it has a column.
    case oneHot(LevelIndex, other: Bool, missing: Bool, isNaNOtherwise: Bool)
    /// The level's place, counted from 0; NaN for anything else.
    case ordinal(LevelIndex)

    var width: Int {
      guard case .oneHot(let levels, let other, let missing, _) = self else { return 1 }
      return levels.count + (other ? 1 : 0) + (missing ? 1 : 0)
    }
  }

  /// One feature may have several, as a number and its missing flag.
  struct Feature: Equatable, Sendable {
    var name: String
    var kind: ColumnValues.Kind
    var encoding: Encoding
  }

  static let oneHotLimit = 8
  /// Levels with a column of their own in the linear variant.
  static let linearLevelLimit = 32

  var variant: Variant
  var features: [Feature]
  let width: Int

  init(variant: Variant, features: [Feature]) {
    (self.variant, self.features) = (variant, features)
    width = features.reduce(0) { $0 + $1.encoding.width }
  }

  /// The feature's name behind each encoded column.
  var sources: [String] {
    features.flatMap { [String](repeating: $0.name, count: $0.encoding.width) }
  }

  /// A name for each encoded column, such as `Contract=One year`.
  var columnNames: [String] {
    features.flatMap { feature -> [String] in
      switch feature.encoding {
      case .number, .scaled, .ordinal: [feature.name]
      case .missingFlag: ["\(feature.name) is missing"]
      case .flag(let levels, _): ["\(feature.name)=\(levels.levels[1])"]
      case .oneHot(let levels, let other, let missing, _):
        levels.levels.map { "\(feature.name)=\($0)" } + (other ? ["\(feature.name)=(other)"] : [])
          + (missing ? ["\(feature.name) is missing"] : [])
      }
    }
  }

  /// - Throws: when a feature's column is absent or of another kind.
  func encode(
    _ columns: [StudyData.Column], times: [Double]?, rows: [Int]
  ) throws(LearningError) -> EncodedRows {
    var values = [Float](repeating: 0, count: rows.count * width)
    var offset = 0
    for feature in features {
      guard let column = columns.first(where: { $0.name == feature.name }) else {
        throw .model(reason: "the rows have no column \(feature.name)")
      }
      guard column.values.kind == feature.kind else {
        throw .model(
          reason: "column \(feature.name) is \(column.values.kind.rawValue); the model was trained with "
            + "\(feature.kind.rawValue) values")
      }
      fill(&values, at: offset, feature.encoding, column.values, rows)
      offset += feature.encoding.width
    }
    return EncodedRows(
      rowCount: rows.count, width: width, values: values, times: times.map { all in rows.map { all[$0] } })
  }

  private func fill(
    _ target: inout [Float], at offset: Int, _ encoding: Encoding, _ values: ColumnValues, _ rows: [Int]
  ) {
    let width = self.width
    target.withUnsafeMutableBufferPointer { target in
      switch values {
      case .numeric(let numbers), .date(let numbers):
        for (index, row) in rows.enumerated() {
          target[index * width + offset] = Self.encode(numbers[row], encoding)
        }
      case .categorical(let column):
        let places = Self.places(of: column.levels, in: encoding)
        for (index, row) in rows.enumerated() {
          let code = Int(column.codes[row])
          let place = code < 0 ? Self.missing : places[code]
          Self.write(place, encoding, to: &target, at: index * width + offset)
        }
      }
    }
  }

  private static func encode(_ value: Double, _ encoding: Encoding) -> Float {
    switch encoding {
    case .scaled(let median, let mean, let deviation):
      return clamped(((value.isFinite ? value : median) - mean) / deviation)
    case .missingFlag: return value.isFinite ? 0 : 1
    default: return value.isFinite ? clamped(value) : .nan
    }
  }

  /// Doubles beyond a float's range become its largest value.
  private static func clamped(_ value: Double) -> Float {
    let limit = Double(Float.greatestFiniteMagnitude)
    return Float(min(max(value, -limit), limit))
  }

  private static let missing = -1
  private static let unseen = -2

  /// For each level of a table: its place in the encoding.
  private static func places(of levels: [String], in encoding: Encoding) -> [Int] {
    switch encoding {
    case .flag(let known, _), .oneHot(let known, _, _, _), .ordinal(let known):
      levels.map { known[$0] ?? unseen }
    case .missingFlag: [Int](repeating: 0, count: levels.count)
    case .number, .scaled: [Int](repeating: unseen, count: levels.count)
    }
  }

  private static func write(
    _ place: Int, _ encoding: Encoding, to target: inout UnsafeMutableBufferPointer<Float>, at start: Int
  ) {
    switch encoding {
    case .number, .scaled: target[start] = .nan
    case .missingFlag: target[start] = place == missing ? 1 : 0
    case .flag(_, let otherwise): target[start] = place >= 0 ? Float(place) : otherwise.map { Float($0) } ?? .nan
    case .ordinal: target[start] = place >= 0 ? Float(place) : .nan
    case .oneHot(let levels, let other, let hasMissing, let isNaNOtherwise):
      if place >= 0 {
        target[start + place] = 1
      } else if place == unseen, other {
        target[start + levels.count] = 1
      } else if place == missing, hasMissing {
        target[start + levels.count + (other ? 1 : 0)] = 1
      } else if isNaNOtherwise {
        for column in 0..<encoding.width { target[start + column] = .nan }
      }
    }
  }
}

/// Levels and where each stands.
struct LevelIndex: Equatable, Sendable {
  let levels: [String]
  private let place: [String: Int]

  /// - Parameter levels: a repeated one keeps its first place.
  init(_ levels: [String]) {
    self.levels = levels
    place = Dictionary(levels.enumerated().map { ($1, $0) }) { first, _ in first }
  }

  var count: Int { levels.count }
  subscript(level: String) -> Int? { place[level] }
}
