/// What differs between two views, for the sentence after undo and redo.
struct ViewChange: Sendable {
  let words: String
  let differs: @Sendable (ViewMoment, ViewMoment) -> Bool

  private init<Value: Equatable & Sendable>(_ words: String, _ part: any KeyPath<ViewMoment, Value> & Sendable) {
    self.words = words
    differs = { $0[keyPath: part] != $1[keyPath: part] }
  }

  /// What has changed, such as `smoothing, zoom`; empty where nothing has.
  static func words(from before: ViewMoment, to after: ViewMoment) -> String {
    let named = all.filter { $0.differs(before, after) }.map(\.words)
    return named.joined(separator: ", ")
  }

  private static let all: [ViewChange] = [
    ViewChange("filter of the runs", \.settings.runs.filter), ViewChange("order of the runs", \.settings.runs.sort),
    ViewChange("groups of runs", \.settings.runs.groupedBy), ViewChange("columns", \.settings.runs.columns),
    ViewChange("zoom", \.zoom), ViewChange("smoothing", \.settings.curves.smoothing),
    ViewChange("x axis", \.settings.curves.xAxis), ViewChange("log x", \.settings.curves.hasLogX),
    ViewChange("y axis", \.settings.curves.valueScale), ViewChange("full range", \.settings.curves.hasFullRange),
    ViewChange("pins", \.settings.curves.pins), ViewChange("filter of the metrics", \.settings.curves.filter),
    ViewChange("hidden sections", \.settings.curves.collapsed),
    ViewChange("marked runs in the charts", \.settings.curves.showsMarked),
    ViewChange("dimming", \.settings.curves.dimsOthers), ViewChange("band", \.settings.curves.band),
    ViewChange("evaluation", \.settings.evaluation), ViewChange("features", \.settings.features),
    ViewChange("drift", \.settings.drift), ViewChange("study", \.settings.study),
    ViewChange("resources", \.settings.resources), ViewChange("console", \.settings.console),
    ViewChange("health", \.settings.health), ViewChange("comparison", \.settings.compare),
    ViewChange("gradients", \.settings.gradients),
  ]
}
