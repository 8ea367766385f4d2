public import RunModel

/// The charts of the curves screen, in their order: the pinned ones, then section after section.
public struct ChartList: Equatable, Sendable {
  public struct Chart: Equatable, Sendable {
    public var group: MetricGroup
    public var isPinned: Bool
    /// Which characters of the title's harmless form the filter means, ascending.
    public var matches: [Int]
    public var title: String { group.title }

    /// The metric that stands for the chart where charts come and go.
    public var name: MetricName { group.decisive.name }
  }

  public struct Section: Equatable, Sendable {
    public var name: String
    public var charts: [Chart]
    /// Only its heading is shown.
    public var isCollapsed = false
    public var isPinned = false
  }

  /// A place that can have the focus.
  public enum Place: Equatable, Sendable {
    case chart(Chart)
    /// The heading of a section whose charts are hidden.
    case heading(section: Int)
  }

  public var sections: [Section]
  /// How many charts the filter leaves out.
  public var omittedCount: Int

  public static let empty = ChartList(sections: [], omittedCount: 0)

  /// - Parameter isByMetric: a chart for every metric, where the curves of several runs share it, instead of one for
  ///   every measure with its splits.
  public init(of metrics: [RunSnapshot.Metric], settings: CurveSettings, isByMetric: Bool) {
    let filter = NameFilter(kept: settings.filter)
    let groups = MetricGroup.groups(of: metrics)
    let charts = (isByMetric ? groups.flatMap(\.alone) : groups).compactMap { Self.chart($0, filter, settings) }
    let sectionNames = Self.sectionNames(of: charts)
    var sections: [Section] = []
    var place: [String: Int] = [:]
    for (chart, name) in zip(charts, sectionNames) where !chart.isPinned {
      if place[name] == nil {
        place[name] = sections.count
        sections.append(Section(name: name, charts: []))
      }
      sections[place[name] ?? 0].charts.append(chart)
    }
    // A section of counters alone comes last.
    let counts = { (section: Section) in section.charts.allSatisfy(\.group.isCounter) }
    sections = sections.filter { !counts($0) } + sections.filter(counts)
    let pinned = charts.filter(\.isPinned).sorted { Self.rank($0, settings) < Self.rank($1, settings) }
    if !pinned.isEmpty { sections.insert(Section(name: Self.pinnedName, charts: pinned, isPinned: true), at: 0) }
    // What a filter finds is shown wherever it stands.
    for index in sections.indices where filter == .everything {
      sections[index].isCollapsed = settings.collapsed.contains(sections[index].name)
    }
    self.init(sections: sections, omittedCount: 0)
    omittedCount = (isByMetric ? metrics.count : groups.count) - charts.count
  }

  private init(sections: [Section], omittedCount: Int) {
    (self.sections, self.omittedCount) = (sections, omittedCount)
  }

  // MARK: Sections

  /// What the section of charts without another is called.
  public static let restName = "metrics"
  static let pinnedName = "pinned"

  /// The name of each chart's section. A heading over one chart would say nothing: such charts join the rest.
  private static func sectionNames(of charts: [Chart]) -> [String] {
    let prefixes = charts.map { $0.group.sectionName ?? restName }
    let counts = Dictionary(prefixes.map { ($0, 1) }, uniquingKeysWith: +)
    return prefixes.map { counts[$0] == 1 ? restName : $0 }
  }

  private static func rank(_ chart: Chart, _ settings: CurveSettings) -> Int {
    chart.group.members.compactMap { settings.pins.firstIndex(of: $0.name.rawValue) }.min() ?? .max
  }

  /// nil where the filter means no metric of the group; without those of its members that it does not mean.
  private static func chart(_ group: MetricGroup, _ filter: NameFilter, _ settings: CurveSettings) -> Chart? {
    var group = group
    if filter != .everything {
      group.members.removeAll { filter.matches(in: $0.name.rawValue) == nil }
      if group.members.isEmpty { return nil }
    }
    return Chart(
      group: group, isPinned: group.members.contains { settings.pins.contains($0.name.rawValue) },
      matches: filter.matches(in: group.title) ?? [])
  }
}

// MARK: Places

extension ChartList {
  public var isEmpty: Bool { sections.isEmpty }
  /// Whether headings tell anything.
  public var hasHeadings: Bool { sections.count > 1 || sections.contains(where: \.isCollapsed) }
  public var chartCount: Int { sections.reduce(0) { $0 + $1.charts.count } }
  /// Charts on view and headings of those hidden.
  public var placeCount: Int { sections.reduce(0) { $0 + $1.placeCount } }

  /// nil outside.
  public func place(_ index: Int) -> Place? {
    var start = 0
    for (number, section) in sections.enumerated() {
      if index < start + section.placeCount, index >= start {
        return section.isCollapsed ? .heading(section: number) : .chart(section.charts[index - start])
      }
      start += section.placeCount
    }
    return nil
  }

  /// The chart of a place; nil for a heading.
  public func chart(_ index: Int) -> Chart? {
    if case .chart(let chart) = place(index) { chart } else { nil }
  }

  /// Counts from 1, hidden charts included.
  func number(of chart: Chart) -> Int {
    (sections.flatMap(\.charts).firstIndex { $0.name == chart.name } ?? 0) + 1
  }

  /// The index of the section that a place belongs to.
  func section(ofPlace index: Int) -> Int? {
    var start = 0
    return sections.firstIndex { section in
      defer { start += section.placeCount }
      return (start..<start + section.placeCount).contains(index)
    }
  }

  /// The index of the place of a section's first chart, or of its heading.
  func firstPlace(ofSection section: Int) -> Int { sections.prefix(section).reduce(0) { $0 + $1.placeCount } }

  /// The place where a metric is drawn; where its section hides it, that of the heading.
  func place(of name: MetricName) -> Int? {
    for (number, section) in sections.enumerated() {
      let at = section.charts.firstIndex { chart in chart.group.members.contains { $0.name == name } }
      if let at { return firstPlace(ofSection: number) + (section.isCollapsed ? 0 : at) }
    }
    return nil
  }

  /// The sections as the grid lays them out.
  var shape: [SectionGridLayout.Section] {
    sections.map { SectionGridLayout.Section(count: $0.charts.count, isCollapsed: $0.isCollapsed) }
  }
}

extension ChartList.Section {
  var placeCount: Int { isCollapsed ? 1 : charts.count }
}

extension MetricGroup {
  /// Each of its metrics on its own.
  var alone: [MetricGroup] { members.map { MetricGroup(measure: measure, members: [$0]) } }

  /// The section its chart belongs to: the split, where it has only one, else what stands before the first `/` of the
  /// measure; nil where neither tells.
  var sectionName: String? {
    if members.count == 1, !members[0].split.label.isEmpty { return members[0].split.label }
    guard let cut = measure.firstIndex(of: "/"), cut > measure.startIndex else { return nil }
    return String(measure[..<cut])
  }
}
