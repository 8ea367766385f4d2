import RunModel
import TerminalModel

/// What waits for a decision and what was decided, over all runs; below it the selected line in full.
public struct DecisionsModel: Sendable {
  public var table: TableModel
  /// Such as `● 2 wait for you  5 decided`.
  public var summary: StyledText
  /// The run of the selected line.
  public var runName: String
  public var waits: Bool
  /// What it is about, in lines as wide as their box.
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
        .init("verdict"), .init("run", minimum: 10, maximum: 32, truncation: .middle),
        .init("when", priority: 4, minimum: 16), .init("who", priority: 2, maximum: 24),
        .init("about", priority: 3, minimum: 10, maximum: 20, truncation: .middle), .init("sha256", priority: 5),
      ] + (hasGates ? [.init("gates", priority: 1)] : [])
        + [.init("reason or question", minimum: 12, isFlexible: true)],
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
    let waiting = entries.count { $0.decision == nil }
    let decided = entries.count - waiting
    let waits = waiting == 0 ? [] : [TextSpan("● \(waiting) wait\(waiting == 1 ? "s" : "") for you  ", .statusWaiting)]
    return StyledText(waits + [TextSpan("\(decided) decided", .textDim)])
  }

  private static func cells(_ entry: DecisionEntry, hasGates: Bool, secondsFromUTC: Int) -> [TableModel.Cell] {
    let request = entry.request
    let sign = entry.decision.map { StatusSign($0) } ?? StatusSign("●", "waits", .statusWaiting)
    let time = entry.decision?.wallTime ?? request?.wallTime
    let digest = entry.decision?.sha256 ?? request?.sha256 ?? ""
    let choice = entry.decision?.alternative.map { "\($0): " } ?? ""
    return [
      .text("\(sign.glyph) \(sign.word)", sign.style), .text(entry.run.qualifiedName, .textStrong),
      .text(time.map { ClockTime.dateAndTime($0, secondsFromUTC: secondsFromUTC) } ?? "", .textDim),
      .text(entry.decision?.by ?? entry.askedBy ?? ""), .text(entry.decision?.checkpoint ?? request?.checkpoint ?? ""),
      .text(String(digest.prefix(12)), .textDim),
    ] + (hasGates ? [.text(request?.gateCounts ?? [])] : [])
      + [.text(entry.decision.map { choice + $0.reason } ?? request?.question ?? "")]
  }
}

extension ApprovalRequest {
  /// `✔ 3  ✘ 1  ? 1`; empty without gates.
  var gateCounts: StyledText {
    let spans = [Bool?.some(true), .some(false), nil].compactMap { outcome -> TextSpan? in
      let number = gates.count { $0.hasPassed == outcome }
      let sign = Gate.sign(outcome)
      return number == 0 ? nil : TextSpan("\(sign.glyph) \(number)", sign.style)
    }
    return StyledText(Array(spans.map { [$0] }.joined(separator: [TextSpan("  ")])))
  }

  /// Its gates, a line each: `✔ auc at least 0.8  0.84 (95 % interval 0.81 to 0.87)`.
  var gateLines: [StyledText] {
    gates.map { gate in
      let sign = Gate.sign(gate.hasPassed)
      return StyledText([
        TextSpan("  "), TextSpan("\(sign.glyph) ", sign.style), TextSpan(gate.name, .textStrong),
        TextSpan("  \(sign.word)", sign.style), TextSpan(gate.evidence.isEmpty ? "" : "  \(gate.evidence)", .textDim),
      ])
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
