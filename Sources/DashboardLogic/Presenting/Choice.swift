import RunModel
import TerminalModel

/// A small list over the screen, of which one is taken.
public struct Choice: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// - Parameter before: the theme to go back to, and whether it had been chosen.
    case theme(before: ThemeChoice)
    case copy
    case export
    /// Of the saved views.
    case openView, forgetView
  }
  public var kind: Kind
  public var selection = 0
}

/// One row of a choice.
struct ChoiceItem: Sendable {
  /// Takes it at once; nil where the list is too long for letters.
  var key: Character?
  var label: String
  /// What it would be now, or why it cannot be.
  var detail: String
  /// Nil where it cannot be taken.
  var effects: [Effect]?
}

/// How a screen is written to a file.
public enum ExportFormat: String, CaseIterable, Sendable {
  case svg, text, ansi, cast

  public var suffix: String {
    switch self {
    case .svg: "svg"
    case .text: "txt"
    case .ansi: "ansi"
    case .cast: "cast"
    }
  }
}

extension Choice {
  func items(_ state: DashboardState) -> [ChoiceItem] {
    switch kind {
    case .theme:
      state.themes.names.map { ChoiceItem(label: $0, detail: "", effects: [.useTheme($0)]) }
    case .copy: copyItems(state)
    case .export: exportItems(state)
    case .openView, .forgetView:
      state.namedViews.keys.sorted().map { name in
        ChoiceItem(label: name, detail: state.namedViews[name]?.screen.title ?? "", effects: [])
      }
    }
  }

  private func copyItems(_ state: DashboardState) -> [ChoiceItem] {
    let value = state.crosshairText
    return [
      ChoiceItem(
        key: "v", label: "Value",
        detail: value?.words
          ?? "no crosshair; in a maximised chart \(state.keys.label(of: .moveLeft)) and \(state.keys.label(of: .moveRight)) move it",
        effects: value.map { [.copy($0.table, what: "value")] }),
      ChoiceItem(
        key: "p", label: "Path", detail: state.selectedRun?.path ?? "there is no run",
        effects: state.selectedRun.map { [.copy($0.path, what: "path")] }),
      ChoiceItem(key: "s", label: "Screen", detail: "as text, \(state.size)", effects: [.copyScreen]),
    ]
  }

  private func exportItems(_ state: DashboardState) -> [ChoiceItem] {
    [
      ChoiceItem(key: "s", label: "Picture", detail: "SVG, for a page or a slide", effects: [.export(.svg)]),
      ChoiceItem(key: "t", label: "Text", detail: "without colours", effects: [.export(.text)]),
      ChoiceItem(key: "a", label: "ANSI", detail: "text with colours, for cat", effects: [.export(.ansi)]),
      ChoiceItem(key: "c", label: "Cast", detail: "this screen, for asciinema", effects: [.export(.cast)]),
      state.isRecording
        ? ChoiceItem(key: "r", label: "Stop", detail: "end the recording", effects: [.record(false)])
        : ChoiceItem(key: "r", label: "Record", detail: "a cast of all from now on", effects: [.record(true)]),
    ]
  }

  private var verb: String {
    switch kind {
    case .openView: "open"
    case .forgetView: "forget"
    case .theme, .copy, .export: "take"
    }
  }

  var title: String {
    switch kind {
    case .theme: "Theme"
    case .copy: "Copy to the clipboard"
    case .export: "Write to a file here"
    case .openView: "Open a saved view"
    case .forgetView: "Forget a saved view"
    }
  }

  func dialog(_ state: DashboardState) -> DialogModel {
    let items = items(state)
    let width = items.map { HarmlessText.columns(of: HarmlessText.make($0.label)) }.max() ?? 0
    let rows = items.enumerated().map { index, item -> StyledText in
      let isSelected = index == selection
      let style: StyleRole = item.effects == nil ? .textDim : isSelected ? .textStrong : .text
      return StyledText([
        TextSpan(isSelected ? "▸ " : "  ", .accent), TextSpan(item.key.map { "\($0)  " } ?? "", .key),
        TextSpan(HarmlessText.fit(item.label, columns: width), style),
        TextSpan(
          item.detail.isEmpty ? "" : "  \(HarmlessText.truncate(item.detail, columns: 56, mode: .middle))", .textDim),
      ])
    }
    let isTheme = if case .theme = kind { true } else { false }
    return DialogModel(
      title: title, body: rows,
      hints: [
        KeyHint("↑↓", "choose"), KeyHint("enter", isTheme ? "keep" : verb),
        KeyHint("esc", isTheme ? "as before" : "leave"),
      ],
      preferredColumns: isTheme ? 48 : 76, offset: max(0, selection - max(0, state.size.rows - 10)),
      // The colours of a theme are judged by what lies behind its list.
      dimsScreen: !isTheme)
  }
}

extension DashboardState {
  mutating func togglePresentation() {
    isPresenting.toggle()
    keepWithinBounds()
  }

  mutating func choose(_ kind: Choice.Kind) {
    var choice = Choice(kind: kind)
    if case .theme(let before) = kind { choice.selection = themes.names.firstIndex(of: before.current) ?? 0 }
    overlay = .choice(choice)
  }

  mutating func updateChoice(_ old: Choice, key: KeyStroke) -> [Effect] {
    var choice = old
    let items = choice.items(self)
    switch (key.key, keys.command(for: key, on: screen)) {
    case (.escape, _): return leave(choice)
    case (.enter, _):
      return take(items.indices.contains(choice.selection) ? items[choice.selection] : nil, of: choice.kind)
    case (.character(let letter), _) where items.contains { $0.key == letter }:
      return take(items.first { $0.key == letter }, of: choice.kind)
    case (_, .moveUp): choice.selection = max(0, choice.selection - 1)
    case (_, .moveDown): choice.selection = max(0, min(choice.selection + 1, items.count - 1))
    case (_, .goToFirst): choice.selection = 0
    case (_, .goToLast): choice.selection = max(0, items.count - 1)
    default: return []
    }
    overlay = .choice(choice)
    // A theme is best judged by looking at it.
    guard case .theme = choice.kind, items.indices.contains(choice.selection) else { return [] }
    themes.current = items[choice.selection].label
    return [.showTheme(themes.current)]
  }

  private mutating func take(_ item: ChoiceItem?, of kind: Choice.Kind) -> [Effect] {
    guard let item, let effects = item.effects else { return [] }
    overlay = nil
    switch kind {
    case .theme:
      (themes.current, themes.isChosen) = (item.label, true)
      return effects
    case .openView:
      open(view: item.label)
      notice = Notice("View \(item.label) is open; \(keys.label(of: .undo)) goes back", level: .success)
      return []
    case .forgetView:
      namedViews[item.label] = nil
      notice = Notice("View \(item.label) forgotten")
      return [.saveViews]
    case .copy, .export: return effects
    }
  }

  /// Themes that were only looked at leave nothing behind.
  private mutating func leave(_ choice: Choice) -> [Effect] {
    overlay = nil
    guard case .theme(let before) = choice.kind else { return [] }
    themes = before
    return [.showThemeBefore]
  }

  /// The theme to go back to while others are only looked at; nil while none is.
  public var themeBefore: ThemeChoice? {
    if case .choice(let choice) = overlay, case .theme(let before) = choice.kind { before } else { nil }
  }
}
