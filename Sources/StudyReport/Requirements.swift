internal import StudyModel

/// What the specification requires of groups and segments, as a topic has judged it.
enum Requirements {
  /// Of those that could not be judged more are counted only.
  static let mostShown = 3

  static func isBroken(_ topic: TopicReport) -> Bool {
    let broken = TopicCell.text(LimitVerdict.broken.rawValue)
    return topic.verdicts?.contains { $0.verdict == .broken } == true
      || topic.tables.contains { $0.name == "required_segments" && $0.rows.contains { $0.contains(broken) } }
  }

  /// Those that these rows cannot decide, a sentence each.
  static func undecided(_ topic: TopicReport) -> [String] {
    let open = (topic.verdicts ?? []).filter { [.undecided, .undefined].contains($0.verdict) }
    return open.map(\.sentence) + topic.tables.filter { $0.name == "required_segments" }.flatMap(segments)
  }

  /// Such as `Where SeniorCitizen = 1, AUC at least 0.8: it is 0.794 (95 % interval 0.733 to 0.844).`
  private static func segments(_ table: TopicTable) -> [String] {
    let open = [LimitVerdict.undecided.rawValue, LimitVerdict.undefined.rawValue]
    return table.rows.compactMap { row in
      func cell(_ name: String) -> TopicCell {
        let place = table.columns.firstIndex { $0.name == name }
        return place.flatMap { $0 < row.count ? row[$0] : nil } ?? .missing
      }
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
