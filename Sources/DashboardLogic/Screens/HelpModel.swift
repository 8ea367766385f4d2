public import TerminalModel

/// Every key, by group, with the reason where a command cannot be used now.
public struct HelpModel: Equatable, Sendable {
  /// One row. What is too long for it goes on in the next, in the same columns.
  public enum Line: Equatable, Sendable {
    case blank
    case heading(String)
    case command(keys: StyledText, summary: StyledText)
  }
  public var lines: [Line]
  public var scroll: Int
  /// Where the summaries begin, from the left of the text.
  public var summaryColumn: Int

  init(_ state: DashboardState, scroll: Int) {
    let layout = state.layout
    summaryColumn = Self.summaryColumn(layout)
    lines = Self.sections(on: state.screen).flatMap { title, specs -> [Line] in
      [.heading(title)] + specs.flatMap { Self.command($0, state) } + [.blank]
    }.dropLast()
    self.scroll = max(0, min(scroll, lines.count - Self.visibleRows(in: layout)))
  }

  /// The commands of the screen, then by group those that work everywhere, then those of other screens.
  private static func sections(on screen: Screen) -> [(title: String, specs: [CommandSpec])] {
    let own = CommandTable.all.filter { $0.screens?.contains(screen) ?? false }
    let others = CommandTable.all.filter { !$0.isFor(screen) }
    let groups = { (specs: [CommandSpec], title: (CommandSpec.Group) -> String) in
      CommandSpec.Group.allCases.map { group in (title(group), specs.filter { $0.group == group }) }
    }
    return
      ([("On this screen: \(screen.title)", own)]
      + groups(CommandTable.all.filter { $0.screens == nil }) { $0.title }
      + groups(others) { "\($0.title), on other screens" }).filter { !$0.1.isEmpty }
  }

  private static func command(_ spec: CommandSpec, _ state: DashboardState) -> [Line] {
    let start = summaryColumn(state.layout)
    let reason: String? = if case .disabled(let reason) = spec.availability(in: state) { reason } else { nil }
    let label = state.keys.allLabels(of: spec.command)
    let keys = StyledText(label, reason == nil ? .key : .textDim).wrapped(columns: start - 1)
    let words = [TextSpan(spec.summary, reason == nil ? .text : .textDim)]
    let summary = StyledText(words + (reason.map { [TextSpan(" (\($0))", .textDim)] } ?? []))
      .wrapped(columns: max(1, textColumns(state.layout) - start))
    return (0..<max(keys.count, summary.count)).map { row in
      .command(keys: row < keys.count ? keys[row] : [], summary: row < summary.count ? summary[row] : [])
    }
  }

  /// The box: as wide as the screen, up to 92.
  private static func textColumns(_ layout: DashboardLayout) -> Int { max(1, min(layout.size.columns, 92) - 6) }
  private static func summaryColumn(_ layout: DashboardLayout) -> Int { textColumns(layout) < 60 ? 9 : 17 }

  /// Rows of the box that hold lines.
  public static func visibleRows(in layout: DashboardLayout) -> Int { max(1, layout.size.rows - 2) }

  static func maximumScroll(_ state: DashboardState) -> Int {
    max(0, HelpModel(state, scroll: 0).lines.count - visibleRows(in: state.layout))
  }
}

/// The palette: a query and what fits it.
public struct PaletteModel: Equatable, Sendable {
  public struct Row: Equatable, Sendable {
    /// What it does, with the matched characters marked, and why it cannot be used now.
    public var summary: StyledText
    public var keys: String
  }
  public var query: DialogModel.Input
  public var rows: [Row]
  public var selection: Int

  init(_ state: DashboardState, palette: PaletteState) {
    query = DialogModel.Input(
      prompt: "", text: palette.query.text, cursor: palette.query.cursor,
      hint: "words or letters of a command, or a key")
    selection = palette.selection
    rows = palette.matches(in: state).map { match in
      let reason: String? = if case .disabled(let reason) = match.spec.availability(in: state) { reason } else { nil }
      let place = match.spec.isFor(state.screen) ? "" : match.spec.screens.map { Self.places($0) } ?? ""
      let remark = [reason, place.isEmpty ? nil : place].compactMap(\.self).joined(separator: ", ")
      let summary = StyledText(match.spec.summary, marking: match.places, plain: reason == nil ? .text : .textDim)
      return Row(
        summary: StyledText(summary.spans + (remark.isEmpty ? [] : [TextSpan(" (\(remark))", .textDim)])),
        keys: state.keys.allLabels(of: match.spec.command))
    }
  }

  private static func places(_ screens: Set<Screen>) -> String {
    "on " + Screen.allCases.filter(screens.contains).map(\.title).joined(separator: ", ")
  }
}

extension StyledText {
  /// A text whose characters at `places` are marked as matched.
  public init(_ text: String, marking places: [Int], plain: StyleRole = .text, marked: StyleRole = .accent) {
    let places = Set(places)
    var spans: [TextSpan] = []
    for (index, character) in text.enumerated() {
      let style = places.contains(index) ? marked : plain
      if spans.last?.style == style {
        spans[spans.count - 1].text.append(character)
      } else {
        spans.append(TextSpan(String(character), style))
      }
    }
    self.init(spans)
  }
}
