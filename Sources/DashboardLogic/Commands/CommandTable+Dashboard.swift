extension Command {
  static let openPalette = Command("palette")
  static let openHelp = Command("help")
  static let nextTheme = Command("next-theme")
  public static let showProblems = Command("show-problems")
  static let quit = Command("quit")
}

extension CommandTable {
  static let dashboardCommands: [CommandSpec] = [
    CommandSpec(
      .openPalette, keys: [":", "ctrl-p"], group: .dashboard, hint: "commands", summary: "Find a command by its words"
    ) { $0.overlay = .palette(PaletteState()) },
    CommandSpec(
      .openHelp, keys: ["?", "f1"], group: .dashboard, hint: "help",
      summary: "Show the keys of this screen and those that work everywhere"
    ) { $0.overlay = .help(HelpState()) },
    CommandSpec(
      .nextTheme, keys: ["t"], group: .dashboard, hint: "theme", summary: "Change to the next theme",
      asks: { state in
        state.themes.current = state.themes.next
        state.themes.isChosen = true
        return [.useTheme(state.themes.current)]
      },
      availability: { $0.themes.complaint.map { .disabled(because: $0) } ?? .enabled }),
    CommandSpec(
      .showProblems, keys: ["f3"], group: .dashboard, hint: "what could not be read",
      summary: "List the damaged records and what else could not be read",
      availability: { ProblemsModel($0).isEmpty ? .disabled(because: "everything could be read") : .enabled }
    ) { $0.overlay = .problems(scroll: 0) },
    CommandSpec(
      .quit, keys: ["q", "ctrl-c"], group: .dashboard, hint: "quit", summary: "Leave the dashboard; trainings go on",
      asks: { _ in [.quit] }),
  ]
}
