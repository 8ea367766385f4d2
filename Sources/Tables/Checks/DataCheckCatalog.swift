internal import StudyModel

/// All checks, in the order of `docs/data-checks.md`.
public enum DataCheckCatalog {
  /// A heading with its checks.
  public struct Section: Sendable {
    public let title: String
    public let checks: [DataCheck]
  }

  public static let sections: [Section] = [
    Section(
      title: "Single cells",
      checks: [
        .mixedTypes, .notFinite, .mixedDateFormats, .impossibleDates, .unreadableDates,
        .numbersAsText, .blankInNumeric,
        .missingValues, .mostlyMissing,
      ]),
    Section(title: "Numbers", checks: [.outliers, .negativeValues, .sentinel, .mixedUnits]),
    Section(
      title: "Columns",
      checks: [
        .constantColumn, .nearConstant, .duplicateColumn, .derivedColumn, .relabelledColumn,
        .idLike, .highCardinality,
        .rowOrder, .weightLike,
      ]),
    Section(title: "Categories", checks: [.levelVariants, .unknownWords, .rareLevels]),
    Section(
      title: "Rows",
      checks: [
        .duplicateRows, .repeatedRows, .nearDuplicates, .duplicateIDs, .conflictingLabels,
        .emptyRows,
      ]),
    Section(
      title: "Target",
      checks: [
        .missingTarget, .constantTarget, .rareClass, .classBalance, .eventsPerFeature,
        .sortedTarget,
      ]),
    Section(
      title: "Leaks",
      checks: [.leakCopy, .leakSum, .leakRatio, .leakAfterEvent, .leakSingleFeature, .leakRowOrder]),
    Section(
      title: "Time and weights",
      checks: [
        .futureDates, .farOffDates, .undeclaredTime, .timeOrdered, .timeOrder, .timeGaps,
        .badWeights,
      ]),
    Section(title: "Splits", checks: [.splitDuplicates, .splitGroups, .splitTime]),
  ]

  public static let all: [DataCheck] = sections.flatMap(\.checks)

  /// The tables of `docs/data-checks.md`, in Markdown.
  public static var markdown: String {
    sections.map { section in
      let rows = section.checks.map {
        "| `\($0.name)` | \($0.looksAt) | \($0.threshold) | \($0.severity.rawValue) | \($0.advice) |"
      }
      let head = [
        "## \(section.title)", "", "| name | looks at | threshold | severity | what to do |",
        "|---|---|---|---|---|",
      ]
      return (head + rows).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}
