internal import RunModel
internal import StudyModel

extension StudyReport {
  var page: ReportPage {
    ReportPage(
      title: title, status: status,
      summary: records.isEmpty
        ? [decision]
        : [gate, decision, numbersSection, comparison, warnings, answeredEscalations, criteria, notTried, question]
          .compactMap { $0 },
      details: details)
  }

  func page(of part: Part) -> ReportPage {
    var page = page
    switch part {
    case .whole: break
    case .firstPage: page.details = []
    case .topic(let topic):
      (page.status, page.details) = ([], [])
      page.summary = records.topics.filter { $0.topic == topic }.map(section)
    }
    return page
  }

  /// What the study says; where a person has decided, what and why before it.
  private var decision: ReportPage.Section {
    let answer = answer
    guard let decision = run.decision else {
      return ReportPage.Section("The decision", lead: answer.first, answer.dropFirst().map { .paragraph($0) })
    }
    let words = Self.sentence(decision.sentence(secondsFromUTC: run.secondsFromUTC))
    var blocks = answer
    if let choice = records.choice, !blocks.isEmpty {
      blocks[0].text = "The study \(choice.candidate == nil ? "said" : "recommended"): \(blocks[0].text)"
    }
    return ReportPage.Section(
      "The decision", lead: .init(words.prefix(1).uppercased() + words.dropFirst()), blocks.map { .paragraph($0) })
  }

  /// The study's own, a paragraph each.
  private var answer: [ReportPage.Sentence] {
    guard let choice = records.choice else {
      let state = run.state == .failed ? "The study failed before it could choose." : "Nothing is decided yet."
      let best = subject.map {
        ReportPage.Sentence(
          "The best model so far is \($0.name): \(metricTitle) \(words(primary($0))).", run: subjectRun)
      }
      return [.init(state), best, bestTrial].compactMap { $0 }
    }
    let rationale = choice.rationale.prefix(2).joined(separator: " ")
    let bare = choice.candidate.map { "Take \($0)." } ?? "No model may be chosen."
    return [.init(rationale.isEmpty ? bare : rationale, run: RunTags.study)]
  }

  private var bestTrial: ReportPage.Sentence? {
    progress.steps.last.map { step in
      .init(
        "The best trial of the search so far is of \(step.candidate): \(metricTitle) "
          + "\(NumberText.significant(step.value)) on the folds of the search.", run: tags.tag(step.run))
    }
  }

  private var numbersSection: ReportPage.Section {
    let subject = subject.map { isChosen ? "of \($0.name)" : "of \($0.name), the best so far" }
    let rows = numbers.map { number in
      let text = EstimateText(number.estimate)
      return [
        number.label, text.value, text.interval ?? windows(number.estimate) ?? "-", number.run ?? "-",
      ]
    }
    let table = ReportPage.Table(
      [.init("number"), .init("value", isNumeric: true), .init(intervalTitle), .init("run")], rows: rows)
    return ReportPage.Section(
      "Five numbers \(subject ?? "")".trimmed,
      [.table(table), .note(numbersLegend)])
  }

  private var numbersLegend: String {
    let metric = MetricWords.explanation(primaryMetric).map { "\(metricTitle): \($0)." }
    let repeated = records.estimates.contains { $0.name == "nested" }
    return [
      metric, repeated ? "Search repeated: what search and choice together reach on unseen rows." : nil,
      "run: where a number comes from; the last section has the directories.",
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// Where there is no interval, what the windows of time gave.
  private func windows(_ estimate: Estimate) -> String? {
    guard estimate.scores.count > 1, let low = estimate.scores.min(), let high = estimate.scores.max() else {
      return nil
    }
    let decimals = EstimateText.decimals(of: estimate)
    return "none; windows \(NumberText.fixed(low, decimals: decimals)) to \(NumberText.fixed(high, decimals: decimals))"
  }

  private var warnings: ReportPage.Section? {
    let (all, shown) = (allWarnings, foremostWarnings)
    guard !all.isEmpty else { return ReportPage.Section("Warnings", lead: .init("None.")) }
    let title = all.count > shown.count ? "Warnings (the gravest \(shown.count) of \(all.count))" : "Warnings"
    return ReportPage.Section(title, [.list(shown.map { .init($0, run: RunTags.study) })])
  }

  /// The first of each kind.
  var foremostWarnings: [String] { warningsByKind.flatMap { $0.prefix(Self.foremostWarningsOfKind) } }
  var allWarnings: [String] { warningsByKind.flatMap(\.self) }

  /// What the examination found to be critical; what worries about the choice, before there is one about the data; then
  /// the rest of the examination.
  private var warningsByKind: [[String]] {
    [
      records.topics.filter { $0.severity == .critical }.map(\.finding),
      records.choice?.warnings
        ?? Self.gravest(records.findings.filter { $0.severity >= .warning }, \.severity).map(\.warning),
      records.topics.filter { $0.severity == .warning }.map(\.finding),
    ]
  }

  private static func gravest<Item>(_ items: [Item], _ severity: (Item) -> Finding.Severity) -> [Item] {
    items.enumerated().sorted { (severity($0.element), $1.offset) > (severity($1.element), $0.offset) }.map(\.element)
  }

  private var criteria: ReportPage.Section {
    guard !records.criteria.isEmpty else {
      let text =
        isChosen
        ? "None were asked for." : records.choice == nil ? "Not judged yet." : "Not judged: no model may be chosen."
      return ReportPage.Section("Success criteria", lead: .init(text))
    }
    let outcomes: [CriterionVerdict.Outcome] = [.met, .unproven, .missed, .unknown]
    let parts = outcomes.compactMap { outcome -> String? in
      let named = records.criteria.filter { $0.outcome == outcome }.map(\.criterion)
      return named.isEmpty ? nil : "\(outcome.rawValue.uppercased()): \(named.joined(separator: "; "))."
    }
    return ReportPage.Section(
      "Success criteria", lead: .init(parts.joined(separator: " "), run: RunTags.study))
  }

  private var notTried: ReportPage.Section? {
    guard !records.notTried.isEmpty else {
      return isChosen ? ReportPage.Section("Not tried", lead: .init("Nothing that was asked for was left out.")) : nil
    }
    return ReportPage.Section(
      "Not tried", [.list(records.notTried.map { .init("\($0.what): \($0.reason)") })])
  }

  /// What a person is asked, the evidence recorded for it that is said nowhere else, and how to answer.
  private var question: ReportPage.Section? {
    guard run.state == .waiting, let request = run.request, request.escalation == nil else { return nil }
    let said = (records.choice?.rationale ?? []) + (records.choice?.warnings ?? [])
    let evidence = request.evidence.filter { !said.contains($0) }
    let commands = ["approve", "reject", "hold"].map { command($0) }
    return ReportPage.Section(
      "Your decision", lead: .init(request.question),
      (evidence.isEmpty ? [] : [.list(evidence.map { .init($0, run: RunTags.study) })])
        + [
          .note("Approve and reject end the study; hold lets it wait."), .paragraph(.init("Answer with one of:")),
          .list(commands),
        ])
  }

  /// `pitwall approve RUN --reason '...'`
  func command(_ verb: String, options: String = "") -> ReportPage.Sentence {
    .init("pitwall \(verb) \(run.arguments.map(Self.shellWord).joined(separator: " "))\(options) --reason '...'")
  }

  /// As a shell takes it for one word.
  static func shellWord(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_-./@:+,".unicodeScalars.contains(scalar))
    }
    if isPlain, !text.isEmpty { return text }
    return "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'"
  }

  var metricTitle: String { MetricWords.title(primaryMetric) }
  var subjectRun: String? { subject.map { tags.tag($0.run) } }
  func words(_ estimate: Estimate?) -> String { estimate.map { EstimateText($0).full } ?? NumberText.unknown }
}

extension String {
  var trimmed: String {
    var result = self[...]
    while result.last == " " { result.removeLast() }
    return String(result)
  }
}
