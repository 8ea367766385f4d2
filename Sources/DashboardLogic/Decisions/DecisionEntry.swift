import RunModel

/// A line of the decisions screen: a question that waits for a person, or what a person decided.
struct DecisionEntry: Sendable {
  /// Finds it again when the list changes.
  struct ID: Hashable, Sendable {
    var runID: String
    /// nil: the question.
    var decisionID: String?
  }
  var run: RunSnapshot
  /// nil: it waits.
  var decision: Decision?

  /// How it was put off, of one that waits.
  var hold: Decision? { decision == nil ? run.standingHold : nil }

  var id: ID { ID(runID: run.id, decisionID: decision?.id) }

  /// The question, or the one that was answered where the run still tells it.
  var request: ApprovalRequest? {
    guard let decision else { return run.openApprovalRequest }
    return run.approvalRequest.flatMap { $0.newestAnswer(among: [decision]) == nil ? nil : $0 }
  }

  /// Who asks: who it says, else who launched the run.
  var askedBy: String? {
    if let name = request?.askedBy { return name }
    return run.identity?.user.map { user in run.identity?.host.map { "\(user)@\($0)" } ?? user }
  }

  /// Of all runs: what waits, as the runs are listed, what was put off behind the others, then what was decided, the
  /// newest first. That a request was put off is said by its own line, not by another one. O(runs + decisions).
  static func all(in runs: [RunSnapshot]) -> [DecisionEntry] {
    let open = runs.filter { $0.openApprovalRequest != nil }.map { DecisionEntry(run: $0) }
    let waiting = open.filter { $0.hold == nil } + open.filter { $0.hold != nil }
    let decided = runs.flatMap { run in
      let hold = run.standingHold?.id
      return run.decisions.filter { $0.id != hold }.map { DecisionEntry(run: run, decision: $0) }
    }
    func time(_ entry: DecisionEntry) -> Double { entry.decision?.wallTime.secondsSince1970 ?? 0 }
    return waiting
      + decided.enumerated().sorted { a, b in
        time(a.element) == time(b.element) ? a.offset > b.offset : time(a.element) > time(b.element)
      }.map(\.element)
  }
}

/// Where one is on the decisions screen.
public struct DecisionsState: Equatable, Sendable {
  var selected: DecisionEntry.ID?
  /// The run that was selected when the screen was opened; nil once somebody has gone to another line.
  var runBefore: String?

  public init() {}
}

extension DashboardState {
  var decisionEntries: [DecisionEntry] { DecisionEntry.all(in: runs.watched.runs) }

  /// The place of the selected one: that which was gone to, else the first one of the selected run, else the first of
  /// all.
  func selectedEntry(among entries: [DecisionEntry]) -> Int? {
    let chosen = decisions.selected.flatMap { id in entries.firstIndex { $0.id == id } }
    return chosen ?? entries.firstIndex { $0.run.id == runs.selectedID } ?? (entries.isEmpty ? nil : 0)
  }

  /// What a decision would be about: on the decisions screen the run of the selected line.
  var runToDecide: RunSnapshot? {
    guard screen == .decisions else { return selectedRun }
    let entries = decisionEntries
    return selectedEntry(among: entries).map { entries[$0].run } ?? selectedRun
  }

  /// The selected run is that of the selected line, unless the filter hides it.
  mutating func selectRunToDecide() {
    guard let run = runToDecide, run.id != runs.selectedID else { return }
    runs.reveal(run.id)
    judgeRuns()
    keepWithinBounds()
  }

  /// Who has only looked finds the run selected that was so before.
  mutating func returnFromDecisions() {
    guard let run = decisions.runBefore, run != runs.selectedID else { return }
    decisions.runBefore = nil
    runs.reveal(run)
    judgeRuns()
    keepWithinBounds()
  }

  /// The selected run goes along.
  mutating func moveInDecisions(_ command: Command) {
    let entries = decisionEntries
    guard let now = selectedEntry(among: entries) else { return }
    let page = DecisionsLayout(count: entries.count, in: layout.content).page
    let entry = entries[command.index(from: now, count: entries.count, page: page)]
    (decisions.selected, decisions.runBefore) = (entry.id, nil)
    selectRunToDecide()
  }

  /// Keeps the place in the list where the question of the selected line was decided or put off, and so has gone
  /// elsewhere: on the next one that waits, else on the last. Who decides one after another must not land on what is
  /// decided already.
  /// - Parameter before: the lines as they were; empty where they were not on view.
  mutating func stayInDecisions(_ before: [DecisionEntry]) {
    guard let place = selectedEntry(among: before), before[place].decision == nil else { return }
    let (old, entries) = (before[place], decisionEntries)
    let now = entries.first { $0.id == old.id }
    guard now.map({ old.hold == nil && $0.hold != nil }) ?? true, !entries.isEmpty else { return }
    let waiting = entries.count { $0.decision == nil }
    let fresh = entries.count { $0.decision == nil && $0.hold == nil }
    // What was put off comes only where nothing else waits, unless one is among it.
    let last = (old.hold == nil && fresh > 0 ? fresh : waiting > 0 ? waiting : entries.count) - 1
    decisions.selected = entries[min(place, last)].id
    selectRunToDecide()
  }

  /// All about the selected line, enlarged.
  mutating func openDecision() {
    let entries = decisionEntries
    guard let place = selectedEntry(among: entries) else {
      notice = Notice("Nothing waits for a decision, and nothing has been decided.")
      return
    }
    decisions.selected = entries[place].id
    overlay = .reading(DecisionReading(entries[place]))
  }
}
