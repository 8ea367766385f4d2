extension CommandTable {
  /// Other words that people look for a command by, where its own do not hold them.
  static let synonyms: [Command: String] = [
    .nextNonFinite: "not a number infinite inf broken", .nextExtreme: "spike jump peak dip turn maximum minimum",
    .previousExtreme: "spike jump peak dip turn maximum minimum", .bestPoint: "minimum maximum lowest highest",
    .show(.health): "spike jump problem alarm finding sick unhealthy diverging flagged critical warning",
    .export: "save picture screenshot image svg png print", .copy: "clipboard yank",
    .nextNotification: "notify alert beep sound ring message tell",
    .chooseTheme: "dark light colour color scheme contrast mode", .nextTheme: "dark light colour color scheme mode",
    .undo: "revert back step", .filterRuns: "search find query", .filterMetrics: "search find query",
    .toggleOverlay: "overlay compare several", .markRun: "select choose compare overlay",
    .moreSmoothing: "smooth ema average noise", .lessSmoothing: "smooth ema average noise",
    .nextValueScale: "logarithm logarithmic axis", .quit: "exit close leave",
    .present: "presentation slides fullscreen demonstrate", .pauseOrResume: "continue halt",
    .stop: "end terminate cancel", .kill: "terminate sigkill",
    .showProblems: "damaged error corrupt", .openView: "saved views layout restore", .saveView: "store layout bookmark",
    .chooseColumns: "hyperparameters fields", .groupRuns: "seeds average ungroup none apart",
    .searchConsole: "grep find log", .consoleStream: "stderr stdout errors output",
    .show(.console): "log output stdout stderr", .show(.resources): "cpu memory gpu disk network",
    .approve: "accept release deploy", .reject: "refuse decline", .showBytes: "bandwidth traffic ssh",
    .reloadSettings: "settings configuration refresh reread again",
    .explainSettings: "configuration preferences options keybindings shortcuts remap customise customize",
  ]
}
