internal import RunModel

/// Values in the order in which their keys first came; the newest value of a key takes the place of the one before.
struct KeyedList<Key: Hashable, Value> {
  private(set) var values: [Value] = []
  private var places: [Key: Int] = [:]

  /// nil where the key never came. O(1).
  func value(for key: Key) -> Value? { places[key].map { values[$0] } }

  /// O(1) amortised.
  mutating func set(_ value: Value, for key: Key) {
    if let place = places[key] {
      values[place] = value
    } else {
      places[key] = values.count
      values.append(value)
    }
  }
}

extension KeyedList where Key == String, Value == Hyperparameter {
  mutating func set(_ setting: Hyperparameter) { set(setting, for: setting.name) }
}

extension KeyedList where Key == EvaluationTable.Key, Value == EvaluationTable {
  mutating func set(_ table: EvaluationTable) { set(table, for: table.key) }
}
