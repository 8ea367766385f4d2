internal import StudyModel

// MARK: - Single cells

extension DataCheck {
  static let mixedTypes = DataCheck(
    name: "mixed-types",
    looksAt: "words in a column of numbers or dates",
    threshold: "up to 10 % of the cells that are there",
    severity: .warning,
    advice:
      "Correct the cells, or say in the file that they are missing; until then they count as missing."
  )
  static let notFinite = DataCheck(
    name: "not-finite",
    looksAt: "infinities written as words in a column of numbers",
    threshold: "any",
    severity: .warning,
    advice:
      "Find out which computation overflowed and correct the cells; until then they count as missing."
  )
  static let mixedDateFormats = DataCheck(
    name: "mixed-date-formats",
    looksAt: "day/month/year among dates written YYYY-MM-DD",
    threshold: "up to 10 % of the cells that are there",
    severity: .warning,
    advice: "Write all dates as YYYY-MM-DD; which number is the month cannot be told from here.")
  static let impossibleDates = DataCheck(
    name: "impossible-dates",
    looksAt: "dates that no calendar has, such as 0000-00-00",
    threshold: "any",
    severity: .warning,
    advice: "Correct the dates or leave the cells empty; until then they count as missing.")
  static let unreadableDates = DataCheck(
    name: "unreadable-dates",
    looksAt: "a column of texts that are dates in another order",
    threshold: "90 % of the cells that are there",
    severity: .warning,
    advice: "Write the dates as YYYY-MM-DD; until then the column is a list of categories.")
  static let numbersAsText = DataCheck(
    name: "numbers-as-text",
    looksAt: "a column of texts that are numbers with currency or percent signs or thousand commas",
    threshold: "90 % of the cells that are there",
    severity: .warning,
    advice: "Write plain numbers; until then the column is a list of categories.")
  static let blankInNumeric = DataCheck(
    name: "blank-in-numeric",
    looksAt: "cells of blanks in a column of numbers or dates",
    threshold: "any",
    severity: .warning,
    advice: "Find out what the blank stands for (0, or not known), and write that.")
  static let missingValues = DataCheck(
    name: "missing-values",
    looksAt: "cells that are empty or hold a missing word",
    threshold: "any, below 50 % of the rows",
    severity: .info,
    advice: "Ask why they are missing; the study fills them inside each fold.")
  static let mostlyMissing = DataCheck(
    name: "mostly-missing",
    looksAt: "as `missing-values`",
    threshold: "50 % of the rows or more",
    severity: .warning,
    advice: "Leave the column out, or keep only whether it is filled.")
}

// MARK: - Numbers

extension DataCheck {
  static let outliers = DataCheck(
    name: "outliers",
    looksAt: "few numbers (0.2 % of the rows, or 3) far from all others",
    threshold:
      "more than 10 half spreads (5th to 95th percentile) from the median, and 3 times as far as the next value",
    severity: .warning,
    advice:
      "Look the rows up at the source: a unit, a decimal point or a stand-in may have slipped in.")
  static let negativeValues = DataCheck(
    name: "negative-values",
    looksAt: "few numbers below 0 in a column that otherwise begins at 0 or above",
    threshold: "at most 0.5 % of the rows (or 3), and no smooth run over 0",
    severity: .warning,
    advice: "Look the rows up: a refund is meant, or a sign is wrong.")
  static let sentinel = DataCheck(
    name: "sentinel",
    looksAt: "-1 or a row of nines that stands for something else",
    threshold: "3 rows; the only value below 0, or further above the others than they spread",
    severity: .warning,
    advice:
      "Say that these cells are missing and, if being missing means something, add a column that says so."
  )
  static let mixedUnits = DataCheck(
    name: "mixed-units",
    looksAt: "a share of the numbers that is the rest times 10, 100 or 1000",
    threshold: "5 rows with a gap to the others, or 3 rows beside a column that is otherwise equal",
    severity: .warning,
    advice: "Bring all rows to one unit; cents and currency units are the usual mix.")
}
