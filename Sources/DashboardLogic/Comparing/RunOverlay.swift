public import RunModel
public import TerminalModel

/// The runs whose curves share the charts: the marked ones, and the selected one.
public struct RunOverlay: Sendable {
  public struct Member: Sendable {
    public var run: RunSnapshot
    /// Told apart from those of all others.
    public var name: String
    /// What stands at the end of its curves and before its name: `a` for the run with the first colour; A and B are marks.
    public var tag: String
    public var style: StyleRole
    /// What its curves are made of in ASCII.
    public var pattern: Int
    public var isSelected: Bool
  }

  /// The selected one first where it is not marked.
  public var members: [Member]
  /// What is drawn: every run for itself, or some of them as one.
  public var groups: [OverlayGroup]
  public var band: BandKind
  public var dimsOthers: Bool

  init(
    _ runs: [RunSnapshot], in state: RunsState, selected: String?, settings: CurveSettings,
    hyperparameter: String? = nil
  ) {
    let names = Self.names(of: runs)
    var free = FreeNumbers(taken: state.marked.compactMap(state.markNumber))
    members = zip(runs, names).map { run, name in
      guard let number = state.markNumber(of: run.id) ?? (run.id == selected ? nil : free.next()) else {
        return Member(
          run: run, name: name, tag: "●", style: .textStrong, pattern: runs.count, isSelected: run.id == selected)
      }
      return Member(
        run: run, name: name, tag: number < Self.tags.count ? String(Self.tags[number]) : "·",
        style: .series(number), pattern: number, isSelected: run.id == selected)
    }
    (band, dimsOthers) = (settings.band, settings.dimsOthers)
    groups =
      band == .off
      ? runs.indices.map { OverlayGroup(label: runs[$0].name, members: [$0]) }
      : OverlayGroup.groups(of: runs, by: hyperparameter)
  }

  private static let tags = Array("abcdefghijklmnopqrstuvwxyzCDEFGHIJKLMNOPQRSTUVWXYZ")

  /// Whether any runs are drawn as one.
  public var hasGroups: Bool { groups.contains { $0.members.count > 1 } }

  /// Their names; with that of the run around them, and the end of the id, where several have the same.
  static func names(of runs: [RunSnapshot]) -> [String] {
    var names = runs.map(\.name)
    for longer in [\RunSnapshot.qualifiedName, \RunSnapshot.id] {
      let counts = Dictionary(names.map { ($0, 1) }, uniquingKeysWith: +)
      for index in runs.indices where counts[names[index]] ?? 0 > 1 {
        let more = runs[index][keyPath: longer]
        names[index] = longer == \.id ? "\(names[index]) \(more.split(separator: "-").last ?? "")" : more
      }
    }
    return names
  }
}

// MARK: Lines

extension RunOverlay {
  /// What a chart draws of one group.
  struct Curve {
    var group: OverlayGroup
    /// The selected run where it is among them, else the first.
    var member: Member
    var label: String
    /// Of its runs that have points.
    var series: [(id: SeriesID, series: MetricSeries)]
  }

  /// Of the groups that have such a metric, in their order.
  ///
  /// - Parameter hint: where in a run's metrics it probably is.
  func curves(of name: MetricName, hint: Int) -> [Curve] {
    groups.compactMap { group in
      let series = group.members.compactMap { index -> (SeriesID, MetricSeries)? in
        guard let series = members[index].run.series(of: name, hint: hint), !series.isEmpty else { return nil }
        return (SeriesID(run: members[index].run.id, metric: name), series)
      }
      let member = members[group.members.first { members[$0].isSelected } ?? group.members[0]]
      let label = group.members.count > 1 ? "\(group.label) ×\(group.members.count)" : member.name
      return series.isEmpty ? nil : Curve(group: group, member: member, label: label, series: series)
    }
  }

  /// The lines of a metric's chart, called by their tags.
  func lines(of name: MetricName, hint: Int) -> [LineChartModel.Line] {
    let goal = MetricDirection(measure: MetricRole(of: name).measure)
    return curves(of: name, hint: hint).map { curve in
      let lines = curve.series.map { id, series in
        LineChartModel.Line(
          label: curve.member.tag, style: curve.member.style, series: series, goal: goal, id: id,
          isDimmed: dimsOthers && !curve.member.isSelected)
      }
      var line = lines[0]
      (line.tag, line.pattern, line.isStrong) = (curve.member.tag.first, curve.member.pattern, curve.member.isSelected)
      if lines.count > 1 { (line.members, line.bandKind) = (lines, band) }
      return line
    }
  }
}

/// Numbers of colours that no marked run has, for runs that are shown without being marked.
private struct FreeNumbers {
  let taken: Set<Int>
  var last = -1

  init(taken: [Int]) { self.taken = Set(taken) }

  mutating func next() -> Int {
    repeat { last += 1 } while taken.contains(last)
    return last
  }
}

extension DashboardState {
  /// More curves in one chart cannot be told apart.
  private static let mostOfAGroup = 35

  /// The run whose metrics the charts show: the selected one, or the first of the selected group.
  var chartedRun: RunSnapshot? { selectedRun ?? groupedRuns.first }

  private var groupedRuns: [RunSnapshot] {
    runs.selectedGroup?.members.prefix(Self.mostOfAGroup).map { runs.watched.runs[$0] } ?? []
  }

  /// Whether the charts hold curves of other runs than the selected one.
  var hasOverlay: Bool {
    if let group = runs.selectedGroup { return group.count > 1 }
    return settings.curves.showsMarked && runs.marked.contains { $0 != runs.selectedID }
  }

  /// The runs that share the charts, in their order; empty where one is shown alone.
  var overlaidRuns: [RunSnapshot] {
    guard hasOverlay else { return [] }
    if runs.selectedGroup != nil { return groupedRuns }
    let marked = runs.markedRuns
    guard let selected = selectedRun, !runs.marked.contains(selected.id) else { return marked }
    return [selected] + marked
  }

  /// What the charts are about: the metrics of the charted run, and behind them those that only others of the shown
  /// runs have.
  var chartedMetrics: [RunSnapshot.Metric] {
    guard let run = chartedRun else { return [] }
    let others = overlaidRuns.filter { $0.id != run.id }
    if others.isEmpty { return run.metrics }
    var (metrics, known) = (run.metrics, Set(run.metrics.map(\.name)))
    for metric in others.lazy.flatMap(\.metrics) where known.insert(metric.name).inserted { metrics.append(metric) }
    return metrics
  }

  /// nil where the charts show one run alone.
  var runOverlay: RunOverlay? {
    let shown = overlaidRuns
    return shown.count < 2
      ? nil
      : RunOverlay(
        shown, in: runs, selected: runs.selectedID, settings: settings.curves, hyperparameter: settings.runs.groupedBy)
  }
}
