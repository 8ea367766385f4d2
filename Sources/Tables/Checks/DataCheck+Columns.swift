internal import StudyModel

// MARK: - Columns

extension DataCheck {
  static let constantColumn = DataCheck(
    name: "constant-column",
    looksAt: "features with one value",
    threshold: "all cells that are there",
    severity: .warning,
    advice: "Leave the column out: it tells nothing.")
  static let nearConstant = DataCheck(
    name: "near-constant",
    looksAt: "features with hardly more than one value",
    threshold: "99.5 % of at least 100 cells",
    severity: .warning,
    advice: "Leave the column out, unless the few rows are the ones that matter.")
  static let duplicateColumn = DataCheck(
    name: "duplicate-column",
    looksAt: "numeric features equal to another one",
    threshold: "97 % of the rows",
    severity: .warning,
    advice: "Keep one of the two.")
  static let derivedColumn = DataCheck(
    name: "derived-column",
    looksAt: "numeric features that are a straight line of another one",
    threshold: "97 % of the rows",
    severity: .warning,
    advice:
      "Keep one of the two: weights and importances are otherwise shared between them at random.")
  static let relabelledColumn = DataCheck(
    name: "relabelled-column",
    looksAt: "features whose levels stand one to one with those of another",
    threshold: "every row",
    severity: .info,
    advice: "Keep the one whose order means something.")
  static let idLike = DataCheck(
    name: "id-like",
    looksAt:
      "features with a value of its own in nearly every row: texts, or whole numbers without wide gaps",
    threshold: "95 % of the distinct rows, 30 rows",
    severity: .warning,
    advice: "Declare it under `id`, or leave it out.")
  static let highCardinality = DataCheck(
    name: "high-cardinality",
    looksAt: "texts with very many levels",
    threshold: "more than 50 levels and a fifth of the cells",
    severity: .info,
    advice: "Group the levels, or leave the column out.")
  static let rowOrder = DataCheck(
    name: "row-order",
    looksAt: "numbers that never fall, or never rise, from row to row",
    threshold: "every row, 20 distinct values",
    severity: .warning,
    advice: "Declare it under `id` or `time`, or leave it out: it says when a row was written.")
  static let weightLike = DataCheck(
    name: "weight-like",
    looksAt: "positive numbers with a name such as `weight` or `fnlwgt`",
    threshold: "no column is declared as weight",
    severity: .info,
    advice:
      "If it says how many people a row stands for, declare it under `weight`; it is then no feature."
  )
}

// MARK: - Categories

extension DataCheck {
  static let levelVariants = DataCheck(
    name: "level-variants",
    looksAt: "levels that differ only in case, blanks or hyphens",
    threshold: "any",
    severity: .warning,
    advice: "Write each level in one way.")
  static let unknownWords = DataCheck(
    name: "unknown-words",
    looksAt: "levels such as `unknown` or `not available`",
    threshold: "any",
    severity: .info,
    advice: "Decide whether they are missing or a level of their own.")
  static let rareLevels = DataCheck(
    name: "rare-levels",
    looksAt: "levels that few rows have",
    threshold: "fewer than 10 rows or 0.1 %, from 200 rows and 3 levels on",
    severity: .info,
    advice: "Join rare levels, or expect nothing from them.")
}
