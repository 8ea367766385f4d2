public import RunModel
import TerminalModel

/// What waits for a decision, and what was decided about the selected run.
public struct DecisionsModel: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    public var sign: StatusSign
    public var time: String
    public var run: String
    public var checkpoint: String
    /// The first twelve digits.
    public var digest: String
    public var by: String
    public var reason: String
    /// All of it in a sentence.
    public var sentence: String
    /// Of the bytes that were judged.
    public var sha256: String
  }
  public struct Pending: Equatable, Sendable {
    public var question: String
    public var checkpoint: String
    /// Whole; nil when the run did not record it.
    public var sha256: String?
    public var evidence: [String]
    /// Of an escalation; nil for the question at a training's end.
    public var escalation: Escalation?
    /// `a approve  r reject  o hold  enter read all`.
    public var keys: [KeyHint]
  }
  static func deciding(_ keys: KeyMap) -> [KeyHint] { [Command.approve, .reject, .hold].map { keys.hint($0) } }
  /// What opening does: what waits and what was decided, enlarged.
  static let readingLabel = "read all"
  /// nil when nothing about the selected run waits.
  public var pending: Pending?
  /// Names of other runs that wait.
  public var alsoWaiting: [String]
  /// The decisions about the selected run, newest first.
  public var rows: [Row]
  public var scroll: Int
  public var runName: String
  /// Whether nothing waits and nothing was decided.
  public var isEmpty: Bool { pending == nil && rows.isEmpty }

  init?(_ state: DashboardState) {
    guard let run = state.selectedRun else { return nil }
    runName = run.qualifiedName
    pending = run.openApprovalRequest.map { request in
      Pending(
        question: request.question, checkpoint: request.checkpoint, sha256: request.sha256, evidence: request.evidence,
        escalation: request.escalation,
        keys: Self.deciding(state.keys) + [state.keys.hint(.open, Self.readingLabel)])
    }
    alsoWaiting = state.runs.watched.runs.filter { $0.id != run.id && $0.openApprovalRequest != nil }
      .map(\.qualifiedName)
    rows = run.decisions.reversed().map { decision in
      Row(
        sign: StatusSign(decision),
        time: ClockTime.dateAndTime(decision.wallTime, secondsFromUTC: state.secondsFromUTC), run: run.name,
        checkpoint: decision.checkpoint, digest: String(decision.sha256.prefix(12)), by: decision.by,
        reason: (decision.alternative.map { "\($0): " } ?? "") + decision.reason,
        sentence: decision.sentence(secondsFromUTC: state.secondsFromUTC), sha256: decision.sha256)
    }
    scroll = state.scroll[.decisions] ?? 0
  }
}

extension DecisionsModel {
  /// The decisions as a table.
  public var table: TableModel {
    TableModel(
      columns: [
        .init("verdict"), .init("when", priority: 4, minimum: 16), .init("who", priority: 2, maximum: 24),
        .init("checkpoint", priority: 1, minimum: 10), .init("sha256", priority: 3),
        .init("reason", minimum: 12, isFlexible: true),
      ],
      rows: rows.map { row in
        [
          .text(StyledText([TextSpan("\(row.sign.glyph) \(row.sign.word)", row.sign.style)])),
          .text(row.time, .textDim),
          .text(row.by), .text(row.checkpoint), .text(row.digest, .textDim), .text(row.reason, .textStrong),
        ]
      }, offset: scroll, emptyText: "nothing has been decided about \(runName) yet")
  }

  /// What waits, in lines.
  public var pendingText: [StyledText] {
    guard let pending else { return [] }
    let digest = pending.sha256.map { "sha256 \($0.prefix(16))…" } ?? "sha256 not recorded"
    let title = pending.escalation.map { [StyledText($0.title, .statusWaiting)] } ?? []
    return title + [
      StyledText(pending.question, .textStrong),
      StyledText([TextSpan(pending.checkpoint), TextSpan("  \(digest)", .textDim)]), StyledText(""),
    ] + pending.evidence.map { StyledText([TextSpan("· ", .accent), TextSpan($0)]) } + alternativesText
  }

  /// What waits and what was decided, with nothing cut short.
  var fullText: [StyledText] {
    let hash = pending?.sha256.map { [StyledText(""), StyledText("sha256 \($0)", .textDim)] } ?? []
    let waits = pending == nil ? [] : [StyledText("Waits for your decision", .title)] + pendingText + hash
    guard !rows.isEmpty else { return waits }
    return waits + (waits.isEmpty ? [] : [StyledText("")]) + [StyledText("Decided", .title)]
      + rows.flatMap { row in
        [
          StyledText([TextSpan("\(row.sign.glyph) ", row.sign.style), TextSpan(row.sentence)]),
          StyledText([TextSpan("  "), TextSpan("\(row.checkpoint)  sha256 \(row.sha256)", .textDim)]),
        ]
      }
  }

  /// Each with what it is, costs and brings; the first is recommended, and marked as the one that an approval starts from.
  private var alternativesText: [StyledText] {
    guard let alternatives = pending?.escalation?.alternatives else { return [] }
    return [StyledText("")]
      + alternatives.enumerated().flatMap { index, alternative in
        [
          StyledText([
            index == 0 ? TextSpan("▸ ", .accent) : TextSpan("  "), TextSpan(alternative.name, .textStrong),
            TextSpan("  \(alternative.what)"),
            TextSpan(index == 0 ? " Recommended." : "", .textDim),
          ]), StyledText([TextSpan("  "), TextSpan(alternative.prospects, .textDim)]),
        ]
      }
  }
}
