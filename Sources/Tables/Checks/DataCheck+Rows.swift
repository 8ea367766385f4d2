internal import StudyModel

// MARK: - Rows

extension DataCheck {
  static let duplicateRows = DataCheck(
    name: "duplicate-rows",
    looksAt: "rows equal to one above in every column",
    threshold: "any",
    severity: .warning,
    advice: "Remove the copies, or keep each with its original on one side of the split.")
  static let repeatedRows = DataCheck(
    name: "repeated-rows",
    looksAt: "rows equal to one above in every column but the declared ids",
    threshold: "0.5 % of the rows, or 0.1 % that share two rare values (at most 3 rows); fewer may be chance",
    severity: .info,
    advice: "Ask whether they are two cases; if not, keep one.")
  static let nearDuplicates = DataCheck(
    name: "near-duplicate-rows",
    looksAt: "rows that differ from one above in a single column, ids and target aside",
    threshold:
      "0.1 % of the rows, sharing rare values (at most 3 rows) in two columns; warning from 1 %; tables of up to 5 "
      + "million cells",
    severity: .warning,
    advice: "Look at the pairs: one of the two may be a corrected copy.")
  static let duplicateIDs = DataCheck(
    name: "duplicate-ids",
    looksAt: "declared ids that occur more than once",
    threshold: "any; info when all are copies of whole rows",
    severity: .warning,
    advice:
      "If the rows are visits of one case, declare the id under `group`; otherwise remove the copies."
  )
  static let conflictingLabels = DataCheck(
    name: "conflicting-labels",
    looksAt: "rows with equal features and different classes",
    threshold: "1 % of the rows, or 0.1 % that share two rare values (at most 3 rows); fewer may be chance",
    severity: .warning,
    advice: "Check the classes of these rows at the source; they are not removed.")
  static let emptyRows = DataCheck(
    name: "empty-rows",
    looksAt: "rows without any value",
    threshold: "any",
    severity: .warning,
    advice: "Remove the rows.")
}

// MARK: - Target

extension DataCheck {
  static let missingTarget = DataCheck(
    name: "missing-target",
    looksAt: "rows without a target",
    threshold: "any",
    severity: .warning,
    advice: "Find the missing answers; these rows are neither trained on nor judged.")
  static let constantTarget = DataCheck(
    name: "constant-target",
    looksAt: "a target with fewer than two values",
    threshold: "all rows",
    severity: .critical,
    advice: "Choose another target or other rows: nothing can be learned.")
  static let rareClass = DataCheck(
    name: "rare-class",
    looksAt: "classes with few rows beside at least two others",
    threshold: "fewer than 10 rows or 1 %",
    severity: .warning,
    advice: "Correct the class if it is a slip, join it to another, or leave its rows out.")
  static let classBalance = DataCheck(
    name: "class-balance",
    looksAt: "the smallest class that is not rare",
    threshold: "below 40 % of an even share; warning below 5 % of the rows",
    severity: .warning,
    advice: "Judge by AUC, average precision or cost rather than by accuracy; choose the threshold."
  )
  static let eventsPerFeature = DataCheck(
    name: "events-per-feature",
    looksAt:
      "rows of the smallest class (regression: rows) for each column that models get of their features: one a number or "
      + "date, one a level but the first of a category",
    threshold: "below 20; warning below 10",
    severity: .warning,
    advice: "Use fewer features or a strongly regularised model, and expect wide intervals.")
  static let sortedTarget = DataCheck(
    name: "sorted-target",
    looksAt: "rows in the order of the target",
    threshold: "a tenth of the class changes that chance would make, or never turning back",
    severity: .info,
    advice: "Shuffle before any split by position; the study's own splits do.")
}
