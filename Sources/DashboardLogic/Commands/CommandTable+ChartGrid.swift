import RunModel

extension Command {
  static let filterMetrics = Command("filter-metrics")
  static let clearMetricFilter = Command("clear-metric-filter")
  static let togglePin = Command("pin-chart")
  static let toggleSection = Command("toggle-section")
  static let toggleOtherSections = Command("toggle-other-sections")
  static let toggleOverlay = Command("toggle-overlay")
  static let toggleDimming = Command("dim-other-runs")
  static let cycleBand = Command("cycle-band")
}

extension CommandTable {
  static let chartGridCommands: [CommandSpec] = [
    CommandSpec(
      .filterMetrics, keys: ["/"], on: [.curves], group: .curves, hint: "filter",
      summary: "Show only the metrics whose names fit: words, or a pattern as in /loss$/ or ~loss$",
      availability: needsRecordedMetrics
    ) { $0.ask(.filterMetrics) },
    CommandSpec(
      .clearMetricFilter, on: [.curves], group: .curves, hint: "all metrics", summary: "Show all metrics again",
      availability: { $0.settings.curves.filter.isEmpty ? .disabled(because: "no filter is set") : .enabled }
    ) { $0.settings.curves.filter = "" },
    CommandSpec(
      .togglePin, keys: ["P"], on: [.curves], group: .curves, hint: "pin",
      summary: "Pin the chart before all others, or no longer",
      availability: {
        $0.chartList.chart($0.focusedPlace) == nil ? .disabled(because: "no chart has the focus") : .enabled
      }
    ) { $0.togglePin() },
    CommandSpec(
      .toggleSection, keys: ["c"], on: [.curves], group: .curves, hint: "section",
      summary: "Hide the charts of this section, or show them again", availability: needsSections
    ) { $0.toggleSection() },
    CommandSpec(
      .toggleOtherSections, keys: ["C"], on: [.curves], group: .curves, hint: "other sections",
      summary: "Hide the charts of all other sections, or show them again", availability: needsSections
    ) { $0.toggleOtherSections() },
    CommandSpec(
      .toggleOverlay, keys: ["O"], on: [.curves], group: .curves, hint: "marked runs",
      summary: "Draw the marked runs into every chart, or the selected run alone", availability: needsMarkedRuns
    ) {
      $0.settings.curves.showsMarked.toggle()
      $0.notice = Notice(
        $0.settings.curves.showsMarked ? "The charts have the marked runs" : "The charts have the selected run alone")
    },
    CommandSpec(
      .toggleDimming, keys: ["d"], on: [.curves, .compare], group: .curves, hint: "dim others",
      summary: "Draw all runs but the selected one faint, or all alike", availability: needsMarkedRuns
    ) { $0.settings.curves.dimsOthers.toggle() },
    CommandSpec(
      .cycleBand, keys: ["b"], on: [.curves, .compare], group: .curves, hint: "band",
      summary: "Draw runs that belong together as their mean with min-max or deviation, or each for itself",
      availability: needsMarkedRuns
    ) { $0.cycleBand() },
  ]

  static let needsMetrics: @Sendable (DashboardState) -> Availability = {
    guard $0.chartList.isEmpty else { return .enabled }
    if $0.chartedRun == nil { return .disabled(because: "there is no run") }
    return .disabled(because: $0.chartedMetrics.isEmpty ? "the run has no metrics yet" : "the filter fits no metric")
  }
  private static let needsRecordedMetrics: @Sendable (DashboardState) -> Availability = {
    $0.chartedMetrics.isEmpty ? .disabled(because: "the run has no metrics yet") : .enabled
  }
  private static let needsSections: @Sendable (DashboardState) -> Availability = {
    $0.chartList.hasHeadings ? .enabled : .disabled(because: "the charts are in one section")
  }
  private static let needsMarkedRuns: @Sendable (DashboardState) -> Availability = {
    if $0.hasOverlay || !$0.settings.curves.showsMarked && !$0.runs.marked.isEmpty { return .enabled }
    return .disabled(because: $0.runs.marked.isEmpty ? "no run is marked" : "only the selected run is marked")
  }
}
