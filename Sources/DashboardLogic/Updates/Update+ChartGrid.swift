import RunModel
import TerminalModel

extension DashboardState {
  /// The metrics of the chart that has the focus.
  var focusedGroup: MetricGroup? { chartList.chart(focusedPlace)?.group }

  /// Shows the chart of a metric alone, whatever hid it; false when the selected run has none of that name.
  public mutating func showMetric(named name: String) -> Bool {
    let isMeant = { (group: MetricGroup) in
      group.title == name || group.members.contains { $0.name.rawValue == name }
    }
    let filter = settings.curves.filter
    if !chartList.sections.contains(where: { $0.charts.contains { isMeant($0.group) } }) { settings.curves.filter = "" }
    let list = chartList
    guard let section = list.sections.first(where: { $0.charts.contains { isMeant($0.group) } }),
      let chart = section.charts.first(where: { isMeant($0.group) })
    else {
      settings.curves.filter = filter
      return false
    }
    settings.curves.collapsed.removeAll { $0 == section.name }
    keepChartInFocus()
    guard let place = chartList.place(of: chart.name) else { return false }
    (screen, curves.focus, curves.isMaximised) = (.curves, place, true)
    return true
  }

  /// Moves the focus among the charts of the grid.
  mutating func moveInGrid(_ command: Command) {
    let last = chartList.placeCount - 1
    switch command {
    case .moveLeft: curves.focus = max(0, focusedPlace - 1)
    case .moveRight: curves.focus = max(0, min(focusedPlace + 1, last))
    case .moveUp: moveFocus(below: false)
    case .moveDown: moveFocus(below: true)
    case .pageUp: turnPage(by: -1)
    case .pageDown: turnPage(by: 1)
    case .goToFirst: curves.focus = 0
    case .goToLast: curves.focus = max(0, last)
    default: break
    }
  }

  /// To the next chart that is not hidden.
  mutating func focusChart(by distance: Int) {
    let list = chartList
    var place = focusedPlace + distance
    while (0..<list.placeCount).contains(place), list.chart(place) == nil { place += distance }
    if list.chart(place) != nil { curves.focus = place }
  }

  /// To the nearest chart of the row above or below, also over the edge of the page.
  private mutating func moveFocus(below: Bool) {
    let grid = chartGrid(in: layout.content)
    guard let here = grid.places.first(where: { $0.index == focusedPlace })?.area else { return }
    if let next = grid.neighbour(of: focusedPlace, below: below) {
      curves.focus = next
      return
    }
    guard let edge = below ? grid.places.last?.index : grid.places.first?.index else { return }
    let other = edge + (below ? 1 : -1)
    guard (0..<chartList.placeCount).contains(other) else { return }
    curves.focus = other
    let next = chartGrid(in: layout.content)
    guard let row = below ? next.places.first?.area.row : next.places.last?.area.row else { return }
    curves.focus = next.nearest(toColumn: here.column + here.columns / 2, inRow: row) ?? other
  }

  /// To the first place of the page before or after; at the ends to the first or last place.
  private mutating func turnPage(by pages: Int) {
    let grid = chartGrid(in: layout.content)
    guard let first = grid.places.first?.index, let last = grid.places.last?.index else { return }
    guard pages < 0 else {
      curves.focus = last + 1 < chartList.placeCount ? last + 1 : last
      return
    }
    curves.focus = max(0, first - 1)
    curves.focus = first == 0 ? 0 : chartGrid(in: layout.content).places.first?.index ?? 0
  }

  /// Shows the chart with the focus alone, or all again; opens a section whose heading has the focus.
  mutating func openInGrid() {
    if case .heading = chartList.place(focusedPlace), !curves.isMaximised {
      toggleSection()
    } else {
      toggleMaximised()
    }
  }

  mutating func togglePin() {
    guard let chart = chartList.chart(focusedPlace) else { return }
    let names = chart.group.members.map(\.name.rawValue)
    if chart.isPinned {
      settings.curves.pins.removeAll { names.contains($0) }
    } else {
      settings.curves.pins.append(chart.name.rawValue)
    }
  }

  /// Hides the charts of the section with the focus, or shows them again.
  mutating func toggleSection() {
    let list = chartList
    guard let index = list.section(ofPlace: focusedPlace) else { return }
    let section = list.sections[index]
    if section.isCollapsed {
      settings.curves.collapsed.removeAll { $0 == section.name }
    } else if list.hasHeadings {
      settings.curves.collapsed.append(section.name)
    }
  }

  /// Hides the charts of all sections but the one with the focus; shows all where only that one is open.
  mutating func toggleOtherSections() {
    let list = chartList
    guard let index = list.section(ofPlace: focusedPlace) else { return }
    let others = list.sections.enumerated().filter { $0.offset != index }.map(\.element)
    settings.curves.collapsed.removeAll { name in list.sections.contains { $0.name == name } }
    if others.contains(where: { !$0.isCollapsed }) { settings.curves.collapsed += others.map(\.name) }
  }

  mutating func cycleBand() {
    settings.curves.band = settings.curves.band.next
    guard settings.curves.band != .off, runOverlay?.hasGroups == false else { return }
    notice = Notice(
      settings.runs.groupedBy.map { "No two of these runs have the same \($0): there is nothing to average." }
        ?? "No two of these runs differ in seed or fold alone: there is nothing to average.")
  }
}
