internal import StudyModel

/// Short names for the runs that numbers come from, resolved at the end of the report.
struct RunTags {
  /// Of the study's own run directory.
  static let study = "study"

  private(set) var entries: [(tag: String, run: String)] = []
  private var tags: [String: String] = [:]

  init(_ records: StudyRecords) {
    for trial in records.trials { add(trial.run, as: Self.tag(ofTrial: trial.number)) }
    for (index, candidate) in records.candidates.enumerated() { add(candidate.run, as: "m\(index + 1)") }
    for (index, estimate) in records.estimates.enumerated() { add(estimate.run, as: "e\(index + 1)") }
  }

  /// The tag of a run directory; `study` for the study's own.
  func tag(_ run: String) -> String { tags[run] ?? Self.study }

  /// `t012` for 12.
  static func tag(ofTrial number: Int) -> String {
    let digits = String(number)
    return "t" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  private mutating func add(_ run: String, as tag: String) {
    guard !run.isEmpty, run != ".", run != "./", tags[run] == nil else { return }
    tags[run] = tag
    entries.append((tag, run))
  }
}
