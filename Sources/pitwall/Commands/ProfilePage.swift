import JSONText
import StudyModel
import Tables
import TerminalModel

/// What `pitwall profile` prints.
struct ProfilePage {
  var path: String
  var profile: DataProfile
  /// The file's line of each row.
  var lines: [Int32]
  var findings: [Finding]

  /// Lines for people; text of the file in them is not yet made harmless.
  var text: [String] {
    let columns = profile.columns.count
    let title =
      "\(path): \(EvidenceText.rows(profile.rows)), \(EvidenceText.count(columns)) column\(columns == 1 ? "" : "s")"
    return [title, ""] + ProfileTable(profile).lines + [""] + summary
      + findings.flatMap { [""] + text(of: $0) }
  }

  private var summary: [String] {
    if findings.isEmpty { return ["The data checks found nothing."] }
    let counts = Finding.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    return ["Findings: \(counts.joined(separator: ", "))"]
  }

  private func text(of finding: Finding) -> [String] {
    let indent = String(repeating: " ", count: 10)
    let head = HarmlessText.fit(finding.severity.rawValue, columns: indent.count) + finding.check
    let columns = finding.columns.isEmpty ? "" : "  \(finding.columns.joined(separator: ", "))"
    let shown = finding.rows.prefix(6).map { String(lines[$0]) }
    let more = finding.rowCount > shown.count ? ", …" : ""
    let rows =
      shown.isEmpty ? [] : ["\(indent)lines of the file: \(shown.joined(separator: ", "))\(more)"]
    return [head + columns, indent + finding.evidence] + rows + [indent + finding.advice]
  }

  // MARK: - JSON

  /// {path, rows, columns: [{name, kind, count, missing, odd, distinct, numbers, levels, histogram}], findings}.
  var json: JSONObject {
    [
      "path": .string(path), "rows": .integer(Int64(profile.rows)),
      "columns": .array(profile.columns.map { .object(Self.json($0)) }),
      "findings": .array(findings.map { .object(json($0)) }),
    ]
  }

  private static func json(_ column: ColumnProfile) -> JSONObject {
    [
      "name": .string(column.name), "kind": .string(column.kind.rawValue),
      "count": .integer(Int64(column.count)),
      "missing": .integer(Int64(column.missing)), "odd": .integer(Int64(column.odd)),
      "distinct": .integer(Int64(column.distinct)),
      "numbers": column.numbers.map { .object(json($0)) } ?? .null,
      "levels": .array(
        column.levels.map {
          .object(["level": .string($0.level), "count": .integer(Int64($0.count))])
        }),
      "histogram": .array(column.histogram.map { .integer(Int64($0)) }),
    ]
  }

  private static func json(_ numbers: ColumnProfile.NumberSummary) -> JSONObject {
    [
      "minimum": .number(numbers.minimum), "lowerQuartile": .number(numbers.lowerQuartile),
      "median": .number(numbers.median), "upperQuartile": .number(numbers.upperQuartile),
      "maximum": .number(numbers.maximum), "mean": .number(numbers.mean),
      "deviation": numbers.deviation.map { .number($0) } ?? .null,
    ]
  }

  /// `rows` count from 0 below the header, `lines` are those of the file.
  private func json(_ finding: Finding) -> JSONObject {
    [
      "check": .string(finding.check), "severity": .string(finding.severity.rawValue),
      "columns": .array(finding.columns.map { .string($0) }),
      "rows": .array(finding.rows.map { .integer(Int64($0)) }),
      "lines": .array(finding.rows.map { .integer(Int64(lines[$0])) }),
      "rowCount": .integer(Int64(finding.rowCount)), "evidence": .string(finding.evidence),
      "advice": .string(finding.advice),
    ]
  }
}
