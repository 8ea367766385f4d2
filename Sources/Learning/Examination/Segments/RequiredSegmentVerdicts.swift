internal import Specification
internal import StudyModel
internal import Tables

/// Whether the chosen model reaches what the specification requires of parts of the rows; judged on held rows.
struct RequiredSegmentVerdicts {
  struct Verdict: Equatable, Sendable {
    /// Such as `sex = Female`.
    var group: String
    var rows: Int
    var metric: String
    var value: Double?
    var interval: ConfidenceInterval?
    /// Such as `at least 0.85`.
    var limit: String
    var verdict: LimitVerdict
    /// Why there is no value, or no interval; empty otherwise.
    var reason = ""
  }

  /// Groups with fewer rows have no score.
  static let fewestRows = 20
  /// Of one requirement; the largest count.
  static let mostGroups = 60

  private(set) var verdicts: [Verdict] = []
  /// Groups that were left out as there are too many.
  private(set) var omitted = 0

  init(_ examination: Examination) throws(LearningError) {
    let judgement = RequiredSegmentJudgement(examination: examination)
    for required in examination.context.specification.segments {
      let groups = judgement.groups(required.by)
      omitted += max(0, groups.count - Self.mostGroups)
      let judged = try examination.context.inParallel(Array(groups.prefix(Self.mostGroups))) { group in
        judgement.verdicts(required, words: group.words, places: group.places)
      }
      verdicts += judged.flatMap(\.self)
    }
  }
}

/// Judges one group after the other.
private struct RequiredSegmentJudgement: Sendable {
  typealias Verdict = RequiredSegmentVerdicts.Verdict

  let examination: Examination

  /// By their columns' groups, the largest first; places among the held rows.
  func groups(_ columns: [String]) -> [(words: String, places: [Int])] {
    let context = examination.context
    let cut = columns.compactMap { name in context.describingColumn(name) }
      .map { ColumnGroups($0, cutBy: context.splits.development) }
    let rows = examination.held.rows
    let keyed = rows.indices.filter { place in cut.allSatisfy { $0.codes[rows[place]] >= 0 } }
    let members = Dictionary(grouping: keyed) { place in cut.map { $0.codes[rows[place]] } }
    let named = members.map { codes, places in
      (words: SegmentCondition.words(zip(cut, codes).map { $0.conditions[$1] }), places: places)
    }
    return named.sorted { ($1.places.count, $0.words) < ($0.places.count, $1.words) }
  }

  func verdicts(
    _ required: StudySpecification.RequiredSegments, words: String, places: [Int]
  ) -> [Verdict] {
    let lower = required.min.map { verdict($0, words, places, isLower: true) }
    return lower + required.max.map { verdict($0, words, places, isLower: false) }
  }

  private func verdict(
    _ limit: StudySpecification.RequiredSegments.Limit, _ words: String, _ places: [Int], isLower: Bool
  ) -> Verdict {
    var result = Verdict(
      group: words, rows: places.count, metric: limit.metric,
      limit: "\(isLower ? "at least" : "at most") \(NumberText.shortest(limit.value))", verdict: .undefined)
    guard places.count >= RequiredSegmentVerdicts.fewestRows else {
      result.reason = "fewer than \(RequiredSegmentVerdicts.fewestRows) rows"
      return result
    }
    let (context, held) = (examination.context, examination.held)
    let rows = places.map { held.rows[$0] }
    guard let metric = MetricPanel([limit.metric]).all.first else { return result }
    let predictions = held.predictions.selecting(places)
    result.value = context.panel.value(
      metric, of: predictions, on: context.data, rows: rows, threshold: examination.thresholds.score)
    guard result.value != nil else {
      result.reason = context.data.isOneClass(rows) ? "one class only" : "undefined on these rows"
      return result
    }
    result.interval = TestInterval(context, predictions, rows: rows, threshold: examination.thresholds.score).interval(
      metric)
    if result.interval == nil { result.reason = "no interval can be given" }
    result.verdict =
      isLower
      ? LimitVerdict(value: result.value, interval: result.interval, atLeast: limit.value)
      : LimitVerdict(value: result.value, interval: result.interval, atMost: limit.value)
    return result
  }
}

extension StudyContext {
  /// A column that may describe rows: of the files, or one that the specification makes.
  func describingColumn(_ name: String) -> StudyData.Column? {
    (source.watched + source.described + data.columns).first { $0.name == name }
  }
}

extension StudyData {
  fileprivate func isOneClass(_ rows: [Int]) -> Bool {
    guard case .classes(let codes, _) = target, let first = rows.first else { return false }
    return rows.allSatisfy { codes[$0] == codes[first] }
  }
}
