internal import StudyModel

/// The limits on groups and segments, the specification's and the customary ones, as a topic has judged them.
enum Requirements {
  /// Of those that could not be judged more are counted only.
  static let mostShown = 3

  static func isBroken(_ topic: TopicReport) -> Bool {
    let broken = TopicCell.text(LimitVerdict.broken.rawValue)
    return topic.verdicts?.contains { $0.verdict == .broken } == true
      || required(topic).contains { table in table.rows.contains { table.cell("verdict", of: $0) == broken } }
  }

  /// Those that these rows cannot decide, a sentence each; one for all that share the reason why they are undefined.
  static func undecided(_ topic: TopicReport) -> [String] {
    let verdicts = topic.verdicts ?? []
    return verdicts.filter { $0.verdict == .undecided }.map(\.sentence)
      + FairnessVerdict.unjudgedSentences(verdicts) + required(topic).flatMap(segments)
  }

  private static func required(_ topic: TopicReport) -> [TopicTable] {
    topic.tables.filter { $0.name == "required_segments" }
  }

  /// Such as `Where SeniorCitizen = 1, AUC at least 0.8: it is 0.794 (95 % interval 0.733 to 0.844).`
  private static func segments(_ table: TopicTable) -> [String] {
    let open = [LimitVerdict.undecided.rawValue, LimitVerdict.undefined.rawValue]
    return table.rows.compactMap { row in
      func cell(_ name: String) -> TopicCell { table.cell(name, of: row) }
      guard case .text(let verdict) = cell("verdict"), open.contains(verdict),
        case .text(let place) = cell("rows_where"),
        case .text(let metric) = cell("metric"), case .text(let limit) = cell("limit")
      else { return nil }
      let title = MetricWords.title(metric)
      guard case .number(let value) = cell("value") else {
        return "Where \(place), \(title) \(limit): \(title) is undefined there."
      }
      let interval: ConfidenceInterval? =
        if case .interval(let low, let high) = cell("interval") { .init(low: low, high: high, method: "") } else { nil }
      let text = EstimateText(Estimate(metric: metric, value: value, interval: interval)).full
      return "Where \(place), \(title) \(limit): it is \(text)."
    }
  }
}

extension TopicTable {
  /// By the column's name; missing where there is no such column.
  func cell(_ column: String, of row: [TopicCell]) -> TopicCell {
    columns.firstIndex { $0.name == column }.flatMap { $0 < row.count ? row[$0] : nil } ?? .missing
  }
}
