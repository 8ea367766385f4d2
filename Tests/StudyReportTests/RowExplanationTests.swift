import JSONText
import RunModel
import StudyModel
import Testing

@testable import StudyReport

/// The reasons of one prediction as a page.
@Suite struct RowExplanationTests {
  static var churn: RowExplanation {
    RowExplanation(
      study: "telco", model: "linear", row: "7590-VHVEG", rowNumber: 1, line: 2, target: "Churn", task: .binary,
      classes: ["No", "Yes"], actual: "No", part: "test", prediction: [0.622], threshold: 0.31, decision: "Yes",
      unit: "log odds of Yes", base: -1.5, background: "5,634 training rows",
      contributions: [
        .init(feature: "tenure", value: "1", contribution: 1.25, total: -0.25),
        .init(feature: "Contract", value: "Month-to-month", contribution: 0.5, total: 0.25),
        .init(feature: "TotalCharges", value: nil, contribution: 0.25, total: 0.5),
      ],
      change: .init(
        searched: ["Contract", "tenure"], isRestricted: true,
        steps: [.init(feature: "Contract", from: "Month-to-month", to: "Two year", distance: 1)], prediction: [0.21],
        decision: "No"))
  }

  private static func text(_ explanation: RowExplanation, width: Int = 80) -> String {
    explanation.lines(width: width).map { $0.text + "\n" }.joined()
  }

  @Test func aPageSaysWhatWasDecidedWhyAndWhatWouldFlipIt() {
    #expect(
      Self.text(Self.churn) == """
        Row 7590-VHVEG of telco, by linear
        The row is on line 2, a test row, which the model did not learn from.
        The model says Yes: the probability of Yes is 0.622, at least 0.310. That is
        wrong: Churn is No.

        Reasons
          From the mean of 5,634 training rows, -1.50, to this row, in log odds of Yes:
          feature       value           contribution  total
          mean                                        -1.50
          tenure        1                      +1.25  -0.25
          Contract      Month-to-month         +0.50   0.25
          TotalCharges  (missing)              +0.25   0.50

        What would make it another decision
          Contract Two year instead of Month-to-month makes it No: the probability of
          Yes is then 0.210. That is a distance of 1.0.
          Only what examination.mutable allows was changed: Contract and tenure.
          Smallest: fewest features, then fewest standard deviations of the training
          rows, where another level counts as one. It is what the model would say of
          such a row, not what would happen if somebody changed it.

        """)
  }

  @Test func anUnlabelledRowAndNothingThatFlipsItAreSaid() {
    var explanation = Self.churn
    (explanation.actual, explanation.part, explanation.line) = (nil, "other", nil)
    explanation.change = .init(searched: ["a", "b", "c"], isRestricted: false, pairsAmong: ["a", "b"])
    let text = Self.text(explanation, width: 200)
    #expect(text.contains("The row is on row 1, a row that the study did not use."))
    #expect(text.contains("at least 0.310. Its Churn is not known."))
    #expect(text.contains("No change of up to two features flips it."))
    #expect(text.contains("All features were tried") && text.contains("only among a and b,"))
  }

  @Test func whereNoRowIsCalledPositiveTheProbabilityDecidesNothing() {
    var explanation = Self.churn
    (explanation.prediction, explanation.decision) = ([0.832], "No")
    (explanation.threshold, explanation.change) = (1.nextUp, nil)
    let text = Self.text(explanation, width: 200)
    #expect(
      text.contains(
        "The model says No: the probability of Yes is 0.832, and whatever it is, no row is called Yes. That is right: "
          + "Churn is No.\n"), "\(text)")
    #expect(text.contains("Nothing: whatever the probability, no row is called Yes.\n"), "\(text)")
    explanation.threshold = 1
    #expect(Self.text(explanation, width: 200).contains("0.832, below 1.000."), "a probability of 1 would do")
  }

  @Test func numbersHaveNoDecision() {
    var explanation = Self.churn
    (explanation.task, explanation.classes, explanation.decision, explanation.change) = (.regression, [], nil, nil)
    (explanation.target, explanation.actual, explanation.threshold) = ("rent", "410", nil)
    explanation.prediction = [423.456]
    explanation.contributions[0].value = "0.5250457648353227"
    let text = Self.text(explanation)
    #expect(text.contains("  tenure        0.525046 "), "\(text)")
    #expect(text.contains("The model says 423.5; rent is 410.") && !text.contains("another decision"))
  }

  @Test func manyFeaturesEndWithTheSumOfTheOthers() {
    var explanation = Self.churn
    explanation.contributions = (0..<18).map {
      .init(feature: "f\($0)", value: "v", contribution: 0.5, total: Double($0 + 1) / 2)
    }
    let text = Self.text(explanation)
    #expect(
      text.contains("f14 ") && !text.contains("f15") && text.contains("\n  3 others ")
        && text.contains(" +1.500   9.000\n"), "\(text)")
  }

  /// Whatever the data hold, it stays one harmless line.
  @Test func textsOfTheDataAreMadeHarmless() {
    var explanation = Self.churn
    explanation.contributions[1].value = "\u{1b}[2Jgone\nnew line"
    explanation.row = "\u{7}bell"
    let lines = explanation.lines(width: 80, isASCII: true)
    #expect(lines.allSatisfy { line in line.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7f } })
    #expect(lines.allSatisfy { $0.text.count <= 80 })
  }

  @Test func itIsTheSameAfterJSON() throws {
    let json = Self.churn.json.serialized(pretty: true)
    #expect(try RowExplanation(json: JSONValue(parsing: Array(json.utf8))) == Self.churn)
    #expect(json.contains("\"row_number\": 1"))
  }

  @Test func aDiagramStaysAsItIsInTextAndMarkdown() throws {
    var report = TopicReport(.architecture, finding: "linear: 4.6 kB.")
    report.diagram = ["19 features", "  |", "  v", "it's `over`"]
    let page = StudyReport(
      run: .init(id: "x", path: "runs/x", state: .finished), records: StudyRecords([.topic(report)]))
    #expect(page.text(width: 80).contains("\n    19 features\n      |\n      v\n"))
    #expect(page.markdown().contains("\n```text\n19 features\n  |\n  v\nit's 'over'\n```\n"))
  }
}
