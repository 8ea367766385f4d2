/// Something the data checks noticed.
public struct Finding: Codable, Equatable, Sendable {
  public enum Severity: String, Codable, Comparable, CaseIterable, Sendable {
    case info, warning, critical
    public static func < (left: Severity, right: Severity) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
  }

  /// The check, such as `constant-column`; the list is in `docs/data-checks.md`.
  public var check: String
  public var severity: Severity
  /// The columns concerned; empty when it is the file as a whole.
  public var columns: [String]
  /// The first rows concerned, at most 20, counted from 0 below the header.
  public var rows: [Int]
  /// The file's line of each of `rows`; nil where it is not known, as in several files read as one.
  public var lines: [Int]?
  /// How many rows are concerned.
  public var rowCount: Int
  /// What was measured, in a sentence.
  public var evidence: String
  /// What to do, in a sentence.
  public var advice: String

  public init(
    check: String, severity: Severity, columns: [String] = [], rows: [Int] = [], lines: [Int]? = nil,
    rowCount: Int? = nil, evidence: String, advice: String
  ) {
    (self.check, self.severity, self.columns) = (check, severity, columns)
    (self.rows, self.rowCount) = (Array(rows.prefix(20)), rowCount ?? rows.count)
    self.lines = lines
    (self.evidence, self.advice) = (evidence, advice)
  }

  /// Evidence and advice as two sentences.
  public var sentences: String { "\(Self.sentence(evidence)) \(Self.sentence(advice))" }

  /// The same as a warning, with the columns concerned: `Data (duration): …`.
  public var warning: String {
    let place = columns.isEmpty ? "" : " (\(columns.joined(separator: ", ")))"
    return "Data\(place): \(sentences)"
  }

  private static func sentence(_ text: String) -> String {
    text.last.map { ".!?".contains($0) } ?? true ? text : "\(text)."
  }
}
