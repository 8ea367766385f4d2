import StudyModel
import Testing

@testable import StudyReport

/// What a stakeholder has to find on the one page.
@Suite struct FirstPageTests {
  private func page(_ topics: [TopicReport], warnings: [String] = [], threshold: DecisionThreshold? = nil) -> [String] {
    let records = ChurnStudy.records.compactMap { record -> StudyRecord? in
      if case .topic = record { return nil }
      guard case .choice(var choice) = record else { return record }
      (choice.warnings, choice.threshold) = (warnings, threshold)
      return .choice(choice)
    }
    return ChurnStudy.report(records + topics.map { .topic($0) }).lines(width: 100, part: .firstPage).map(\.text)
  }

  private func section(_ title: String, _ page: [String]) -> [String] {
    page.drop { !$0.hasPrefix(title) }.prefix { !$0.isEmpty }.map { $0 }
  }

  @Test func threeWarningsAndHowManyMore() {
    let examined = TopicReport(.calibration, finding: "It is off.", severity: .warning)
    let page = page([examined], warnings: ["One.", "Two.", "Three.", "Four."])
    #expect(
      section("Warnings", page) == [
        "Warnings (the gravest 3 of 5)", "  - One. [study]", "  - Two. [study]", "  - It is off. [study]",
        "  And 2 more, under The choice in the details.",
      ])
  }

  @Test func aBrokenRequirementComesBeforeAllElse() {
    let segments = TopicReport(
      .segments, finding: "Where a = 1, AUC is too low: broken.", severity: .warning,
      tables: [Self.required([("a = 1", .number(0.6), "broken")])])
    let explanation = TopicReport(.explanation, finding: "Three carry it.", severity: .warning)
    #expect(
      section("Warnings", page([explanation, segments], warnings: ["One.", "Two."])) == [
        "Warnings (the gravest 3 of 4)", "  - Where a = 1, AUC is too low: broken. [study]", "  - One. [study]",
        "  - Three carry it. [study]", "  And 1 more, under The choice in the details.",
      ])
  }

  @Test func whatCannotBeToldIsSaid() {
    let segments = TopicReport(
      .segments, finding: "",
      tables: [
        Self.required([("a = 1", .number(0.8), "cannot be told"), ("a = 2", .missing, "undefined")])
      ])
    #expect(
      section("Cannot be told", page([segments])) == [
        "Cannot be told", "  Limits that these rows cannot decide:",
        "  - Where a = 1, AUC at least 0.7: it is 0.80 (95 % interval 0.60 to 0.90). [study]",
        "  - Where a = 2, AUC at least 0.7: AUC is undefined there. [study]",
      ])
    #expect(section("Cannot be told", page([])).isEmpty)
  }

  /// Undecided by its interval, half judged, and two that nobody could judge for one reason.
  private static let open: [FairnessVerdict] = {
    func verdict(
      _ attribute: String, _ measure: FairnessVerdict.Measure, _ value: Double?, _ low: Double, _ high: Double,
      limit: Double, unjudged: String? = nil
    ) -> FairnessVerdict {
      FairnessVerdict(
        attribute: attribute, outcome: "Yes", measure: measure, value: value,
        interval: value.map { _ in ConfidenceInterval(low: low, high: high, method: "bootstrap") }, limit: limit,
        unjudged: unjudged)
    }
    return [
      verdict("sex", .selectionRatio, 0.85, 0.7, 0.95, limit: 0.8),
      verdict("sex", .oddsDifference, 0.03, 0.01, 0.05, limit: 0.1, unjudged: "too few positives"),
      verdict("age", .selectionRatio, nil, 0, 0, limit: 0.8, unjudged: "nothing is selected"),
      verdict("race", .selectionRatio, nil, 0, 0, limit: 0.8, unjudged: "nothing is selected"),
    ]
  }()

  @Test func whatAWarningSaysOfALimitIsNotSaidAgain() {
    let ratio =
      "By sex the ratio of selection rates (Yes) is 0.85 (95 % interval 0.70 to 0.95): at least 0.8 cannot be told."
    let odds =
      "By sex the difference of true or false positive rates (Yes) is 0.030 (95 % interval 0.010 to 0.050): at most 0.1 "
      + "cannot be told; not judged in full: too few positives."
    let none =
      "The limit on the ratio of selection rates by age (Yes) and the ratio of selection rates by race (Yes) could not be "
      + "judged: nothing is selected."
    var fairness = TopicReport(.fairness, finding: "\(ratio) \(none)")
    fairness.verdicts = Self.open
    func shown(_ topic: TopicReport) -> String {
      section("Cannot be told", page([topic])).map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
    let lead = "Cannot be told Limits that these rows cannot decide:"
    #expect(shown(fairness) == "\(lead) - \(ratio) [study] - \(odds) [study] - \(none) [study]")
    fairness.severity = .warning
    #expect(shown(fairness) == "\(lead) - \(odds) [study]")
    fairness.verdicts = [Self.open[0]]
    #expect(shown(fairness).isEmpty)
    // Not among the foremost warnings.
    let critical = [TopicReport.Topic.segments, .calibration, .threshold].map {
      TopicReport($0, finding: "\($0) is off.", severity: .critical)
    }
    let last = page(critical + [fairness])
    #expect(section("Cannot be told", last).count > 2 && section("Warnings", last).count == 5)
  }

  @Test func aGroupCalledBrokenBreaksNothing() {
    let fine = TopicReport(.segments, finding: "", tables: [Self.required([("broken", .number(0.8), "held")])])
    #expect(!Requirements.isBroken(fine))
    let broken = TopicReport(.segments, finding: "", tables: [Self.required([("held", .number(0.8), "broken")])])
    #expect(Requirements.isBroken(broken))
  }

  @Test(arguments: [
    (0.0784, "Call a row Yes from a probability of 0.078 on (earns most out of fold). It earns more. [study]"),
    (1.5, "Call no row Yes: earns most out of fold. It earns more. [study]"),
    (0, "Call every row Yes: earns most out of fold. It earns more. [study]"),
  ])
  func theThresholdOfUseHasItsName(value: Double, sentence: String) {
    let topic = TopicReport(.threshold, finding: "It earns more.")
    let page = page([topic], threshold: DecisionThreshold(value: value, goal: "earns most out of fold"))
    #expect(section("Threshold of use", page) == ["Threshold of use", "  \(sentence)"])
  }

  /// What the examination judged: by a payoff, by a metric, or nobody at all.
  @Test(arguments: [
    ("policies", "policy", "model", TopicCell.number(0.3), nil as String?),
    ("policies", "policy", "model", .number(0.25), "judged from 0.250 on"),
    ("policies", "policy", "model", .text("nobody"), "judged with no row called Yes"),
    ("thresholds", "goal", "best F1", .number(0.3), nil),
    ("thresholds", "goal", "best F1", .number(0.25), "judged from 0.250 on"),
    ("thresholds", "goal", "best accuracy", .number(0.25), nil),
  ])
  func aThresholdThatIsNotTheOneOfUseIsNamed(
    table: String, column: String, name: String, judged: TopicCell, words: String?
  ) {
    let topic = TopicReport(
      .threshold, finding: "It earns more.",
      tables: [
        TopicTable(
          table, title: "", columns: [.init(column, "", .text), .init("threshold", "")],
          rows: [[.text("one half"), .number(0.5)], [.text(name), judged]])
      ])
    let page = page([topic], threshold: DecisionThreshold(value: 0.3, goal: "best F1 out of fold"))
    let text = section("Threshold of use", page).dropFirst().map { $0.drop { $0 == " " } }.joined(separator: " ")
    let worth = words.map { "On the last fold, \($0): it earns more." } ?? "It earns more."
    #expect(text == "Call a row Yes from a probability of 0.300 on (best F1 out of fold). \(worth) [study]")
  }

  private static func required(_ rows: [(place: String, value: TopicCell, verdict: String)]) -> TopicTable {
    TopicTable(
      "required_segments", title: "Required",
      columns: [
        .init("rows_where", "where", .text), .init("metric", "metric", .text), .init("value", "value"),
        .init("interval", "95 % interval", .interval), .init("limit", "required", .text),
        .init("verdict", "verdict", .text),
      ],
      rows: rows.map { row in
        [
          .text(row.place), .text("auc"), row.value,
          row.value == .missing ? .missing : .interval(low: 0.6, high: 0.9), .text("at least 0.7"), .text(row.verdict),
        ]
      })
  }
}
