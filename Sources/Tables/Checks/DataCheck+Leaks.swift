internal import StudyModel

// MARK: - Leaks

extension DataCheck {
  static let leakCopy = DataCheck(
    name: "leak-copy",
    looksAt: "features that are the target in other words or another unit",
    threshold: "a straight line in 97 % of the rows; one class a level in 99.9 %",
    severity: .critical,
    advice: "Leave the column out, as a study does by itself.")
  static let leakSum = DataCheck(
    name: "leak-sum",
    looksAt: "numeric features whose sum or difference is the target",
    threshold: "99 % of the rows; two features, or three",
    severity: .critical,
    advice: "Leave all of them out, as a study does by itself: they are known only when the target is.")
  static let leakRatio = DataCheck(
    name: "leak-ratio",
    looksAt: "two numeric features whose product or ratio is the target",
    threshold: "99 % of the rows",
    severity: .critical,
    advice: "Leave both out, as a study does by itself: they are known only when the target is.")
  static let leakAfterEvent = DataCheck(
    name: "leak-after-event",
    looksAt: "features that are filled, or have one level, almost only in one class",
    threshold: "99 % of at least 20 rows, and a quarter of a class that is not the majority",
    severity: .critical,
    advice: "Ask when the column is written; if after the event, leave it out, as a study does by itself.")
  static let leakSingleFeature = DataCheck(
    name: "leak-single-feature",
    looksAt: "how well each feature alone tells the target",
    threshold:
      "AUC 0.8 (regression: rank correlation 0.94) and 0.1 above the next feature; where many are good, none",
    severity: .critical,
    advice: "Ask when the value becomes known; if after the event, leave it out, as a study does by itself.")
  static let leakRowOrder = DataCheck(
    name: "leak-row-order",
    looksAt: "as `leak-single-feature`, for a numbering of the rows",
    threshold: "the same",
    severity: .critical,
    advice:
      "The rows were numbered after sorting by the target: leave the column out, as a study does by itself.")
}

// MARK: - Time and weights

extension DataCheck {
  static let futureDates = DataCheck(
    name: "future-dates",
    looksAt: "dates later than today",
    threshold: "any",
    severity: .warning,
    advice: "Correct the dates; a far year is often a stand-in for no end.")
  static let farOffDates = DataCheck(
    name: "far-off-dates",
    looksAt: "few dates far from all others",
    threshold: "as `outliers`",
    severity: .warning,
    advice: "Correct the dates; 1900 and 9999 are often stand-ins.")
  static let undeclaredTime = DataCheck(
    name: "undeclared-time",
    looksAt: "columns of dates that no role names",
    threshold: "any",
    severity: .info,
    advice:
      "Declare it under `time` if rows come in its order: a random split would then look into the future. As a feature it "
      + "tells a model which rows are later; leave it out, or take its parts with `calendar`."
  )
  static let timeOrdered = DataCheck(
    name: "time-ordered",
    looksAt: "columns of dates in the order of the rows",
    threshold: "every row",
    severity: .info,
    advice: "Declare it under `time` and use a temporal split.")
  static let timeOrder = DataCheck(
    name: "time-order",
    looksAt: "rows earlier than one above, by the declared time",
    threshold: "any",
    severity: .info,
    advice: "Nothing, if the study sorts by time; a program that reads row by row must sort first.")
  static let timeGaps = DataCheck(
    name: "time-gaps",
    looksAt: "steps that are missing between equally spaced times",
    threshold: "90 % of the steps are equal",
    severity: .info,
    advice: "Lags and seasonal baselines must count time, not rows.")
  static let badWeights = DataCheck(
    name: "bad-weights",
    looksAt: "the declared weight",
    threshold: "missing or below 0",
    severity: .critical,
    advice: "Give every row a weight of at least 0.")
}

// MARK: - Splits

extension DataCheck {
  static let splitDuplicates = DataCheck(
    name: "split-duplicates",
    looksAt: "test rows equal to a training row in all but the ids",
    threshold: "1 % of the test rows; fewer come about by chance",
    severity: .critical,
    advice: "Remove the copies, or split by a group that keeps them together.")
  static let splitGroups = DataCheck(
    name: "split-groups",
    looksAt: "groups or ids on both sides of a split",
    threshold: "any",
    severity: .critical,
    advice: "Split by group.")
  static let splitTime = DataCheck(
    name: "split-time",
    looksAt: "test rows that are not later than the last training row, in a temporal split",
    threshold: "any",
    severity: .critical,
    advice: "Split by time, and keep equal times together.")
}
