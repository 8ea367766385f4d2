extension Command {
  static func show(_ screen: Screen) -> Command { Command("show-\(screen.rawValue)") }
  static let nextScreen = Command("next-screen")
  static let previousScreen = Command("previous-screen")
}

extension CommandTable {
  static let screenCommands: [CommandSpec] =
    Screen.allCases.map { screen in
      CommandSpec(
        .show(screen), keys: [screen.key], group: .screens, hint: screen.title.lowercased(), summary: screen.summary
      ) { $0.screen = screen }
    } + [
      CommandSpec(
        .nextScreen, keys: ["tab"], group: .screens, hint: "next", summary: "Go to the next screen"
      ) { $0.screen = $0.screen.advanced(by: 1) },
      CommandSpec(
        .previousScreen, keys: ["shift-tab"], group: .screens, hint: "previous", summary: "Go to the previous screen"
      ) { $0.screen = $0.screen.advanced(by: -1) },
    ]
}
