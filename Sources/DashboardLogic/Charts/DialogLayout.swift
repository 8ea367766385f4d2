public import TerminalModel

/// Where the parts of a dialogue stand. Drawing and the keys that scroll it both ask it, so they agree.
///
/// The foot is always kept: it says how to leave. Where the room is short, the air around the parts goes first, and
/// then the body scrolls.
public struct DialogLayout: Equatable, Sendable {
  /// A row below the body: input, what is wrong with it, keys.
  public enum FootRow: Equatable, Sendable {
    case input(DialogModel.Input)
    case problem(String)
    case hints([KeyHint])
    case blank
  }

  public let box: Rect
  /// The part of the box that holds text.
  public let content: Rect
  /// The body in rows of that width.
  public let body: [StyledText]
  /// The rows of the body on view.
  public let visibleBody: Range<Int>
  public let foot: [FootRow]

  /// The largest useful `DialogModel.offset`.
  public var maximumOffset: Int { body.count - visibleBody.count }

  public init(_ model: DialogModel, in area: Rect) {
    let columns = Swift.min(Swift.max(model.preferredColumns, 8), area.columns)
    var body = model.body.flatMap { $0.wrapped(columns: Swift.max(columns - 6, 1)) }
    var foot = Self.foot(model, columns: columns - 6, isAiry: true)
    let gap = body.isEmpty || foot.isEmpty ? 0 : 1
    let wanted = body.count + gap + foot.count + 4
    let isAiry = wanted <= area.rows
    box = area.centred(Size(columns: columns, rows: wanted))
    var inner = box.columns >= 4 && box.rows >= 3 ? box.inset(by: 1) : box
    if isAiry {
      inner = inner.inset(columns: 2, rows: 1)
    } else {
      // Words that touch the lines are hard to read: only a small screen needs those columns.
      if inner.columns >= 60 { inner = inner.inset(columns: 1, rows: 0) }
      body = model.body.flatMap { $0.wrapped(columns: Swift.max(inner.columns, 1)) }
      foot = Self.foot(model, columns: inner.columns, isAiry: false).suffix(inner.rows)
    }
    let apart = isAiry || inner.rows >= 20 ? gap : 0
    let room = Swift.max(inner.rows - foot.count - apart, 0)
    let start = Swift.min(Swift.max(model.offset, 0), Swift.max(body.count - room, 0))
    (self.body, self.foot, content) = (body, foot, inner)
    visibleBody = start..<Swift.min(start + room, body.count)
  }

  private static func foot(_ model: DialogModel, columns: Int, isAiry: Bool) -> [FootRow] {
    var rows: [FootRow] = []
    if let input = model.input { rows.append(.input(input)) }
    let problem = model.problem.map { StyledText($0).wrapped(columns: Swift.max(columns, 1)) } ?? []
    rows += problem.map { row in .problem(row.spans.map(\.text).joined()) }
    if !model.hints.isEmpty { rows += (rows.isEmpty || !isAiry ? [] : [.blank]) + [.hints(model.hints)] }
    return rows
  }
}
