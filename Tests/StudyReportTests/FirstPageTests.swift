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
        "Cannot be told", "  Required, and these rows are too few to judge it:",
        "  - Where a = 1, AUC at least 0.7: it is 0.80 (95 % interval 0.60 to 0.90). [study]",
        "  - Where a = 2, AUC at least 0.7: AUC is undefined there. [study]",
      ])
    #expect(section("Cannot be told", page([])).isEmpty)
  }

  @Test(arguments: [
    (0.0784, "Call a row Yes from a probability of 0.078 on (earns most out of fold). It earns more. [study]"),
    (1.5, "Call no row Yes: earns most out of fold. It earns more. [study]"),
  ])
  func theThresholdOfUseHasItsName(value: Double, sentence: String) {
    let topic = TopicReport(.threshold, finding: "It earns more.")
    let page = page([topic], threshold: DecisionThreshold(value: value, goal: "earns most out of fold"))
    #expect(section("Threshold of use", page) == ["Threshold of use", "  \(sentence)"])
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
