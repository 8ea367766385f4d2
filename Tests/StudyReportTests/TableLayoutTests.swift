import RunModel
import StudyModel
import Testing

@testable import StudyReport

@Suite struct TableLayoutTests {
  private func lines(_ table: ReportPage.Table, width: Int) -> [String] {
    TableLayout(table, layout: TextLayout(width: width, isASCII: false)).lines.map(\.text)
  }

  @Test func textsAreWrappedAndTitlesOfNumbersBeforeAColumnGoes() {
    let table = ReportPage.Table(
      [.init("rows where"), .init("mean of all", isNumeric: true), .init("p", isNumeric: true, sacrifice: 1)],
      rows: [["marital-status = Married-civ-spouse and age > 47", "0.561", "0.2"]])
    #expect(
      lines(table, width: 40) == [
        "rows where                  mean of    p", "                                all",
        "marital-status =              0.561  0.2", "Married-civ-spouse and", "age > 47",
      ])
  }

  @Test func noWordIsCutWhileARowHasLinesEnough() {
    let table = ReportPage.Table(
      [.init("alternative"), .init("what"), .init("cost")],
      rows: [["more-minutes", "sets search.max_minutes_per_candidate_kind", "constraints.training_seconds"]])
    #expect(
      lines(table, width: 60) == [
        "more-minutes", "  what: sets search.max_minutes_per_candidate_kind", "  cost: constraints.training_seconds",
      ])
  }

  @Test func aNumberKeepsItsPercentSign() {
    #expect(TextLayout.wrap("it holds 90 % of them", width: 12) == ["it holds", "90 % of them"])
  }

  @Test func aCommandGoesOnBelowABackslashBetweenItsWords() {
    #expect(
      ShellText.wrap("pitwall approve 'a b' --reason '...'", width: 60) == ["pitwall approve 'a b' --reason '...'"])
    #expect(
      ShellText.wrap("pitwall approve 'a b' --reason '...'", width: 24) == [
        "pitwall approve 'a b' \\", "  --reason '...'",
      ])
    #expect(
      ShellText.wrap("pitwall 'who'\\''s it' --all", width: 24) == ["pitwall 'who'\\''s it' \\", "  --all"])
  }

  @Test func noWordOfACommandIsCutHoweverLong() {
    let path = "'/home/ada/the long way/to the runs/of it'\\''s study/who leaves, and who stays'"
    #expect(
      ShellText.wrap("pitwall approve \(path) --choose go-on --reason '...'", width: 40) == [
        "pitwall approve \\", "  \(path) \\", "  --choose go-on --reason '...'",
      ])
    #expect(
      ShellText.wrap("pitwall report a --to \(path)", width: 40) == [
        "pitwall report a --to \\", "  \(path)",
      ])
    #expect(ShellText.wrap(path, width: 20) == [path])
    let raw = String(repeating: "runs of mine/", count: 9)
    let page = StudyReport(
      run: .init(
        id: "x", path: raw, state: .waiting,
        request: ApprovalRequest(checkpoint: "checkpoints/final.json", sha256: nil, question: "Go on?", evidence: [])),
      records: StudyRecords([.header(ChurnStudy.header)]))
    #expect(page.text(width: 60).contains("\n      '\(raw)'"), "\(page.text(width: 60))")
  }

  @Test func anIntervalHasTheUnitTheSignAndTheDecimalsOfItsColumn() {
    let table = TopicTable(
      "t", title: "",
      columns: [
        .init("a", "a", .share), .init("ai", "95 % interval", .interval), .init("b", "b", .difference),
        .init("bi", "95 % interval", .interval), .init("c", "c"),
      ],
      rows: [
        [
          .number(0.5), .interval(low: 0.41, high: 0.59), .number(3.76), .interval(low: -1.2, high: 8.7), .number(65e9),
        ],
        [.number(1), .missing, .number(0.001), .interval(low: -0.1, high: 0), .number(44)],
      ])
    let page = StudyReport.layout(table)
    #expect(page.rows[0] == ["50.0 %", "41.0 to 59.0 %", "+3.8", "-1.2 to +8.7", "6.50e10"])
    #expect(page.rows[1] == ["100.0 %", "-", "0.0", "-0.1 to 0.0", "44"])
    #expect(page.columns[1].name == "95 % interval of a" && page.columns[3].name == "95 % interval of b")
  }

  @Test func captionsAndNotesAreSaidOnce() {
    let table = TopicTable("t", title: "Rates", columns: [.init("a", "a")], rows: [[.number(1)]], notes: ["Same."])
    let report = TopicReport(.fairness, finding: "It is fair.", tables: [table, table])
    let lines = ChurnStudy.report([.topic(report)]).lines(width: 80, part: .topic(.fairness)).map(\.text)
    #expect(lines.count { $0.contains("Rates:") } == 1 && lines.count { $0.contains("Same.") } == 1)
    #expect(lines.count { $0 == "  1" } == 2)
  }
}
