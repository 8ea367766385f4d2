internal import Statistics
internal import StudyModel

/// The metrics a specification may name, by the tasks they are for.
enum MetricNames {
  /// In the catalog's order.
  static let all = MetricCatalog.all.map(\.name)

  /// Empty for an unknown name.
  static func tasks(of name: String) -> Set<StudyTask> {
    guard let entry = MetricCatalog.find(name) else { return [] }
    return Set(entry.tasks.compactMap { StudyTask(rawValue: $0.rawValue) })
  }

  /// The values that it can have; nil for an unknown name.
  static func range(of name: String) -> ClosedRange<Double>? { MetricCatalog.find(name)?.range }

  /// Such as `between 0 and 1`.
  static func words(_ range: ClosedRange<Double>) -> String {
    let (low, high) = (NumberText.shortest(range.lowerBound), NumberText.shortest(range.upperBound))
    if range.upperBound == .infinity { return "at least \(low)" }
    return range.lowerBound == -.infinity ? "at most \(high)" : "between \(low) and \(high)"
  }
}
