internal import RunModel
internal import StudyModel

extension StudyReport {
  var page: ReportPage {
    ReportPage(
      title: title, status: status,
      summary: records.isEmpty
        ? [decision]
        : [
          gate, decision, numbersSection, comparison, use, warnings, answeredEscalations, criteria, undecided, notTried,
          question,
        ].compactMap { $0 },
      details: details)
  }

  func page(of part: Part) -> ReportPage {
    var page = page
    switch part {
    case .whole: break
    case .firstPage:
      page.details = []
      if !records.isEmpty { page.summary.append(more) }
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
      [.init("number"), .init("value", isNumeric: true), .init(intervalTitle, isNumeric: true), .init("run")],
      rows: rows)
    return ReportPage.Section(
      "Five numbers \(subject ?? "")".trimmed,
      [.table(table), .note(numbersLegend)])
  }

  private var numbersLegend: String {
    let metric = MetricWords.explanation(primaryMetric).map { "\(metricTitle): \($0)." }
    let repeated = records.estimates.contains { $0.name == "nested" }
    return [
      metric, repeated ? "Search repeated: what search and choice together reach on unseen rows." : nil,
      "run: where a number comes from, by the last section of the details.",
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

  /// From which probability on to act, by its name, and what that is worth.
  private var use: ReportPage.Section? {
    let sentences = [records.choice?.threshold.map(sentence), worth].compactMap(\.self)
    return sentences.isEmpty
      ? nil
      : ReportPage.Section("Threshold of use", lead: .init(sentences.joined(separator: " "), run: RunTags.study))
  }

  /// Of the threshold that the examination judged; where that is not the one of use, it is named. nil where a warning on
  /// this page says it.
  private var worth: String? {
    guard let topic = records.topics.first(where: { $0.topic == .threshold }),
      !foremostWarnings.contains(topic.finding)
    else { return nil }
    guard let used = records.choice?.threshold, let judged = JudgedThreshold(topic, goal: used.goal),
      !judged.isSame(as: used)
    else { return topic.finding }
    let way = judged.value.map { "from \(NumberText.fixed($0, decimals: 3)) on" } ?? "with no row called \(positive)"
    return "On the last fold, judged \(way): \(topic.finding.prefix(1).lowercased())\(topic.finding.dropFirst())"
  }

  private var positive: String { records.header?.classes.last ?? "positive" }

  private func sentence(_ threshold: DecisionThreshold) -> String {
    if threshold.value <= 0 { return "Call every row \(positive): \(threshold.goal)." }
    return threshold.isNobody
      ? "Call no row \(positive): \(threshold.goal)."
      : "Call a row \(positive) from a probability of \(NumberText.fixed(threshold.value, decimals: 3)) on "
        + "(\(threshold.goal))."
  }

  private var warnings: ReportPage.Section? {
    let (all, shown) = (allWarnings, foremostWarnings)
    guard !all.isEmpty else { return ReportPage.Section("Warnings", lead: .init("None.")) }
    let title = all.count > shown.count ? "Warnings (the gravest \(shown.count) of \(all.count))" : "Warnings"
    let rest = all.count - shown.count
    return ReportPage.Section(
      title,
      [.list(shown.map { .init($0, run: RunTags.study) })]
        + (rest > 0 ? [.note("And \(NumberText.count(rest)) more, under The choice in the details.")] : []))
  }

  /// What is critical, then what worries about the choice; the last place is the examination's, where it has a warning.
  var foremostWarnings: [String] {
    let (critical, choice, examination) = (warningsByKind[0], warningsByKind[1], warningsByKind[2])
    let free = max(0, Self.foremostWarningCount - critical.count)
    let own = choice.prefix(free - (examination.isEmpty || free == 0 ? 0 : 1))
    return Array((critical + own + examination).prefix(Self.foremostWarningCount))
  }

  var allWarnings: [String] { warningsByKind.flatMap(\.self) }

  /// What the examination found to be critical or a requirement to be broken; what worries about the choice, before there
  /// is one about the data; then the rest of the examination.
  private var warningsByKind: [[String]] {
    let grave = records.topics.filter { $0.severity >= .warning }
    // Whom it may harm, before how well it works.
    let warned = grave.filter { $0.topic == .fairness } + grave.filter { $0.topic != .fairness }
    let isFirst = warned.map { $0.severity == .critical || Requirements.isBroken($0) }
    func findings(_ first: Bool) -> [String] { zip(warned, isFirst).filter { $0.1 == first }.map(\.0.finding) }
    return [
      findings(true),
      records.choice?.warnings
        ?? Self.gravest(records.findings.filter { $0.severity >= .warning }, \.severity).map(\.warning),
      findings(false),
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

  /// Limits on groups and segments, of all topics.
  var undecidedRequirements: [ReportPage.Sentence] {
    records.topics.flatMap { topic in
      Requirements.undecided(topic).map { ReportPage.Sentence($0, run: tags.tag(topic.run)) }
    }
  }

  /// Without those that a warning on this page says already.
  private var undecided: ReportPage.Section? {
    let warned = foremostWarnings
    let sentences = undecidedRequirements.filter { open in !warned.contains { $0.contains(open.text) } }
    guard !sentences.isEmpty else { return nil }
    let shown =
      sentences.count > Requirements.mostShown ? Array(sentences.prefix(Requirements.mostShown - 1)) : sentences
    let rest = sentences.count - shown.count
    return ReportPage.Section(
      "Cannot be told", lead: .init("Limits that these rows cannot decide:"),
      [.list(shown)] + (rest > 0 ? [.note("And \(NumberText.count(rest)) more, by topic in the details.")] : []))
  }

  private var notTried: ReportPage.Section? {
    guard !records.notTried.isEmpty else {
      return isChosen ? ReportPage.Section("Not tried", lead: .init("Nothing that was asked for was left out.")) : nil
    }
    let names = records.notTried.map(\.what).joined(separator: "; ")
    return ReportPage.Section("Not tried", lead: .init("\(Self.sentence(names)) The details say why."))
  }

  /// What a person is asked, the evidence recorded for it that is said nowhere else, and how to answer.
  private var question: ReportPage.Section? {
    guard run.state == .waiting, let request = run.request, request.escalation == nil else { return nil }
    let said = (records.choice?.rationale ?? []) + (records.choice?.warnings ?? []) + records.topics.map(\.finding)
    let evidence = request.evidence.filter { !said.contains($0) }
    return ReportPage.Section(
      "Your decision", lead: .init(request.question),
      (evidence.isEmpty ? [] : [.list(evidence.map { .init($0, run: RunTags.study) })])
        + [
          .note("Approve and reject end the study; hold lets it wait."), .paragraph(.init("Answer with one of:")),
          .commands(["approve", "reject", "hold"].map { command($0) }),
        ])
  }

  /// Where the rest is.
  private var more: ReportPage.Section {
    let topics = records.topics.map(\.topic.rawValue)
    let note = topics.isEmpty ? [] : [ReportPage.Block.note("One topic: --topic \(topics.joined(separator: ", "))")]
    return ReportPage.Section("More", [.commands(["pitwall report \(arguments) --all"])] + note)
  }

  /// `pitwall approve RUN --reason '...'`
  func command(_ verb: String, options: String = "") -> String {
    "pitwall \(verb) \(arguments)\(options) --reason '...'"
  }

  private var arguments: String { run.arguments.map(ShellText.word).joined(separator: " ") }

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
