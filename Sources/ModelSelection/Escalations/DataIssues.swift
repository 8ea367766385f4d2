public import StudyModel

/// Whether the data are so wrong that a study should ask before it computes for hours. Conservative: what a specification
/// has settled, and what passing time explains, stops nothing.
public struct DataIssues: Equatable, Sendable {
  /// What a plain model, trained without the row, makes of the labels.
  public struct Labels: Equatable, Sendable {
    /// Rows whose label it finds unlikely, and rows it has judged.
    public var suspects: Int
    public var judged: Int
    /// Share of rows whose label is not the likeliest: of all, and of the fifth that it is surest about.
    public var errors: Double
    public var surestErrors: Double
    /// Share of the most frequent class.
    public var majority: Double

    public init(suspects: Int, judged: Int, errors: Double, surestErrors: Double, majority: Double) {
      (self.suspects, self.judged, self.errors) = (suspects, judged, errors)
      (self.surestErrors, self.majority) = (surestErrors, majority)
    }
  }

  /// How well a classifier tells test rows from development rows.
  public struct Shift: Equatable, Sendable {
    public var value: Double
    /// Lower bound.
    public var low: Double
    /// Features that it tells them by, the best first.
    public var drivers: [String]

    public init(value: Double, low: Double, drivers: [String]) {
      (self.value, self.low, self.drivers) = (value, low, drivers)
    }
  }

  /// Of all checks.
  public var findings: [Finding] = []
  public var features: [String] = []
  /// Rows of the files, and of those rows that can be learned from.
  public var rows = 0
  public var developmentRows = 0
  /// Rows of the files that equal one above in every column but the ids.
  public var copies = 0
  /// The person keeps columns that look like leaks, or has said how rows are divided.
  public var keepsLeaks = false
  public var hasChosenSplit = false
  public var isTemporal = false
  public var labels: Labels?
  public var shift: Shift?

  public init() {}

  /// More suspect labels than this, which a plain model's own errors do not explain, are an issue.
  static let worryingLabels = 0.25
  /// Wrong labels contradict a model as often where it is sure as elsewhere; a weak model errs less there.
  static let evenness = 0.75
  static let worryingShift = 0.9
  static let worryingShare = 0.5

  public var escalation: EscalationSummary? {
    let evidence = criticalFindings.map(\.sentences) + [labelSentence, shiftSentence].compactMap(\.self) + rowSentences
    guard !evidence.isEmpty else { return nil }
    return EscalationSummary(
      .dataIssues, question: "The data have issues that no search repairs. How shall the study go on?",
      evidence: evidence, alternatives: leaveOut.map { [$0, goOn, stop] } ?? [stop, goOn])
  }

  // MARK: Triggers

  /// Those that the specification has not settled.
  var criticalFindings: [Finding] {
    findings.filter { finding in
      guard finding.severity == .critical else { return false }
      if finding.check.hasPrefix("leak-") { return !keepsLeaks && finding.columns.contains(where: features.contains) }
      return finding.check != "split-groups" || !hasChosenSplit
    }
  }

  /// Whether labels are wrong, and not only hard to predict: the model has learned something, and is contradicted about
  /// as often where it is surest. What has changed with time contradicts it too, so that nothing is said of such rows.
  public var hasWrongLabels: Bool {
    guard let labels, labels.judged > 0, !isTemporal else { return false }
    let share = Double(labels.suspects) / Double(labels.judged)
    let noise = 2 * (labels.majority * (1 - labels.majority) / Double(labels.judged)).squareRoot()
    return share > Self.worryingLabels && 1 - labels.errors > labels.majority + noise
      && labels.surestErrors >= Self.evenness * labels.errors
  }

  private var labelSentence: String? {
    guard let labels, hasWrongLabels else { return nil }
    return "\(NumberText.count(labels.suspects)) of \(NumberText.count(labels.judged)) labels look wrong to a linear "
      + "model trained without them; it is contradicted in \(Self.percent(labels.surestErrors)) of the rows it is "
      + "surest about and in \(Self.percent(labels.errors)) of all, which hard rows would not explain."
  }

  /// Rows of another time are expected to differ.
  public var hasDangerousShift: Bool { !isTemporal && (shift?.low ?? 0) > Self.worryingShift }

  private var shiftSentence: String? {
    guard let shift, hasDangerousShift else { return nil }
    return "Test rows are of another kind: a classifier tells them from development rows with AUC "
      + "\(NumberText.fixed(shift.value, decimals: 2)) (lower bound \(NumberText.fixed(shift.low, decimals: 2))), "
      + "mostly by \(NumberText.list(shift.drivers))."
  }

  private func rows(of check: String) -> Int { findings.first { $0.check == check }?.rowCount ?? 0 }

  private func isMost(_ count: Int) -> Bool { Double(count) > Self.worryingShare * Double(rows) }

  public var hasMostlyCopies: Bool { isMost(copies) }

  private var rowSentences: [String] {
    [(copies, "are copies of others"), (rows(of: "missing-target"), "have no target")].compactMap { count, words in
      guard isMost(count) else { return nil }
      return "\(NumberText.count(count)) of \(NumberText.count(rows, of: "row")) \(words)."
    }
  }

  // MARK: Alternatives

  /// The features that test rows are told by.
  public var columnsToLeaveOut: [String] {
    guard hasDangerousShift, let drivers = shift?.drivers, drivers.count < features.count else { return [] }
    return drivers
  }

  private var leaveOut: EscalationSummary.Alternative? {
    let columns = columnsToLeaveOut
    var what: [String] = []
    var cost: [String] = []
    if !columns.isEmpty {
      what.append("the features \(NumberText.list(columns))")
      cost.append("\(columns.count) of \(NumberText.count(features.count, of: "feature"))")
    }
    if hasMostlyCopies {
      what.append("every copy of a row")
      cost.append("\(NumberText.count(copies)) of \(NumberText.count(rows, of: "row"))")
    }
    if hasWrongLabels, let labels {
      what.append("suspect rows, of training only")
      cost.append("\(NumberText.count(labels.suspects)) of \(NumberText.count(labels.judged, of: "row")) to learn from")
    }
    guard !what.isEmpty else { return nil }
    return EscalationSummary.Alternative(
      EscalationSummary.Alternative.leaveOut, what: "Leave out \(NumberText.list(what)).",
      cost: "\(cost.joined(separator: "; ")).", effect: leaveOutEffects.joined(separator: " "))
  }

  private var leaveOutEffects: [String] {
    [
      columnsToLeaveOut.isEmpty
        ? nil : "Models do without what tells test rows best; how far the rest tells them was not measured.",
      hasMostlyCopies ? "No row is learned from and judged on." : nil,
      hasWrongLabels ? "Models learn from labels that agree; the scores still meet the wrong ones." : nil,
    ].compactMap(\.self)
  }

  private var goOn: EscalationSummary.Alternative {
    let effects = [
      hasWrongLabels
        ? labels.map {
          "If these labels are wrong, no accuracy above about \(Self.percent(1 - $0.surestErrors)) can show, however good a "
            + "model is."
        } : nil,
      hasDangerousShift ? "The test may say little about rows like those learned from." : nil,
      hasMostlyCopies ? "Scores flatter, as copies of judged rows are learned from." : nil,
      isMost(rows(of: "missing-target"))
        ? "It learns from the \(NumberText.count(rows - rows(of: "missing-target"), of: "row")) with a target." : nil,
    ].compactMap(\.self)
    return .goOn(
      "Go on with the data as they are.",
      effect: effects.isEmpty ? "What was found stays among the warnings." : effects.joined(separator: " "))
  }

  private var stop: EscalationSummary.Alternative {
    .stop("End here, mend the data and launch the study again.", effect: "The checks are repeated on the mended data.")
  }

  static func percent(_ share: Double) -> String { "\(NumberText.fixed(share * 100, decimals: 0)) %" }
}
