public import TerminalModel

/// What of the help is read, or searched for.
public struct HelpState: Equatable, Sendable {
  /// In rows.
  var scroll = 0
  /// nil while nothing is searched for.
  var query: TextField?
}

/// Every key that works here, by group; while something is searched for, what fits it among all commands.
public struct HelpModel: Equatable, Sendable {
  /// One row. What is too long for it goes on in the next, in the same columns.
  public enum Line: Equatable, Sendable {
    case blank
    case heading(String)
    case command(keys: StyledText, summary: StyledText)
    case remark(StyledText)
  }
  public var lines: [Line]
  public var scroll: Int
  /// Where the summaries begin, from the left of the text.
  public var summaryColumn: Int
  /// nil while nothing is searched for.
  public var query: DialogModel.Input?
  /// What leads on: `/ search  esc close`.
  public var hints: [KeyHint]

  init(_ state: DashboardState, _ help: HelpState) {
    let layout = state.layout
    let wanted = help.query?.text.trimmed ?? ""
    let sections = wanted.isEmpty ? Self.sections(of: state) : Self.found(wanted, state)
    let start = Self.summaryColumn(layout)
    summaryColumn = start
    lines = sections.flatMap { title, specs -> [Line] in
      [.heading(title)] + specs.flatMap { Self.command($0, state, layout) } + [.blank]
    }
    if wanted.isEmpty { lines.insert(contentsOf: Self.signs(state, layout), at: Self.endOfFirst(lines)) }
    query = help.query.map {
      DialogModel.Input(prompt: "/", text: $0.text, cursor: $0.cursor, hint: "words of a command")
    }
    if wanted.isEmpty {
      lines += StyledText("Keys of other screens are shown there; / searches all of them.", .textDim)
        .wrapped(columns: Self.textColumns(layout)).map { .remark($0) }
    } else if lines.isEmpty {
      lines = [.remark(StyledText("no command fits", .textDim))]
    }
    hints = [KeyHint("/", "search"), KeyHint("esc", help.query == nil ? "close" : "all keys")]
    let rows = Self.visibleRows(in: layout) - (query == nil ? 0 : 1)
    scroll = max(0, min(help.scroll, lines.count - rows))
  }

  private typealias Section = (title: String, specs: [CommandSpec])

  /// The commands of the screen, then by group those that work everywhere, at last those without a key.
  private static func sections(of state: DashboardState) -> [Section] {
    let isUseful = { (spec: CommandSpec) in spec.group != .replay || state.replay != nil }
    let here = CommandTable.all.filter { $0.isFor(state.screen) && isUseful($0) }
    let withKeys = here.filter { !state.keys.keys(of: $0.command).isEmpty }
    let groups = ([.replay] + CommandSpec.Group.allCases.filter { $0 != .replay }).map { group -> Section in
      (group.title, withKeys.filter { $0.screens == nil && $0.group == group })
    }
    let palette = state.keys.label(of: .openPalette)
    let without = here.filter { state.keys.keys(of: $0.command).isEmpty }
    return
      ([("On this screen: \(state.screen.title)", withKeys.filter { $0.screens != nil })] + groups
      + [("Without a key\(palette.isEmpty ? "" : ": \(palette) finds them")", without)]).filter { !$0.specs.isEmpty }
  }

  /// What fits a search, on this screen first.
  private static func found(_ wanted: String, _ state: DashboardState) -> [Section] {
    let fits = CommandTable.all.filter { spec in
      PaletteMatch(wanted, spec, keys: state.keys).map { $0.fit != .scattered } ?? false
    }
    return [
      ("Here", fits.filter { $0.isFor(state.screen) }), ("On other screens", fits.filter { !$0.isFor(state.screen) }),
    ].filter { !$0.1.isEmpty }
  }

  /// Behind the keys of the screen.
  private static func endOfFirst(_ lines: [Line]) -> Int { (lines.firstIndex(of: .blank) ?? -1) + 1 }

  private static func signs(_ state: DashboardState, _ layout: DashboardLayout) -> [Line] {
    let start = summaryColumn(layout)
    let entries = SignGuide.entries(for: state.screen).flatMap { entry -> [Line] in
      let sign = entry.sign
      let words = [TextSpan(sign.glyph + (sign.word.isEmpty ? "" : " \(sign.word)"), sign.style)]
      let meaning = StyledText(entry.meaning).wrapped(columns: max(1, textColumns(layout) - start))
      return meaning.enumerated().map { row, text in
        .command(keys: row == 0 ? StyledText(words) : [], summary: text)
      }
    }
    return [.heading("Signs")] + entries + [.blank]
  }

  /// Faint where it cannot be used now.
  private static func command(_ spec: CommandSpec, _ state: DashboardState, _ layout: DashboardLayout) -> [Line] {
    let start = summaryColumn(layout)
    let isOn = spec.availability(in: state) == .enabled
    let keys = StyledText(state.keys.allLabels(of: spec.command), isOn ? .key : .textDim).wrapped(columns: start - 1)
    let place = spec.isFor(state.screen) ? "" : spec.screens.map { "  \(PaletteModel.places($0))" } ?? ""
    let summary = StyledText([TextSpan(spec.summary, isOn ? .text : .textDim), TextSpan(place, .textDim)])
      .wrapped(columns: max(1, textColumns(layout) - start))
    return (0..<max(keys.count, summary.count)).map { row in
      .command(keys: row < keys.count ? keys[row] : [], summary: row < summary.count ? summary[row] : [])
    }
  }

  /// The box: as wide as the screen, up to 92.
  private static func textColumns(_ layout: DashboardLayout) -> Int { max(1, min(layout.size.columns, 92) - 6) }
  private static func summaryColumn(_ layout: DashboardLayout) -> Int { textColumns(layout) < 60 ? 9 : 19 }

  /// Rows of the box that hold lines.
  public static func visibleRows(in layout: DashboardLayout) -> Int { max(1, layout.size.rows - 2) }
}

extension DashboardState {
  mutating func updateHelp(_ old: HelpState, key: KeyStroke) {
    var help = old
    if var query = help.query {
      switch key.key {
      case .escape: help = HelpState()
      case .up, .down, .pageUp, .pageDown: scroll(&help, by: keys.command(for: key, on: screen))
      case .enter: break
      default:
        query.press(key)
        (help.query, help.scroll) = (query, 0)
      }
      overlay = .help(help)
      return
    }
    if key.key == .character("/") {
      overlay = .help(HelpState(query: TextField()))
      return
    }
    let command = keys.command(for: key, on: screen)
    if command == .openPalette {
      overlay = .palette(PaletteState())
    } else if scroll(&help, by: command) {
      overlay = .help(help)
    } else {
      overlay = nil
    }
  }

  /// - Returns: false for a command that does not move.
  @discardableResult
  private func scroll(_ help: inout HelpState, by command: Command?) -> Bool {
    let page = max(1, layout.body.rows - 4)
    switch command {
    case .moveUp: help.scroll -= 1
    case .moveDown: help.scroll += 1
    case .pageUp: help.scroll -= page
    case .pageDown: help.scroll += page
    case .goToFirst: help.scroll = 0
    case .goToLast: help.scroll = .max / 2
    default: return false
    }
    help.scroll = HelpModel(self, help).scroll
    return true
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

  static func places(_ screens: Set<Screen>) -> String {
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
