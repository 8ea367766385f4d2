extension Command {
  static let moveUp = Command("up")
  static let moveDown = Command("down")
  static let moveLeft = Command("left")
  static let moveRight = Command("right")
  static let pageUp = Command("page-up")
  static let pageDown = Command("page-down")
  static let goToFirst = Command("first")
  static let goToLast = Command("last")
  static let open = Command("open")
  static let back = Command("back")
}

extension CommandTable {
  static let movingCommands: [CommandSpec] =
    [
      moving(.moveUp, ["k", "up"], "up", "Move up, or scroll up"),
      moving(.moveDown, ["j", "down"], "down", "Move down, or scroll down"),
      moving(.moveLeft, ["h", "left"], "left", "Move left; in a maximised chart, the crosshair one point back"),
      moving(.moveRight, ["l", "right"], "right", "Move right; in a maximised chart, the crosshair one point on"),
      moving(.pageUp, ["pageup", "ctrl-b"], "page up", "Move up by a page"),
      moving(.pageDown, ["pagedown", "ctrl-f"], "page down", "Move down by a page"),
      moving(.goToFirst, ["g", "home"], "first", "Go to the first one"),
      moving(.goToLast, ["G", "end"], "last", "Go to the last one"),
      CommandSpec(
        .open, keys: ["enter"], group: .moving, hint: "open",
        summary: "Open the selected run, maximise the chart, or read all about a decision",
        availability: {
          $0.selectedRun == nil && $0.runs.selectedGroup == nil ? .disabled(because: "there is no run") : .enabled
        }
      ) { $0.openSelected() },
      CommandSpec(
        .back, keys: ["escape", "backspace"], group: .moving, hint: "back", summary: "Go back"
      ) { $0.goBack() },
    ]

  private static func moving(_ command: Command, _ keys: [String], _ hint: String, _ summary: String) -> CommandSpec {
    CommandSpec(command, keys: keys, group: .moving, hint: hint, summary: summary) { $0.move(command) }
  }
}
