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
      run: .init(
        id: "rentals", path: "runs/rentals", state: .waiting, request: RentalStudy.request, arguments: ["rentals"]),
      records: StudyRecords(RentalStudy.records))
    #expect(GoldenPage.difference(report.text(width: 100), name: "rentals.txt") == nil)
  }

  @Test func aRejectedStudySaysSoBeforeWhatItRecommended() throws {
    var report = ChurnStudy.report(ChurnStudy.records)
    report.run.decision = try decision(.reject, about: report.run)
    let page = report.lines(width: 80, part: .firstPage).map { $0.text + "\n" }.joined()
    #expect(GoldenPage.difference(page, name: "rejected-80.txt") == nil)
    #expect(!page.contains("Your decision"))
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
      #expect(details <= 55)
    }
  }

  @Test func oneTopicIsItsSectionAlone() throws {
    let report = ChurnStudy.report(ChurnStudy.records)
    let lines = report.lines(width: 80, part: .topic(.threshold)).map(\.text)
    #expect(
      lines == [
        report.lines(width: 80)[0].text, "", "Threshold: when to act",
        "  At its best threshold the model earns what treating everybody earns: it adds", "  nothing. [study]",
      ])
    #expect(report.markdown(.topic(.threshold)).contains("## Threshold: when to act\n"))
    #expect(try report.json(of: .threshold)?.objectValue?["severity"] == "critical")
    #expect(report.lines(width: 80, part: .topic(.fairness)).isEmpty && report.markdown(.topic(.fairness)).isEmpty)
    #expect(try report.json(of: .fairness) == nil)
  }

  @Test func theFirstPageIsAllBeforeTheDetails() {
    let report = ChurnStudy.report(ChurnStudy.records)
    let whole = report.lines(width: 100)
    let page = report.lines(width: 100, part: .firstPage)
    let more = page.firstIndex { $0.text == "More" }.map { $0 - 1 } ?? 0
    #expect(whole.prefix(more) == page.prefix(more))
    #expect(whole[more].text.isEmpty && whole[more + 1] == ReportLine(text: "Details", role: .title))
    #expect(
      page.suffix(3).map(\.text) == [
        "More", "    pitwall report runs/20261121T044200Z-churn-a3f2 --all",
        "  One topic: --topic explanation, threshold",
      ])
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
    #expect(text.contains("Status: still running.\n") && text.contains("Nothing is decided yet."))
    #expect(report.numbers.allSatisfy { $0.estimate.value == nil && $0.run == nil })
    #expect(!text.contains("Five numbers") && !text.contains("nan"))
  }

  @Test func aStudyThatFailedBeforeItReadItsDataSaysWhy() throws {
    let report = StudyReport(
      run: .init(
        id: "20261121T044200Z-churn-a3f2", path: "runs/churn", state: .failed, reason: "exit code 65", name: "churn",
        lastWords: "churn.csv: data.target names nosuch, which is no column"),
      records: StudyRecords([]))
    let lines = report.lines(width: 100).map(\.text)
    #expect(
      lines.prefix(4) == [
        "Study churn", "Status: FAILED (exit code 65).",
        "It said last: churn.csv: data.target names nosuch, which is no column", "It ended before its data were read.",
      ])
    let run = try report.json().objectValue?["run"]?.objectValue
    #expect(run?["last_words"]?.stringValue == report.run.lastWords && run?["name"]?.stringValue == "churn")
  }

  @Test(arguments: [
    (Verdict.approve, RunState.finished, "Status: approved by ada@laptop on 2026-11-21 06:02: better than the rule."),
    (.reject, .finished, "Status: rejected by ada@laptop on 2026-11-21 06:02: better than the rule."),
    (
      .hold, .waiting,
      "Status: complete; waits for approval, put on hold by ada@laptop on 2026-11-21 06:02: better than the rule."
    ),
  ])
  func aDecidedStudySaysWhoDecidedAndWhy(verdict: Verdict, state: RunState, sentence: String) throws {
    var report = ChurnStudy.report(ChurnStudy.records, state: state)
    #expect(!report.status[0].hasPrefix(sentence))
    report.run.secondsFromUTC = 3600
    report.run.decision = try self.decision(verdict, about: report.run)
    #expect(report.status[0].hasPrefix(sentence))
    #expect(report.text(width: 140).contains(sentence) && report.markdown().contains(sentence))
    let decision = try report.json().objectValue?["run"]?.objectValue?["decision"]?.objectValue
    #expect(decision?["verdict"]?.stringValue == verdict.rawValue && decision?["by"]?.stringValue == "ada@laptop")
  }

  private func decision(_ verdict: Verdict, about run: StudyReport.Run) throws -> Decision {
    Decision(
      id: "1", wallTime: try #require(WallTime(1_795_237_320)), verdict: verdict, runID: run.id,
      checkpoint: "checkpoints/final.json", sha256: "ab", by: "ada@laptop", reason: "better than the rule",
      previous: "00")
  }

  @Test func aStudyThatWaitsAsksAndSaysHowToAnswer() throws {
    var report = ChurnStudy.report(ChurnStudy.records, state: .waiting)
    #expect(!report.text(width: 100).contains("Your decision"))
    let choice = try #require(report.records.choice)
    report.run.request = ApprovalRequest(
      checkpoint: "checkpoints/final.json", sha256: "ab", question: "May it go into use?",
      evidence: choice.rationale + ["From a score of 0.302 it finds 79 % of the rows that are Yes."] + choice.warnings)
    report.run.arguments = ["who's leaving", "--runs", "a/b"]
    let page = report.lines(width: 100, part: .firstPage).map(\.text)
    let start = try #require(page.firstIndex(of: "Your decision"))
    #expect(
      page[start...] == [
        "Your decision", "  May it go into use?",
        "  - From a score of 0.302 it finds 79 % of the rows that are Yes. [study]",
        "  Approve and reject end the study; hold lets it wait.", "  Answer with one of:",
        "    pitwall approve 'who'\\''s leaving' --runs a/b --reason '...'",
        "    pitwall reject 'who'\\''s leaving' --runs a/b --reason '...'",
        "    pitwall hold 'who'\\''s leaving' --runs a/b --reason '...'",
        "",
        "More", "    pitwall report 'who'\\''s leaving' --runs a/b --all",
        "  One topic: --topic explanation, threshold",
      ])
    let request = try report.json().objectValue?["run"]?.objectValue?["approval_request"]?.objectValue
    #expect(request?["question"]?.stringValue == "May it go into use?")
    report.run.state = .finished
    #expect(!report.text(width: 100).contains("Your decision"))
  }

  @Test func aCandidateWithoutAnyValueIsNotTriedForAReasonHoweverLong() throws {
    let reason =
      "none of its 3 trials gave a value: ended with code 2: Traceback\n" + String(repeating: "at x ", count: 60)
    let records = ChurnStudy.records + [.notTried(NotTried(what: "candidate e", reason: reason))]
    let lines = ChurnStudy.report(records).lines(width: 80).map(\.text)
    let start = try #require(
      lines.firstIndex { $0.hasPrefix("  - candidate e: none of its 3 trials gave a value: ended with") })
    #expect(lines[(start + 1)...(start + 5)].allSatisfy { $0.hasPrefix("    ") && $0.count <= 80 })
    #expect(lines[start + 6].isEmpty)
  }

  @Test func whatOneComparisonShowsIsNotCalledTied() {
    let records = ChurnStudy.records.map { record in
      guard case .comparison(var pair) = record, pair.first == "prior" || pair.second == "prior" else { return record }
      (pair.verdict, pair.pValue, pair.adjustedPValue) = (.indistinguishable, 0.008, 0.097)
      return .comparison(pair)
    }
    let page = ChurnStudy.report(records).lines(width: 100, part: .firstPage).map(\.text)
    let prior = page.first { $0.hasPrefix("  prior ") }
    #expect(prior?.split(separator: " ").prefix(4) == ["prior", "0.500", "-", "behind"])
    let text = page.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(text.contains("behind, ahead: by more than chance explains in this one comparison, though all 10 pairs"))
  }

  @Test func baselinesAreNotCountedAsTrialsOfTheSearch() {
    func trials(_ count: Int) -> String {
      var header = ChurnStudy.header
      header.plannedTrials = 4
      let stages = ["baseline", "baseline", "portfolio", "broad"]
      let all = stages.enumerated().map { ChurnStudy.trial($0 + 1, "linear", $1, [:], 0.8, 1) }
      return ChurnStudy.report([.header(header)] + all.prefix(count).map { .trial($0) }).status[0]
    }
    #expect(trials(0).contains("Tried: 0 of 4 planned trials. "))
    #expect(trials(1).contains("Tried: 0 of 3 planned trials and 1 baseline. "))
    #expect(trials(3).contains("Tried: 1 of 2 planned trials and 2 baselines. "))
    #expect(trials(4).contains("Tried: 2 trials and 2 baselines. "))
  }

  @Test func theSearchCountsItsBaselinesApart() {
    let all = ["baseline", "portfolio"].enumerated().map { ChurnStudy.trial($0 + 1, "linear", $1, [:], 0.8, 1) }
    let text = ChurnStudy.report([.header(ChurnStudy.header)] + all.map { .trial($0) }).text(width: 140)
    #expect(text.contains("1 trial in 1.0 s of CPU time") && text.contains("the best after 1 trial and 1.0 s"))
  }

  @Test func whereNothingMayBeChosenTheBestIsNamedWithItsExclusion() {
    var candidates = ChurnStudy.candidates
    for index in candidates.indices { candidates[index].exclusions = ["model size 9.0 MB, at most 1.0 kB allowed"] }
    let facts = ChoiceFacts(basis: ChurnStudy.basis, candidates: candidates, comparisons: [])
    let records = [.header(ChurnStudy.header)] + candidates.map { StudyRecord.candidate($0) }
    let text = ChurnStudy.report(records + [.choice(ChoiceRule.choose(facts))]).text(width: 140)
    #expect(text.contains("No model may be chosen: each breaks a limit, or its AUC is not known."))
    #expect(text.contains("best, excluded") && text.contains("Not judged: no model may be chosen."))
    #expect(!text.contains("tied:") && !text.contains("same:"))
  }

  @Test func aBaselineThatWasChosenIsComparedWithTheNextBest() {
    var records = ChurnStudy.records.filter { if case .choice = $0 { false } else { true } }
    records.append(.choice(Choice(candidate: "one-feature", rationale: [], alternatives: [], warnings: [])))
    records.append(
      .estimate(
        NamedEstimate(
          name: "improvement", candidate: "linear", estimate: Estimate(metric: "auc", value: 0.237), meaning: "",
          run: "baselines/prior")))
    let report = ChurnStudy.report(records)
    #expect(report.numbers[3].label == "gain over best other baseline, prior")
    #expect(ChurnStudy.report(ChurnStudy.records).numbers[3].label == "gain over best baseline, one-feature")
  }

  @Test func findingsNameLinesOfTheFileWhereTheyAreKnown() {
    var finding = Finding(check: "blank", severity: .info, rows: [3, 9], evidence: "2 blanks", advice: "Look")
    #expect(text(of: finding).contains("See rows 4, 10 (the first below the header is 1)."))
    (finding.lines, finding.rowCount) = ([5, 1012], 7)
    #expect(text(of: finding).contains("See lines of the file 5, 1012, and more."))
    (finding.rows, finding.lines, finding.rowCount) = ([3], [5], 1)
    #expect(text(of: finding).contains("See line of the file 5."))
  }

  private func text(of finding: Finding) -> String {
    ChurnStudy.report([.header(ChurnStudy.header), .finding(finding)]).text(width: 140)
  }

  @Test func aStudyInTheSearchNamesTheBestSoFar() {
    let records = ChurnStudy.records.filter { record in
      if case .choice = record { return false }
      if case .estimate = record { return false }
      return true
    }
    let text = ChurnStudy.report(records, state: .running).text(width: 100)
    #expect(text.contains("Status: still running. Tried: 6 trials. Below is what is known so far."))
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
