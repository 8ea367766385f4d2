import RunModel
import TerminalModel

/// What the signs on a screen mean, for the help: those that its rows, charts and titles can have.
enum SignGuide {
  struct Entry: Equatable {
    let sign: StatusSign
    let meaning: String

    init(_ sign: StatusSign, _ meaning: String) { (self.sign, self.meaning) = (sign, meaning) }
    init(_ glyph: String, _ style: StyleRole, _ meaning: String) {
      self.init(StatusSign(glyph, "", style), meaning)
    }
  }

  static func entries(for screen: Screen) -> [Entry] { own(screen) + states }

  /// Of a run, on every screen.
  private static let states: [Entry] = [
    Entry(StatusSign(.queued), "it has not begun"),
    Entry(StatusSign(.running), "its process runs"),
    Entry(.growing, "another program's run; its files still grow"),
    Entry(.silent, "another program's run; it got data today, and no more: it has ended, or hangs"),
    Entry(StatusSign(RunState?.none), "another program's run, of an earlier day"),
    Entry(StatusSign(.paused), "it has left with a checkpoint and can go on from there"),
    Entry(StatusSign(.frozen), "its processes are stopped where they stand; memory stays held"),
    Entry(StatusSign(.waiting), "a person must decide; the word says about what"),
    Entry(StatusSign(.hold), "it waits for a decision that somebody has put off"),
    Entry(StatusSign(.finished), "it has ended well"),
    Entry(StatusSign(.stopped), "somebody has ended it, or a study has given it up"),
    Entry(StatusSign(.failed), "it has ended with an error"),
    Entry(StatusSign(.lost), "its supervisor is gone; what became of it is not known"),
    Entry(StatusSign(HealthVerdict.critical), "before a name: a rule of health fired"),
    Entry(StatusSign(HealthVerdict.warning), "before a name: a rule of health warns"),
  ]

  private static func own(_ screen: Screen) -> [Entry] {
    switch screen {
    case .runs, .console, .resources, .features, .health: []
    case .curves: charts
    case .compare: differences
    case .evaluation: [Entry("●", .chartMark, "where the threshold is")]
    case .drift:
      [
        Entry(StatusSign(DriftReport.Status.ok), "below both limits, or no more than chance makes of so few rows"),
        Entry(StatusSign(DriftReport.Status.warning), "to be watched: above the lower limit, and more than chance"),
        Entry(StatusSign(DriftReport.Status.drift), "drifting: above the threshold, and more than chance"),
      ]
    case .study:
      [
        Entry(.chosen, "the study's model has the settings of this trial"),
        Entry(.best, "the best value of all whole trials"),
        Entry(StudyTrials.Outcome.pruned.sign, "given up as hopeless; its value is that of the folds it came to"),
        Entry("◆", .textStrong, "in the charts: the selected trial"),
        Entry("×", .textDim, "in the charts: a trial that was pruned"),
      ]
    case .gradients:
      [
        Entry("▲", .warning, "a layer whose gradient has all but vanished (dead), or has grown far beyond what it was"),
        Entry("!", .error, "a value that is no number"),
      ]
    case .decisions:
      [
        Entry("✔", .statusFinished, "a gate that is passed, or an approval"),
        Entry("✘", .statusFailed, "a gate that has failed, or a rejection"),
        Entry("?", .warning, "a gate of which the data cannot tell"),
      ]
    }
  }

  private static let charts: [Entry] = [
    Entry("▲", .warning, "values above the axis; ▼ below it"),
    Entry("×", .error, "a value that is no number; ▲ ▼ in the row below the curves: infinite"),
    Entry("↻", .chartMark, "the training was resumed here"),
    Entry("‖", .chartMark, "a pause between the points"),
    Entry("╌", .chartMark, "points are missing"),
    Entry("◆", .chartMark, "a checkpoint; ● a note, ■ a decision"),
  ]

  private static let differences: [Entry] = [
    Entry("✔", .success, "better than the first run, by more than the noise of its last points; grey is within it"),
    Entry("✘", .error, "worse than the first run, by more than that"),
  ]
}
