internal import JSONText
internal import Tables

/// How columns become numbers, fitted on training rows alone.
///
/// Numbers and dates (days since 1970) stay as they are. A category of at most `oneHotLimit` levels becomes one 0/1
/// column a level, in the order of the level's text; one with more becomes the level's share of the training rows.
/// Nothing looks at the target. A level that training did not see is missing, as is a missing cell.
struct FeatureEncoder: Sendable {
  enum Encoding: Sendable {
    case number(ColumnValues.Kind)
    case oneHot([String])
    case frequency([String: Double])
  }

  struct Feature: Sendable {
    var name: String
    var encoding: Encoding
    var width: Int {
      if case .oneHot(let levels) = encoding { return levels.count }
      return 1
    }
  }

  static let oneHotLimit = 8

  var features: [Feature]
  var width: Int { features.reduce(0) { $0 + $1.width } }
  /// The feature behind each encoded column.
  var sourceOfColumn: [Int] {
    features.enumerated().flatMap { index, feature in [Int](repeating: index, count: feature.width) }
  }

  init(columns: [(name: String, values: ColumnValues)], trainingRows: [Int]) {
    features = columns.map { Feature(name: $0.name, encoding: Self.fit($0.values, trainingRows)) }
  }

  private static func fit(_ values: ColumnValues, _ rows: [Int]) -> Encoding {
    guard case .categorical(let column) = values else { return .number(values.kind) }
    var counts: [String: Int] = [:]
    for row in rows { if let level = column.text(at: row) { counts[level, default: 0] += 1 } }
    if counts.count <= oneHotLimit, !counts.isEmpty { return .oneHot(counts.keys.sorted()) }
    return .frequency(counts.mapValues { Double($0) / Double(rows.count) })
  }

  /// Row-major, `rows.count × width`, NaN for missing.
  func encode(_ columns: [(name: String, values: ColumnValues)], rows: [Int]) -> [Float] {
    let width = self.width
    var matrix = [Float](repeating: .nan, count: rows.count * width)
    var offset = 0
    for (feature, column) in zip(features, columns) {
      switch (feature.encoding, column.values) {
      case (.number, .numeric(let numbers)), (.number, .date(let numbers)):
        for (index, row) in rows.enumerated() { matrix[index * width + offset] = Float(numbers[row]) }
      case (.oneHot(let levels), .categorical(let column)):
        let place = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, $0) })
        for (index, row) in rows.enumerated() {
          guard let level = column.text(at: row), let hot = place[level] else { continue }
          for level in levels.indices { matrix[index * width + offset + level] = level == hot ? 1 : 0 }
        }
      case (.frequency(let shares), .categorical(let column)):
        for (index, row) in rows.enumerated() {
          if let level = column.text(at: row), let share = shares[level] {
            matrix[index * width + offset] = Float(share)
          }
        }
      default: break
      }
      offset += feature.width
    }
    return matrix
  }

  /// For the header of a checkpoint: all that is needed to encode rows later, in a fixed order.
  var json: JSONValue {
    .array(
      features.map { feature in
        var object: JSONObject = ["name": .string(feature.name)]
        switch feature.encoding {
        case .number(let kind): object["kind"] = .string(kind.rawValue)
        case .oneHot(let levels):
          object["kind"] = "one-hot"
          object["levels"] = .array(levels.map(JSONValue.string))
        case .frequency(let shares):
          object["kind"] = "frequency"
          let pairs = shares.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.number($0.value)) }
          object["shares"] = .object(JSONObject(pairs: pairs))
        }
        return .object(object)
      })
  }
}
