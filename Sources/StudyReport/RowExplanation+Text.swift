internal import Statistics
public import StudyModel

extension RowExplanation {
  /// The reasons as lines of at most `width` columns (at least 60), for a terminal or a file. Texts of the data are made
  /// harmless; with `isASCII` what is not ASCII becomes `?`.
  public func lines(width: Int, isASCII: Bool = false) -> [ReportLine] {
    let page = ReportPage(
      title: "Row \(row) of \(study), by \(model)", status: [standing, verdict],
      summary: [reasons, changes].compactMap(\.self), details: [])
    return TextRenderer(page, layout: TextLayout(width: max(60, width), isASCII: isASCII)).lines
  }

  /// Features with a line of their own.
  static let mostContributions = 15

  // MARK: The prediction

  private var standing: String {
    let place = line.map { "line \($0)\(file.map { " of \($0)" } ?? "")" } ?? "row \(rowNumber)"
    let known =
      switch part {
      case "test": "a test row, which the model did not learn from"
      case "development": "a row that the model learned from"
      default: "a row that the study did not use"
      }
    return "The row is on \(place), \(known)."
  }

  private var verdict: String {
    let truth = actual.map { "\(target) is \($0)" } ?? "its \(target) is not known"
    guard let decision else {
      return "The model says \(NumberText.significant(prediction.first ?? .nan, digits: 4)); \(truth)."
    }
    let judgement = actual.map { $0 == decision ? "That is right: " : "That is wrong: " } ?? ""
    return
      "The model says \(decision): \(probability(of: prediction)) is \(Self.share(confidence(prediction)))\(comparison). "
      + (judgement.isEmpty ? Self.capitalized(truth) : judgement + truth) + "."
  }

  /// Of the probability with the threshold.
  private var comparison: String {
    guard let threshold else { return "" }
    if isNobody { return ", and whatever it is, no row is called \(positive)" }
    return ", \(threshold <= (prediction.first ?? 0) ? "at least" : "below") \(Self.share(threshold))"
  }

  /// Of two classes.
  private var positive: String { classes.last ?? target }

  /// Of two classes the positive one's, else that of the decided class.
  private func confidence(_ prediction: [Double]) -> Double {
    prediction.count == 1 ? prediction[0] : prediction.max() ?? .nan
  }

  private func probability(of prediction: [Double]) -> String {
    let place = prediction.count == 1 ? 1 : prediction.likeliestClass
    return "the probability of \(place < classes.count ? classes[place] : target)"
  }

  private static func share(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }

  /// A number of many digits to six of them.
  private static func short(_ value: String) -> String {
    guard value.count > 10, value.contains("."), let number = Double(value) else { return value }
    return NumberText.shortest(number, digits: 6)
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  // MARK: Reasons

  private var reasons: ReportPage.Section? {
    let notes = notes.map(ReportPage.Block.note)
    guard let base, !contributions.isEmpty else {
      return notes.isEmpty ? nil : ReportPage.Section("Reasons", notes)
    }
    let lead = "From the mean of \(background), \(number(base)), to this row, in \(unit):"
    return ReportPage.Section("Reasons", lead: .init(lead), [.table(table(base))] + notes)
  }

  private func table(_ base: Double) -> ReportPage.Table {
    let shown = contributions.prefix(Self.mostContributions)
    var rows = [["mean", "", "", number(base)]]
    rows += shown.map { [$0.feature, Self.short($0.value ?? "(missing)"), signed($0.contribution), number($0.total)] }
    if let last = contributions.last, contributions.count > shown.count {
      let rest = contributions.dropFirst(shown.count)
      let sum = rest.reduce(0) { $0 + $1.contribution }
      rows.append(["\(NumberText.count(rest.count)) others", "", signed(sum), number(last.total)])
    }
    return ReportPage.Table(
      [.init("feature"), .init("value"), .init("contribution", isNumeric: true), .init("total", isNumeric: true)],
      rows: rows)
  }

  /// Three digits of the largest contribution.
  private var decimals: Int {
    NumberText.decimals(forWidth: (contributions.map { abs($0.contribution) }.max() ?? 0) / 10)
  }

  private func number(_ value: Double) -> String { NumberText.fixed(value, decimals: decimals) }
  private func signed(_ value: Double) -> String { NumberText.signed(value, decimals: decimals) }

  // MARK: Change

  private var changes: ReportPage.Section? {
    let title = "What would make it another decision"
    if isNobody {
      return ReportPage.Section(title, lead: .init("Nothing: whatever the probability, no row is called \(positive)."))
    }
    guard let change else { return nil }
    return ReportPage.Section(
      title, lead: .init(smallest(change)),
      [.note(searched(change)), .note(Self.meaning)])
  }

  private static let meaning =
    "Smallest: fewest features, then fewest standard deviations of the training rows, where another level counts as one. "
    + "It is what the model would say of such a row, not what would happen if somebody changed it."

  private func smallest(_ change: Change) -> String {
    guard let decision = change.decision, let prediction = change.prediction, !change.steps.isEmpty else {
      return change.searched.isEmpty
        ? "Nothing that the model looks at may change." : "No change of up to two features flips it."
    }
    let steps = change.steps.map {
      "\($0.feature) \(Self.short($0.to)) instead of \(Self.short($0.from ?? "a missing value"))"
    }
    let distance = change.steps.reduce(0) { $0 + $1.distance }
    return
      "\(NumberText.list(steps)) \(steps.count == 1 ? "makes" : "make") it \(decision): \(probability(of: prediction)) is then "
      + "\(Self.share(confidence(prediction))). That is a distance of \(NumberText.significant(distance, digits: 2))."
  }

  private func searched(_ change: Change) -> String {
    let among =
      change.isRestricted
      ? "Only what examination.mutable allows was changed: \(NumberText.list(change.searched))."
      : "All features were tried, as the specification names none in examination.mutable."
    guard let pairs = change.pairsAmong else { return among }
    return "\(among) Two at a time only among \(NumberText.list(pairs)), which alone come nearest."
  }
}
