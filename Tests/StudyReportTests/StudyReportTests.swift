import JSONText
import ModelSelection
import RunModel
import StudyModel
import Testing

@testable import StudyReport

@Suite struct StudyReportTests {
  @Test(arguments: [100, 80])
  func aFinishedStudy(width: Int) {
    let report = ChurnStudy.report(ChurnStudy.records)
    #expect(GoldenPage.difference(report.text(width: width), name: "churn-\(width).txt") == nil)
  }

  @Test func aFinishedStudyAsMarkdownAndJSON() throws {
    let report = ChurnStudy.report(ChurnStudy.records)
    #expect(GoldenPage.difference(report.markdown(), name: "churn.md") == nil)
    #expect(GoldenPage.difference(try report.json().serialized(pretty: true) + "\n", name: "churn.json") == nil)
  }

  @Test func aStudyOverTime() {
    let report = StudyReport(
      run: .init(id: "rentals", path: "runs/rentals", state: .waiting), records: StudyRecords(RentalStudy.records))
    #expect(GoldenPage.difference(report.text(width: 100), name: "rentals.txt") == nil)
  }

  @Test func aStudyThatFailedSaysWhatWasKnown() {
    let records = ChurnStudy.records.filter { record in
      switch record {
      case .header, .finding, .split: true
      case .trial(let trial): trial.number <= 3
      case .candidate(let candidate): candidate.isBaseline
      default: false
      }
    }
    let report = ChurnStudy.report(records, state: .failed, reason: "exit code 70")
    #expect(GoldenPage.difference(report.text(width: 100), name: "failed.txt") == nil)
  }

  @Test func theFirstPageFitsAPage() {
    for records in [ChurnStudy.records, RentalStudy.records] {
      let lines = ChurnStudy.report(records).lines(width: 100)
      let details = lines.firstIndex { $0.text == "Details" } ?? .max
      #expect(details <= 47)
    }
  }

  @Test func theFirstPageIsAllBeforeTheDetails() {
    let report = ChurnStudy.report(ChurnStudy.records)
    let whole = report.lines(width: 100)
    let page = report.lines(width: 100, hasDetails: false)
    #expect(whole.prefix(page.count) == page[...])
    #expect(whole[page.count].text.isEmpty && whole[page.count + 1] == ReportLine(text: "Details", role: .title))
  }

  @Test(arguments: [60, 80, 100, 140])
  func noLineIsWiderThanAskedFor(width: Int) {
    for records in [ChurnStudy.records, RentalStudy.records, HostileStudy.records] {
      let lines = ChurnStudy.report(records).lines(width: width)
      #expect(lines.allSatisfy { TextLayout.columns($0.text) <= width })
    }
  }

  @Test func everyNumberNamesARunThatIsResolved() {
    let report = ChurnStudy.report(ChurnStudy.records)
    let known = Set(report.tags.entries.map(\.tag) + [RunTags.study])
    #expect(report.numbers.count == 5 && report.numbers.allSatisfy { $0.run.map(known.contains) == true })
    let sentences = (report.page.summary + report.page.details).flatMap { section in
      section.blocks.flatMap { block -> [ReportPage.Sentence] in
        if case .list(let sentences) = block { return sentences }
        return []
      } + [section.lead].compactMap { $0 }
    }
    #expect(sentences.compactMap(\.run).allSatisfy(known.contains))
  }

  @Test func aStudyThatHasJustBegunSaysThatNothingIsKnown() {
    let report = ChurnStudy.report([], state: .running)
    let text = report.text(width: 100)
    #expect(text.contains("Status: still running") && text.contains("Nothing is decided yet."))
    #expect(report.numbers.allSatisfy { $0.estimate.value == nil && $0.run == nil })
    #expect(text.contains("not known") && !text.contains("nan"))
  }

  @Test func aStudyInTheSearchNamesTheBestSoFar() {
    let records = ChurnStudy.records.filter { record in
      if case .choice = record { return false }
      if case .estimate = record { return false }
      return true
    }
    let text = ChurnStudy.report(records, state: .running).text(width: 100)
    #expect(text.contains("Status: still running; 6 of 6 planned trials. Below is what is known so far."))
    #expect(text.contains("The best model so far is linear: AUC 0.845 (95 % interval 0.817 to 0.873). [t001]"))
    #expect(text.contains("AUC on the test rows") && text.contains("not known"))
  }

  @Test func hostileTextDrivesNoTerminalAndBecomesNoMarkup() throws {
    let report = ChurnStudy.report(HostileStudy.records)
    for line in report.lines(width: 100) {
      #expect(!line.text.unicodeScalars.contains { $0.value < 0x20 || (0x202A...0x202E).contains($0.value) })
    }
    #expect(report.text(width: 100, isASCII: true).utf8.allSatisfy { $0 < 0x80 })
    let markdown = report.markdown()
    #expect(!markdown.contains("<script>") && markdown.contains("\\[a\\](http") && !markdown.contains("\u{1b}"))
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("| t001") || $0.hasPrefix("| evil") }
    #expect(!rows.isEmpty)
    #expect(!(try report.json()).serialized().contains("\u{1b}"))
  }

  @Test func pagesAreTheSameEveryTime() {
    let first = ChurnStudy.report(ChurnStudy.records).text(width: 100)
    let again = ChurnStudy.report(ChurnStudy.records.reversed()).text(width: 100)
    #expect(first == ChurnStudy.report(ChurnStudy.records).text(width: 100))
    // In another order the same facts are there; the order of pairs and tags may follow the records'.
    #expect(again.contains("Take linear: AUC 0.845"))
  }
}

/// Names and sentences that try to get out of their place.
enum HostileStudy {
  static let name = "evil\u{1b}[2J|<script>\n# x\u{202e}`[a](http://b)"
  static let records: [StudyRecord] = {
    var header = ChurnStudy.header
    (header.name, header.target, header.features) = (name, "日本語のターゲット", [String(repeating: "wide", count: 60)])
    var candidate = ChurnStudy.candidates[2]
    candidate.name = name
    candidate.trial = 1
    var finding = ChurnStudy.findings[0]
    (finding.columns, finding.evidence) = ([name], name)
    return [
      .header(header), .candidate(candidate), .finding(finding), .trial(ChurnStudy.trial(1, name, name, [:], .nan, -1)),
      .choice(Choice(candidate: name, rationale: [name], alternatives: [name], warnings: [name, name, name, name])),
      .notTried(NotTried(what: name, reason: name)),
    ]
  }()
}
