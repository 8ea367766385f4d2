extension Command {
  static let undo = Command("undo")
  static let redo = Command("redo")
  static let saveView = Command("save-view")
  static let openView = Command("open-view")
  static let forgetView = Command("forget-view")
  static let resetView = Command("reset-view")
}

extension CommandTable {
  static let viewCommands: [CommandSpec] = [
    CommandSpec(
      .undo, keys: ["u"], group: .view, hint: "undo", summary: "Undo the last change of the view",
      availability: { $0.history.canUndo ? .enabled : .disabled(because: "no change of the view to undo") }
    ) { $0.undo() },
    CommandSpec(
      .redo, keys: ["ctrl-r"], group: .view, hint: "redo", summary: "Make the undone change of the view again",
      availability: { $0.history.canRedo ? .enabled : .disabled(because: "no change of the view was undone") }
    ) { $0.redo() },
    CommandSpec(
      .saveView, keys: ["w"], group: .view, hint: "save view",
      summary: "Save screen, layout, columns and filters under a name"
    ) { $0.ask(.saveView) },
    CommandSpec(
      .openView, keys: ["v"], group: .view, hint: "open view", summary: "Open a saved view, of a list of them",
      availability: needsViews
    ) { $0.choose(.openView) },
    CommandSpec(
      .forgetView, group: .view, hint: "forget view", summary: "Forget a saved view", availability: needsViews
    ) { $0.choose(.forgetView) },
    CommandSpec(
      .resetView, group: .view, hint: "reset view", summary: "Show everything as at the first start",
      availability: {
        $0.settings == ViewSettings() ? .disabled(because: "nothing of it has been changed") : .enabled
      }
    ) { $0.settings = ViewSettings() },
  ]

  private static let needsViews: @Sendable (DashboardState) -> Availability = {
    $0.namedViews.isEmpty ? .disabled(because: "no view has been saved yet") : .enabled
  }
}
