import RunModel
import TerminalModel

extension DashboardState {
  mutating func updateOverlay(key: KeyStroke) -> [Effect] {
    if key == KeyStroke(.character("c"), control: true) { return [.quit] }
    switch overlay {
    case .help(let help): updateHelp(help, key: key)
    case .palette(let palette): return updatePalette(palette, key: key)
    case .reading(let reading): return updateReading(reading, key: key)
    case .problems(let scroll): updateProblems(scroll: scroll, key: key)
    case .decision(let dialog): return updateDecision(dialog, key: key)
    case .confirmation(let confirmation): return updateConfirmation(confirmation, key: key)
    case .prompt(let prompt): return updatePrompt(prompt, key: key)
    case .chooser(let chooser): return updateChooser(chooser, key: key)
    case .choice(let choice): return updateChoice(choice, key: key)
    case nil: break
    }
    return []
  }

  mutating func pasteIntoOverlay(_ text: String) {
    switch overlay {
    case .palette(var palette):
      palette.query.insert(text)
      palette.selection = 0
      overlay = .palette(palette)
    case .decision(var dialog):
      guard !dialog.isRecording else { break }
      dialog.reason.insert(text)
      overlay = .decision(dialog)
    case .prompt(var prompt):
      prompt.field.insert(text)
      typed(&prompt)
    case .chooser(var chooser):
      chooser.query.insert(text)
      chooser.selection = 0
      overlay = .chooser(chooser)
    case .help(var help):
      guard help.query != nil else { break }
      help.query?.insert(text)
      overlay = .help(help)
    case .reading, .problems, .confirmation, .choice, nil: break
    }
  }

  private mutating func updatePalette(_ old: PaletteState, key: KeyStroke) -> [Effect] {
    var palette = old
    let matches = palette.matches(in: self)
    switch key.key {
    case .escape:
      overlay = nil
      return []
    case .enter:
      overlay = nil
      return matches.indices.contains(palette.selection) ? perform(matches[palette.selection].spec.command) : []
    case .up: palette.selection = max(0, palette.selection - 1)
    case .down: palette.selection = max(0, min(palette.selection + 1, matches.count - 1))
    default:
      guard palette.query.press(key) else { return [] }
      palette.selection = 0
    }
    overlay = .palette(palette)
    return []
  }

  private mutating func updateDecision(_ old: DecisionDialog, key: KeyStroke) -> [Effect] {
    var dialog = old
    if dialog.isRecording {
      // It is under way; who does not want to wait for the answer sees it in the status line.
      if key.key == .escape { overlay = nil }
      return []
    }
    switch key.key {
    case .escape:
      overlay = nil
      notice = Notice("Nothing was decided.")
      return []
    case .enter:
      return [send(dialog)]
    case .up where !dialog.alternatives.isEmpty, .down where !dialog.alternatives.isEmpty:
      dialog.choice = max(0, min(dialog.choice + (key.key == .up ? -1 : 1), dialog.alternatives.count - 1))
      // The alternatives stand at the end.
      scroll(&dialog, by: .max / 2)
      overlay = .decision(dialog)
      return []
    case .up, .down, .pageUp, .pageDown:
      scroll(&dialog, by: [.up: -1, .down: 1, .pageUp: -4][key.key] ?? 4)
      overlay = .decision(dialog)
      return []
    default:
      dialog.reason.press(key)
      dialog.complaint = nil
      overlay = .decision(dialog)
      return []
    }
  }

  private mutating func send(_ old: DecisionDialog) -> Effect {
    var dialog = old
    decisionsSent += 1
    (dialog.sentNumber, dialog.complaint) = (decisionsSent, nil)
    overlay = .decision(dialog)
    return .decide(
      dialog.verdict, number: decisionsSent, runPath: dialog.runPath, request: dialog.request,
      alternative: dialog.chosen?.name, reason: dialog.reason.text.trimmed)
  }

  /// The dialogue goes once its decision is recorded; else it says why it is not, with what was typed. The answer to a
  /// decision whose dialogue was left is for the status line alone.
  mutating func takeAnswer(_ answer: Notice, to number: Int) {
    guard case .decision(var dialog) = overlay, dialog.sentNumber == number else {
      notice = answer
      return
    }
    guard answer.level != .success else {
      (overlay, notice) = (nil, answer)
      return
    }
    (dialog.sentNumber, dialog.complaint) = (nil, answer.text)
    overlay = .decision(dialog)
  }

  /// Deciding stays on its own keys; all others only read or leave.
  private mutating func updateReading(_ old: DecisionReading, key: KeyStroke) -> [Effect] {
    guard let dialog = old.dialog(self) else {
      overlay = nil
      return []
    }
    let command = keys.command(for: key, on: screen)
    if let wanted = scrolled(dialog, by: command) {
      var reading = old
      reading.scroll = wanted
      overlay = .reading(reading)
      return []
    }
    overlay = nil
    switch command {
    case .approve?, .reject?, .hold?: return command.map { perform($0) } ?? []
    default: return []
    }
  }

  private mutating func updateProblems(scroll: Int, key: KeyStroke) {
    let dialog = ProblemsModel(self).dialog(scroll: scroll)
    overlay = scrolled(dialog, by: keys.command(for: key, on: screen)).map { .problems(scroll: $0) }
  }

  /// Where a text that is only read is scrolled to by a command; nil when it is none that moves.
  private func scrolled(_ dialog: DialogModel, by command: Command?) -> Int? {
    let layout = DialogLayout(dialog, in: Rect(size))
    let page = max(1, layout.visibleBody.count - 1)
    let wanted: Int
    switch command {
    case .moveUp: wanted = layout.visibleBody.lowerBound - 1
    case .moveDown: wanted = layout.visibleBody.lowerBound + 1
    case .pageUp: wanted = layout.visibleBody.lowerBound - page
    case .pageDown: wanted = layout.visibleBody.lowerBound + page
    case .goToFirst: wanted = 0
    case .goToLast: wanted = layout.maximumOffset
    default: return nil
    }
    return max(0, min(wanted, layout.maximumOffset))
  }

  /// Who reads about one question must not answer another.
  mutating func closeOutdatedReading() {
    guard case .reading(let reading) = overlay, !reading.isCurrent(self) else { return }
    overlay = nil
    notice = Notice("What was being read has changed; \(keys.label(of: .open)) opens it as it is now.")
  }

  private func scroll(_ dialog: inout DecisionDialog, by rows: Int) {
    let maximum = DialogLayout(dialog.dialog(in: size), in: Rect(size)).maximumOffset
    dialog.scroll = max(0, min(dialog.scroll + rows, maximum))
  }

  private mutating func updateConfirmation(_ confirmation: Confirmation, key: KeyStroke) -> [Effect] {
    switch key.key {
    case .character("y"), .character("Y"):
      overlay = nil
      return [.request(confirmation.action, runPath: confirmation.runPath, reason: confirmation.reason)]
    case .character("n"), .character("N"), .escape:
      overlay = nil
    default: break
    }
    return []
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[start...end])
  }
}
