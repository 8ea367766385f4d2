extension Command {
  static let chooseTheme = Command("theme")
  static let copy = Command("copy")
  static let export = Command("export")
  static let nextNotification = Command("next-notification")
  static let present = Command("present")
  static let showBytes = Command("show-bytes")
  static let explainSettings = Command("explain-settings")
  static let reloadSettings = Command("reload-settings")
}

extension CommandTable {
  static let presentingCommands: [CommandSpec] = [
    CommandSpec(
      .chooseTheme, keys: ["f4"], group: .dashboard, hint: "themes",
      summary: "Choose a theme, seen as you go through them"
    ) { $0.choose(.theme(before: $0.themes)) },
    CommandSpec(
      .copy, keys: ["y"], group: .dashboard, hint: "copy",
      summary: "Copy the value under the crosshair, the run's path or the screen"
    ) { $0.choose(.copy) },
    CommandSpec(
      .export, keys: ["e"], group: .dashboard, hint: "export",
      summary: "Write this screen to a file, as picture, text or cast, or record"
    ) { $0.choose(.export) },
    CommandSpec(
      .present, keys: ["f5"], group: .dashboard, hint: "present",
      summary: "Show the screen to an audience: large title, nothing around it; going back leaves it"
    ) { $0.togglePresentation() },
    CommandSpec(
      .explainSettings, keys: [], group: .dashboard, hint: "settings",
      summary: "Say where themes and keys are set for good: config.yaml"
    ) { state in
      state.notice = Notice(
        "~/.config/pitwall/config.yaml, one a line: theme: light, notify: [failed], keys: {quit: ctrl-x}"
      )
    },
    CommandSpec(
      .reloadSettings, keys: [], group: .dashboard, hint: "reload",
      summary: "Read the file of keys and themes again, and say what is different",
      asks: { _ in [.reloadSettings] }),
    CommandSpec(
      .nextNotification, keys: [], group: .dashboard, hint: "notifications",
      summary: "Notifications of runs that end, fail or wait: off, by the bell or on the desktop, in turn"
    ) { state -> [Effect] in
      state.notifications.next()
      state.notice = Notice(state.notifications.sentence)
      // One at once shows whether the terminal passes it on.
      return state.notifications.style == nil ? [] : [.notify("notifications reach you like this")]
    },
    CommandSpec(
      .showBytes, keys: ["f2"], group: .dashboard, hint: "bytes",
      summary: "Show how many bytes a second go to the terminal"
    ) { $0.lineRate = $0.lineRate == nil ? 0 : nil },
  ]
}
