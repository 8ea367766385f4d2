import RunModel
import TerminalModel

/// What waits for a decision and what was decided, over all runs; below it the selected line in full.
public struct DecisionsModel: Sendable {
  public var table: TableModel
  /// Such as `● 2 wait for you  ‖ 1 on hold  5 decided`.
  public var summary: StyledText
  /// The run of the selected line.
  public var runName: String
  public var waits: Bool
  /// What it is about, in lines as wide as their panel.
  public var detail: [StyledText]
  /// `a approve  r reject  o hold  enter read all`; empty for what is decided.
  public var keys: [KeyHint]
  public var layout: DecisionsLayout

  /// What opening does: what waits or was decided, enlarged.
  static let readingLabel = "read all"
  static func deciding(_ keys: KeyMap) -> [KeyHint] { [Command.approve, .reject, .hold].map { keys.hint($0) } }

  /// nil where nothing waits and nothing was decided.
  init?(_ state: DashboardState, in area: Rect) {
    let entries = state.decisionEntries
    guard let place = state.selectedEntry(among: entries) else { return nil }
    let offset = state.secondsFromUTC
    layout = DecisionsLayout(count: entries.count, in: area)
    let hasGates = entries.contains { !($0.request?.gates.isEmpty ?? true) }
    table = TableModel(
      columns: [
        .init("verdict", minimum: 9), .init("run", minimum: 10, maximum: 32, truncation: .middle),
        .init("about", priority: 1, minimum: 10, maximum: 24, truncation: .middle),
      ] + (hasGates ? [.init("gates", priority: 2)] : []) + [
        .init("reason or question", minimum: 40, isFlexible: true), .init("when", priority: 3, minimum: 16),
        .init("who", priority: 4, maximum: 24), .init("sha256", priority: 5),
      ],
      rowCount: entries.count, selection: place, offset: place - layout.page / 2
    ) { Self.cells(entries[$0], hasGates: hasGates, secondsFromUTC: offset) }
    summary = Self.summary(entries)
    let entry = entries[place]
    (runName, waits) = (entry.run.qualifiedName, entry.decision == nil)
    keys = waits ? Self.deciding(state.keys) + [state.keys.hint(.open, Self.readingLabel)] : []
    let columns = max(1, layout.detail.columns - 4)
    detail = entry.text(secondsFromUTC: offset).flatMap { $0.wrapped(columns: columns) }
  }

  private static func summary(_ entries: [DecisionEntry]) -> StyledText {
    let waiting = entries.count { $0.decision == nil && $0.hold == nil }
    let held = entries.count { $0.hold != nil }
    let decided = entries.count { $0.decision != nil }
    let waits = waiting == 0 ? [] : [TextSpan("● \(waiting) wait\(waiting == 1 ? "s" : "") for you  ", .statusWaiting)]
    let holds = held == 0 ? [] : [TextSpan("‖ \(held) on hold  ", .statusPaused)]
    return StyledText(waits + holds + [TextSpan("\(decided) decided", .textDim)])
  }

  private static func cells(_ entry: DecisionEntry, hasGates: Bool, secondsFromUTC: Int) -> [TableModel.Cell] {
    let request = entry.request
    let word = entry.decision ?? entry.hold
    let time = (word?.wallTime ?? request?.wallTime).map { ClockTime.dateAndTime($0, secondsFromUTC: secondsFromUTC) }
    let checkpoint = word?.checkpoint ?? request?.checkpoint ?? ""
    let digest = word?.sha256 ?? request?.sha256 ?? ""
    let choice = word?.alternative.map { "\($0): " } ?? ""
    let sign = sign(entry)
    return [
      .text("\(sign.glyph) \(sign.word)", sign.style), .text(entry.run.qualifiedName, .textStrong),
      .text(entry.run.subject(of: checkpoint)),
    ] + (hasGates ? [.text(request?.gateSummary ?? [])] : []) + [
      .text(word.map { choice + $0.reason } ?? request?.question ?? ""),
      .text((entry.hold == nil ? "" : "since ") + (time ?? ""), .textDim),
      .text(word?.by ?? entry.askedBy ?? ""), .text(String(digest.prefix(12)), .textDim),
    ]
  }

  /// What was put off still waits, but not now.
  private static func sign(_ entry: DecisionEntry) -> StatusSign {
    if let decision = entry.decision { return StatusSign(decision) }
    return entry.hold == nil
      ? StatusSign("●", "waits", .statusWaiting) : StatusSign("‖", "waits, on hold", .statusPaused)
  }
}

extension ApprovalRequest {
  /// `✔ all 5 passed`, `✘ 1 of 5 failed` or `? 5 of 6 unclear`, the worst of them; empty without gates.
  var gateSummary: StyledText {
    let failed = gates.count { $0.hasPassed == false }
    let unclear = gates.count { $0.hasPassed == nil }
    guard failed + unclear > 0 else {
      let all = gates.count == 1 ? "passed" : "all \(gates.count) passed"
      return gates.isEmpty ? StyledText([]) : StyledText("\(Gate.sign(true).glyph) \(all)", Gate.sign(true).style)
    }
    let sign = Gate.sign(failed > 0 ? false : nil)
    let words = failed > 0 ? "\(failed) of \(gates.count) failed" : "\(unclear) of \(gates.count) unclear"
    return StyledText("\(sign.glyph) \(words)", sign.style)
  }

  /// Its gates, a line each: `✔ auc at least 0.8  0.84 (95 % interval 0.81 to 0.87)`.
  var gateLines: [StyledText] {
    gates.map { gate in
      let sign = Gate.sign(gate.hasPassed)
      return StyledText([
        TextSpan("  "), TextSpan("\(sign.glyph) ", sign.style), TextSpan(gate.name, .textStrong),
        TextSpan("  \(sign.word)", sign.style), TextSpan(gate.evidence.isEmpty ? "" : "  \(gate.evidence)", .textDim),
      ]).hanging(4)
    }
  }
}

extension ApprovalRequest.Gate {
  static func sign(_ hasPassed: Bool?) -> StatusSign {
    switch hasPassed {
    case true?: StatusSign("✔", "passed", .success)
    case false?: StatusSign("✘", "failed", .error)
    case nil: StatusSign("?", "cannot be told", .warning)
    }
  }
}
