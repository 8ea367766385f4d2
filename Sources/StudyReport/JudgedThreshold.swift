internal import StudyModel

/// The threshold whose worth the examination has judged. Without test rows it was chosen without the rows that judge it, and
/// may be another than the one of use.
struct JudgedThreshold {
  /// nil: no row is called positive.
  var value: Double?

  /// nil where the topic does not say.
  /// - Parameter goal: of the threshold of use, such as `best F1 out of fold`.
  init?(_ topic: TopicReport, goal: String) {
    let cell =
      Self.cell("policies", "policy", topic) { $0 == "model" }
      ?? Self.cell("thresholds", "goal", topic) { goal.hasPrefix($0) }
    switch cell {
    case .number(let value): self.value = value
    case .text: value = nil
    case .interval, .missing, nil: return nil
    }
  }

  func isSame(as threshold: DecisionThreshold) -> Bool {
    threshold.isNobody ? value == nil : value == threshold.value
  }

  /// Of the first row with such a name.
  private static func cell(
    _ table: String, _ column: String, _ topic: TopicReport, where isMeant: (String) -> Bool
  ) -> TopicCell? {
    guard let table = topic.tables.first(where: { $0.name == table }) else { return nil }
    let row = table.rows.first { if case .text(let name) = table.cell(column, of: $0) { isMeant(name) } else { false } }
    return row.map { table.cell("threshold", of: $0) }
  }
}
