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
}
