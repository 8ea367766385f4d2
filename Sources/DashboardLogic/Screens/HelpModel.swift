import TerminalModel

/// Every key, by group, with the reason where a command cannot be used now.
public struct HelpModel: Equatable, Sendable {
  public enum Line: Equatable, Sendable {
    case blank
    case heading(String)
    /// `reason` is why it cannot be used now; nil when it can.
    case command(keys: String, summary: String, reason: String?)
  }
  public var lines: [Line]
  public var scroll: Int

  init(_ state: DashboardState, scroll: Int) {
    lines = Self.lines { spec in
      if case .disabled(let reason) = spec.availability(in: state) { reason } else { nil }
    }
    self.scroll = scroll
  }

  private static func lines(reason: (CommandSpec) -> String?) -> [Line] {
    CommandSpec.Group.allCases.flatMap { group -> [Line] in
      let rows = CommandTable.all.filter { $0.group == group }.map {
        Line.command(keys: $0.keyLabel, summary: $0.summary, reason: reason($0))
      }
      return [.heading(group.title)] + rows + [.blank]
    }.dropLast()
  }

  /// Rows of the box that hold lines.
  public static func visibleRows(in layout: DashboardLayout) -> Int { max(1, layout.size.rows - 4) }

  static func maximumScroll(in layout: DashboardLayout) -> Int {
    max(0, lines { _ in nil }.count - visibleRows(in: layout))
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
