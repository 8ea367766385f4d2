/// Everything a person can ask of the dashboard. `CommandTable` says how.
public enum Command: String, CaseIterable, Sendable {
  case showRuns, showCurves, showEvaluation, showFeatures, showDrift, showConsole, showDecisions
  case nextScreen, previousScreen
  case moveUp, moveDown, moveLeft, moveRight, pageUp, pageDown, goToFirst, goToLast
  case open, back, toggleInner
  case previousRun, nextRun
  case toggleMaximised, nextExtreme
  case pauseOrResume, freeze, stop, kill
  case approve, reject, hold
  case openPalette, openHelp, nextTheme, quit
}
