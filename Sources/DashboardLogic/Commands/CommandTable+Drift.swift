import RunModel

extension Command {
  static let acknowledge = Command("acknowledge-alert")
  static let acknowledgeAll = Command("acknowledge-all-alerts")
  static let sortDrift = Command("sort-drift")
  static let filterDrift = Command("filter-drift")
  static let nextSample = Command("next-sample")
}

extension CommandTable {
  static let driftCommands: [CommandSpec] = [
    CommandSpec(
      .acknowledge, keys: ["x"], on: [.drift], group: .drift, hint: "seen",
      summary: "Mark the selected alert as seen, or as an alert again", availability: needsAlert
    ) { $0.toggleAcknowledged() },
    CommandSpec(
      .acknowledgeAll, keys: ["X"], on: [.drift], group: .drift, hint: "all seen",
      summary: "Mark every alert of the run as seen", availability: needsAlerts
    ) { $0.acknowledgeAll() },
    CommandSpec(
      .sortDrift, keys: ["S"], on: [.drift], group: .drift, hint: "sort",
      summary: "Sort features by severity, by name or by value", availability: needsDrift
    ) { state in
      state.settings.drift.order = state.settings.drift.order.next
      state.notice = Notice("Sorted by \(state.settings.drift.order.rawValue)")
    },
    CommandSpec(
      .filterDrift, keys: ["/"], on: [.drift], group: .drift, hint: "filter",
      summary: "Show the drift of features whose names fit what is typed", availability: needsDrift
    ) { $0.ask(.filterDrift) },
    CommandSpec(
      .nextSample, keys: ["i"], on: [.drift], group: .drift, hint: "sample",
      summary: "Show the drift of another sample, such as the test rows", availability: needsSamples
    ) { $0.showNextSample() },
  ]

  private static let needsDrift: @Sendable (DashboardState) -> Availability = {
    $0.driftTables?.report != nil ? .enabled : .disabled(because: "the run has recorded no drift")
  }
  private static let needsAlert: @Sendable (DashboardState) -> Availability = { state in
    guard case .enabled = needsDrift(state) else { return needsDrift(state) }
    guard let feature = state.selectedDriftFeature else { return .disabled(because: "no feature is selected") }
    return feature.status == .ok ? .disabled(because: "\(feature.name) does not drift") : .enabled
  }
  private static let needsAlerts: @Sendable (DashboardState) -> Availability = { state in
    guard let run = state.selectedRun, let report = state.driftTables?.report else { return needsDrift(state) }
    let seen = state.seenAlerts.statuses(of: run.id)
    let isAny = report.features.contains { $0.status != .ok && !DriftModel.isSeen($0, seen) }
    return isAny ? .enabled : .disabled(because: "there is no new alert")
  }
  private static let needsSamples: @Sendable (DashboardState) -> Availability = { state in
    guard let tables = state.driftTables, tables.report != nil else { return needsDrift(state) }
    return tables.reports.count > 1 ? .enabled : .disabled(because: "one sample was compared")
  }
}
