import TerminalModel

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
    lines = Self.lines(in: layout) { spec in
      if case .disabled(let reason) = spec.availability(in: state) { reason } else { nil }
    }
    self.scroll = max(0, min(scroll, lines.count - Self.visibleRows(in: layout)))
  }

  private static func lines(in layout: DashboardLayout, reason: (CommandSpec) -> String?) -> [Line] {
    CommandSpec.Group.allCases.flatMap { group -> [Line] in
      let rows = CommandTable.all.filter { $0.group == group }.flatMap { command($0, reason($0), in: layout) }
      return [.heading(group.title)] + rows + [.blank]
    }.dropLast()
  }

  private static func command(_ spec: CommandSpec, _ reason: String?, in layout: DashboardLayout) -> [Line] {
    let start = summaryColumn(layout)
    let keys = StyledText(spec.keyLabel, reason == nil ? .key : .textDim).wrapped(columns: start - 1)
    let words = [TextSpan(spec.summary, reason == nil ? .text : .textDim)]
    let summary = StyledText(words + (reason.map { [TextSpan(" (\($0))", .textDim)] } ?? []))
      .wrapped(columns: max(1, textColumns(layout) - start))
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
    public var summary: String
    public var keys: String
    public var reason: String?
  }
  public var query: String
  public var rows: [Row]
  public var selection: Int

  init(_ state: DashboardState, palette: PaletteState) {
    query = palette.query
    selection = palette.selection
    rows = palette.matches.map { spec in
      let reason: String? = if case .disabled(let reason) = spec.availability(in: state) { reason } else { nil }
      return Row(summary: spec.summary, keys: spec.keyLabel, reason: reason)
    }
  }
}
