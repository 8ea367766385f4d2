internal import RunModel
internal import StudyModel

/// Where the study stopped on its way, and what was decided there.
extension StudyReport {
  /// What it waits for on its way, before all else; nil where it does not.
  var gate: ReportPage.Section? {
    guard let request = run.request, let escalation = request.escalation else { return nil }
    let rows = escalation.alternatives.map { [$0.name, $0.what, $0.cost, $0.effect] }
    let table = ReportPage.Table(
      [.init("alternative"), .init("what"), .init("cost"), .init("effect")], rows: rows, stressed: 0)
    let commands =
      escalation.alternatives.map { command("approve", options: " --choose \(ShellText.word($0.name))") }
      + [command("reject"), command("hold")]
    return ReportPage.Section(
      "Your decision: \(escalation.title)", lead: .init(request.question),
      [
        .list(request.evidence.map { .init($0, run: RunTags.study) }), .table(table),
        .note("The first alternative is recommended; reject ends the study, hold lets it wait."),
        .paragraph(.init("Answer with one of:")), .commands(commands),
      ])
  }

  /// What was asked and answered; nil where nothing was.
  var answeredEscalations: ReportPage.Section? {
    let answered = records.escalations.compactMap { escalation in
      escalation.ruling.map { (escalation: escalation, ruling: $0) }
    }
    guard !answered.isEmpty else { return nil }
    return ReportPage.Section(
      "Escalations",
      [
        .list(
          answered.map { escalation, ruling in
            .init(Self.sentence("\(escalation.kind.title): \(words(ruling))"), run: RunTags.study)
          })
      ])
  }

  /// Every escalation with its evidence and what could have been chosen; nil without any.
  var escalationDetails: ReportPage.Section? {
    guard !records.escalations.isEmpty else { return nil }
    let blocks = records.escalations.flatMap { escalation -> [ReportPage.Block] in
      let rows = escalation.alternatives.map { [$0.name, $0.what, $0.cost, $0.effect] }
      let chosen = escalation.alternatives.firstIndex { $0.name == escalation.ruling?.alternative }
      let table = ReportPage.Table(
        [.init("alternative"), .init("what"), .init("cost"), .init("effect")], rows: rows, stressed: chosen)
      let answer = escalation.ruling.map(words) ?? "nobody has decided yet"
      return [
        .paragraph(.init(Self.sentence("\(escalation.kind.title): \(answer)"), run: RunTags.study)),
        .list(escalation.evidence.map { .init($0, run: RunTags.study) }), .table(table),
      ]
    }
    return ReportPage.Section(
      "Escalations", lead: .init("Where the study stopped and asked, with what it saw and offered."), blocks)
  }

  /// `go-on chosen by ada@laptop on 2026-11-21 14:03: known since spring`.
  private func words(_ ruling: EscalationSummary.Ruling) -> String {
    let when = WallTime(ruling.decided).map { ClockTime.dateAndTime($0, secondsFromUTC: run.secondsFromUTC) }
    return "\(ruling.alternative.map { "\($0) chosen" } ?? "rejected") by \(ruling.by)"
      + (when.map { " on \($0)" } ?? "") + ": \(ruling.reason)"
  }
}
