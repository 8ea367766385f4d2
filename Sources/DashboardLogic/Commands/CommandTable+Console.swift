import RunModel

extension Command {
  static let searchConsole = Command("search-console")
  static let nextMatch = Command("next-match")
  static let previousMatch = Command("previous-match")
  static let filterConsole = Command("filter-console")
  static let consoleStream = Command("console-stream")
  static let wrapConsole = Command("wrap-lines")
  static let numberConsole = Command("line-numbers")
  static let timeConsole = Command("line-times")
  static let jumpToTime = Command("jump-to-time")
}

extension CommandTable {
  static let consoleCommands: [CommandSpec] = [
    CommandSpec(
      .searchConsole, keys: ["/"], on: [.console], group: .console, hint: "search",
      summary: "Search the whole console", availability: needsConsole
    ) { $0.ask(.searchConsole) },
    CommandSpec(
      .nextMatch, keys: ["n"], on: [.console], group: .console, hint: "next",
      summary: "Go to the next match of the search", availability: needsSearch
    ) { $0.goToMatch(by: 1) },
    CommandSpec(
      .previousMatch, keys: ["N"], on: [.console], group: .console, hint: "previous",
      summary: "Go to the match before", availability: needsSearch
    ) { $0.goToMatch(by: -1) },
    CommandSpec(
      .filterConsole, keys: ["L"], on: [.console], group: .console, hint: "filter",
      summary: "Show warnings and errors only, errors only, or every line", availability: needsConsole
    ) { $0.showNextConsoleFilter() },
    CommandSpec(
      .consoleStream, keys: ["S"], on: [.console], group: .console, hint: "stream",
      summary: "Show standard output only, standard error only, or both", availability: needsStreams
    ) { $0.showNextConsoleStream() },
    CommandSpec(
      .wrapConsole, keys: ["W"], on: [.console], group: .console, hint: "wrap",
      summary: "Wrap long lines, or cut them", availability: needsConsole
    ) { $0.toggleConsoleWrap() },
    CommandSpec(
      .numberConsole, keys: ["#"], on: [.console], group: .console, hint: "numbers",
      summary: "Show or hide line numbers, where there is room", availability: needsConsole
    ) { $0.settings.console.showsNumbers.toggle() },
    CommandSpec(
      .timeConsole, keys: ["@"], on: [.console], group: .console, hint: "times",
      summary: "Show or hide when lines were written, where there is room", availability: needsNotedTimes
    ) { state in
      state.settings.console.showsTimes.toggle()
      state.notice = Notice("Times of lines: \(state.settings.console.showsTimes ? "shown" : "hidden")")
    },
    CommandSpec(
      .jumpToTime, keys: ["T"], on: [.console], group: .console, hint: "time",
      summary: "Go to what was written at a time: 14:03, +2h from the beginning, -10m from the end",
      availability: needsConsoleTimes
    ) { $0.ask(.jumpToTime) },
  ]

  private static let needsConsole: @Sendable (DashboardState) -> Availability = { state in
    guard let run = state.selectedRun else { return .disabled(because: "no run is selected") }
    return run.console.lines.isEmpty
      ? .disabled(because: "the training has written nothing to its console") : .enabled
  }
  private static let needsStreams: @Sendable (DashboardState) -> Availability = { state in
    guard let run = state.selectedRun else { return .disabled(because: "no run is selected") }
    if run.consoleStreams != nil { return .enabled }
    if run.console.lines.isEmpty { return needsConsole(state) }
    return .disabled(
      because: "both outputs of this run are in one file, as those of trials and of earlier versions are")
  }
  private static let needsSearch: @Sendable (DashboardState) -> Availability = { state in
    guard case .enabled = needsConsole(state) else { return needsConsole(state) }
    return state.console.search == nil
      ? .disabled(because: "nothing is searched for\(state.keys.clause(.searchConsole, "does"))") : .enabled
  }
  private static let needsNotedTimes: @Sendable (DashboardState) -> Availability = { state in
    guard case .enabled = needsConsole(state), let run = state.selectedRun else { return needsConsole(state) }
    return state.console(of: run).times.isEmpty
      ? .disabled(because: "nobody noted when lines were written; of trainings that Pitwall launches that is done")
      : .enabled
  }
  private static let needsConsoleTimes: @Sendable (DashboardState) -> Availability = { state in
    guard case .enabled = needsConsole(state), let run = state.selectedRun else { return needsConsole(state) }
    let console = state.console(of: run)
    if !console.isCounted { return .disabled(because: "the lines are still being counted") }
    return console.hasTimes
      ? .enabled
      : .disabled(because: "nobody noted when lines were written: launched by Pitwall they are, or a time begins them")
  }
}

extension PromptKind {
  static let searchConsole = PromptKind(
    "search-console", title: "search", hint: "text; capitals count where there are any",
    initial: { $0.settings.console.searchText }, isLive: true
  ) { state, text in
    state.settings.console.searchText = text
    return nil
  }

  static let jumpToTime = PromptKind("jump-to-time", title: "go to time", hint: "14:03, +2h or -10m") { state, text in
    guard let clock = ConsoleClock(text) else {
      return "not a time: 14:03 or 14:03:20, +2h from the beginning, -10m from the end"
    }
    state.goToTime(clock)
    return nil
  }
}
