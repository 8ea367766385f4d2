internal import JSONText
public import StudyModel

/// What a study's `metrics.jsonl` says: its records by kind, each in the order in which its key first came, a later
/// record of one key in the place of the earlier.
public struct StudyRecords: Equatable, Sendable {
  public internal(set) var header: StudyHeader?
  public internal(set) var findings: [Finding] = []
  public internal(set) var splits: [SplitSummary] = []
  /// By number.
  public internal(set) var trials: [TrialSummary] = []
  public internal(set) var candidates: [CandidateSummary] = []
  public internal(set) var comparisons: [ModelComparison] = []
  public internal(set) var criteria: [CriterionVerdict] = []
  public internal(set) var estimates: [NamedEstimate] = []
  public internal(set) var learningCurves: [LearningCurve] = []
  public internal(set) var choice: Choice?
  public internal(set) var notTried: [NotTried] = []
  /// In the order of the report.
  public internal(set) var topics: [TopicReport] = []
  /// In the order in which they were raised.
  public internal(set) var escalations: [EscalationSummary] = []
  /// Lines that could not be read, and records with damaged fields.
  public internal(set) var damage: [Damage] = []

  public struct Damage: Equatable, Sendable {
    /// Counts from 1.
    public var line: Int
    public var reason: String
  }

  public init(_ records: [StudyRecord]) {
    var latest: [String: Int] = [:]
    var kept: [StudyRecord] = []
    for record in records {
      if let place = latest[record.key] {
        kept[place] = record
      } else {
        latest[record.key] = kept.count
        kept.append(record)
      }
    }
    for record in kept { add(record) }
    trials.sort { $0.number < $1.number }
    topics = TopicReport.Topic.allCases.compactMap { topic in topics.first { $0.topic == topic } }
  }

  /// Reads the whole lines of a `metrics.jsonl`. Records of other kinds are left out; a last line without its newline
  /// is not yet a record. Complexity: O(bytes).
  public init(lines bytes: [UInt8]) {
    var records: [StudyRecord] = []
    var damage: [Damage] = []
    var number = 0
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      number += 1
      let line = bytes[start..<end]
      start = end + 1
      if line.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) { continue }
      do {
        if let record = try Self.record(line) { records.append(record) }
      } catch {
        damage.append(Damage(line: number, reason: error.reason))
      }
    }
    self.init(records)
    self.damage = damage
  }

  /// Whether there is anything of a study at all.
  public var isEmpty: Bool {
    header == nil && findings.isEmpty && trials.isEmpty && candidates.isEmpty && choice == nil && splits.isEmpty
  }

  private struct LineError: Error { var reason: String }

  /// nil where the line is a record of another kind.
  private static func record(_ line: ArraySlice<UInt8>) throws(LineError) -> StudyRecord? {
    let json: JSONValue
    do {
      json = try JSONValue(parsing: line)
    } catch {
      throw LineError(reason: error.description)
    }
    guard let object = json.objectValue else { throw LineError(reason: "not an object") }
    guard let kind = object["kind"]?.stringValue else { return nil }
    do {
      return try StudyRecord(kind: kind, object: object)
    } catch {
      throw LineError(reason: "\(kind): \(error.description)")
    }
  }

  private mutating func add(_ record: StudyRecord) {
    switch record {
    case .header(let header): self.header = header
    case .finding(let finding): findings.append(finding)
    case .split(let split): splits.append(split)
    case .trial(let trial): trials.append(trial)
    case .candidate(let candidate): candidates.append(candidate)
    case .comparison(let comparison): comparisons.append(comparison)
    case .criterion(let verdict): criteria.append(verdict)
    case .estimate(let estimate): estimates.append(estimate)
    case .learningCurve(let curve): learningCurves.append(curve)
    case .choice(let choice): self.choice = choice
    case .notTried(let what): notTried.append(what)
    case .topic(let report): topics.append(report)
    case .escalation(let escalation): escalations.append(escalation)
    }
  }
}
