import DashboardLogic
import RunModel
import TerminalModel

/// A row for each feature: rank, name, bar, value, what has changed, and how its contributions lie. Below the selected
/// one at large.
enum FeaturesView: View {
  static func draw(_ model: FeaturesModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = FeaturesLayout(model, in: area)
    if !layout.list.isEmpty { drawList(model, layout, of: &buffer, glyphs: glyphs) }
    if !layout.detail.isEmpty { FeatureDetailView.draw(model, in: layout.detail, of: &buffer, glyphs: glyphs) }
    if !layout.distribution.isEmpty, let distribution = model.distribution {
      DistributionView.draw(distribution, in: layout.distribution, of: &buffer, glyphs: glyphs)
    }
  }

  private static func drawList(
    _ model: FeaturesModel, _ layout: FeaturesLayout, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    let title = "feature importance" + (model.measure.isEmpty ? "" : ", \(model.measure)")
    let count = model.rows.count
    let rival = model.rival.isEmpty ? "" : "against \(model.rival)"
    let words = [rival, layout.visible.place(of: count)].filter { !$0.isEmpty }.joined(separator: "  ")
    let inner = PanelFrame.draw(
      title: title, trailing: StyledText(words, .textDim), in: layout.list, of: &buffer, glyphs: glyphs)
    guard count > 0 else { return buffer.writeCentred(model.emptyText, in: inner) }
    let content = PanelFrame.content(of: inner)
    let columns = FeatureColumns(model, layout.visible, room: content.columns)
    drawHeadings(model, columns, in: content.line(0), of: &buffer)
    if !columns.swarm.isEmpty {
      let hasLevels = model.rows[layout.visible].contains { $0.swarm.map { !SwarmView.hasOrder($0) } ?? false }
      let key = SwarmView.key(columns: content.columns, hasLevels: hasLevels, glyphs)
      let line = layout.list.bottomPart(1)
      buffer.write(key, column: content.endColumn - line.column - key.columns, row: 0, in: line)
    }
    let names = ShortName.make(model.rows[layout.visible].map(\.name), columns: columns.name.count)
    for (line, (index, name)) in zip(layout.visible, names).enumerated() {
      let place = content.below(1 + line * layout.pitch).topPart(layout.pitch)
      drawRow(
        model.rows[index], name, isSelected: index == model.selection, model, columns, in: place, of: &buffer,
        glyphs: glyphs)
    }
  }

  private static func drawHeadings(
    _ model: FeaturesModel, _ columns: FeatureColumns, in line: Rect, of buffer: inout CellBuffer
  ) {
    buffer.write("feature", column: columns.name.lowerBound, row: 0, .textDim, in: line)
    let value = HarmlessText.fitRight("value", columns: columns.value.count)
    buffer.write(value, column: columns.value.lowerBound, row: 0, .textDim, in: line)
    if !columns.change.isEmpty {
      buffer.write(
        HarmlessText.fitRight("was", columns: columns.change.count), column: columns.change.lowerBound, row: 0,
        .textDim, in: line)
    }
    guard !columns.swarm.isEmpty else { return }
    buffer.write(
      model.swarmTitle, column: columns.swarm.lowerBound, row: 0, .textDim, in: line, columns: columns.swarm.count)
    guard let range = model.swarmRange else { return }
    let zero = columns.swarm.lowerBound + SwarmView.zeroColumn(range, columns: columns.swarm.count)
    let title = HarmlessText.columns(of: HarmlessText.make(model.swarmTitle))
    if zero > columns.swarm.lowerBound + title { buffer.write("0", column: zero, row: 0, .textDim, in: line) }
  }

  private static func drawRow(
    _ row: FeaturesModel.Row, _ name: ShortName, isSelected: Bool, _ model: FeaturesModel, _ columns: FeatureColumns,
    in place: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet
  ) {
    if isSelected { buffer.fill(place.leftPart(columns.name.upperBound), with: Cell(" ", style: .selection)) }
    let line = place.line((place.rows - 1) / 2)
    let rank = HarmlessText.fitRight("\(row.rank)", columns: columns.rank.count)
    buffer.write(rank, column: 0, row: 0, isSelected ? .selection : .textDim, in: line)
    let text = name.marking(isSelected ? [] : row.matched, plain: isSelected ? .selection : .text, marked: .accent)
    buffer.write(text, column: columns.name.lowerBound, row: 0, in: line)
    if !columns.bar.isEmpty {
      for part in 0..<place.rows {
        Bar.draw(row.value, range: model.range, in: place.line(part).part(columns.bar), of: &buffer, glyphs: glyphs)
      }
    }
    drawNumbers(row, columns, in: line, of: &buffer)
    guard !columns.swarm.isEmpty, let swarm = model.swarm(of: row) else { return }
    SwarmView.draw(swarm, in: place.part(columns.swarm), of: &buffer, glyphs: glyphs)
  }

  private static func drawNumbers(
    _ row: FeaturesModel.Row, _ columns: FeatureColumns, in line: Rect, of buffer: inout CellBuffer
  ) {
    let value = HarmlessText.fitRight(columns.text(row.value), columns: columns.value.count)
    buffer.write(value, column: columns.value.lowerBound, row: 0, .textStrong, in: line)
    if !columns.deviation.isEmpty, let deviation = row.deviation {
      let text = HarmlessText.fitRight("±" + columns.text(deviation), columns: columns.deviation.count)
      buffer.write(text, column: columns.deviation.lowerBound, row: 0, .textDim, in: line)
    }
    guard !columns.change.isEmpty, let change = row.change else { return }
    let (words, style) = Self.words(change, row)
    let text = HarmlessText.fitRight(words, columns: columns.change.count)
    buffer.write(text, column: columns.change.lowerBound, row: 0, style, in: line)
  }

  /// The rank it had, how far it moved, and the change of its value.
  private static func words(_ change: FeaturesModel.Change, _ row: FeaturesModel.Row) -> (String, StyleRole) {
    guard let rank = change.rank, let value = change.value else { return ("new", .warning) }
    let delta = row.value - value
    let sign = delta < 0 ? "" : "+"
    let difference = delta.isFinite ? "\(sign)\(NumberFormat.significant(delta, digits: 2))" : ""
    let arrow = rank == row.rank ? "=" : rank > row.rank ? "↑" : "↓"
    return ("\(rank) \(arrow) \(difference)", rank == row.rank ? .textDim : rank > row.rank ? .success : .warning)
  }
}

/// Which screen columns the parts of a row take; those least needed are given up where the room is short.
struct FeatureColumns {
  var rank, name, bar, value, deviation, change, swarm: Range<Int>
  private let decimals: Int

  init(_ model: FeaturesModel, _ visible: Range<Int>, room: Int) {
    let largest = Swift.max(model.range.upperBound, -model.range.lowerBound)
    decimals = largest > 0 ? NumberFormat.decimals(forSpan: largest) : 3
    let rows = model.rows[visible]
    let longest = rows.map { HarmlessText.columns(of: HarmlessText.make($0.name)) }.max() ?? 0
    let places = decimals
    let text = { (value: Double) in Self.text(value, decimals: places) }
    let values = Swift.max(rows.map { text($0.value).count }.max() ?? 5, 5)
    let deviations = rows.compactMap(\.deviation).map { text($0).count + 1 }.max() ?? 0
    let rankColumns = "\(model.rows.count)".count
    let hasChange = rows.contains { $0.change != nil } && room >= 60
    let hasDeviation = deviations > 0 && room >= 44
    let fixed = rankColumns + 1 + values + 1 + (hasDeviation ? deviations + 1 : 0) + (hasChange ? 17 : 0)
    let hasSwarm = model.swarmRange != nil && room - fixed >= 60
    let nameColumns = Swift.max(Swift.min(longest, Swift.max((room - fixed) * 2 / 5, 10), room - fixed - 1, 40), 0)
    let rest = Swift.max(room - fixed - nameColumns - 1, 0)
    let swarmColumns = hasSwarm ? rest * 11 / 20 : 0
    let barColumns = rest - swarmColumns - (hasSwarm ? 2 : 0) >= 6 ? rest - swarmColumns - (hasSwarm ? 2 : 0) : 0
    var at = 0
    func take(_ count: Int, gap: Int = 1) -> Range<Int> {
      defer { at += count > 0 ? count + gap : 0 }
      return at..<at + count
    }
    rank = take(rankColumns)
    name = take(nameColumns)
    bar = take(barColumns)
    value = take(values)
    deviation = take(hasDeviation ? deviations : 0)
    change = take(hasChange ? 15 : 0, gap: 2)
    swarm = take(swarmColumns)
  }

  func text(_ value: Double) -> String { Self.text(value, decimals: decimals) }

  /// Decimals of the whole list; very small and large ones in powers of ten.
  private static func text(_ value: Double, decimals: Int) -> String {
    decimals > 8 || value.magnitude >= 1e7
      ? NumberFormat.significant(value, digits: 3) : NumberFormat.fixed(value, decimals: decimals, grouped: true)
  }
}

extension Rect {
  /// Some columns of it, counted from its left.
  func part(_ columns: Range<Int>) -> Rect { rightOf(columns.lowerBound).leftPart(columns.count) }
}

/// All about one feature: how its contributions lie, and its numbers.
enum FeatureDetailView: View {
  static func draw(_ model: FeaturesModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    guard let selection = model.selection else { return }
    let row = model.rows[selection]
    let title = row.swarm == nil ? "" : model.swarmTitle
    let inner = PanelFrame.draw(
      title: row.name, trailing: StyledText(title, .textDim), in: area, of: &buffer, glyphs: glyphs)
    let content = PanelFrame.content(of: inner)
    let swarm = content.rows >= 8 ? model.swarm(of: row) : nil
    let rows = drawFacts(model.facts, in: swarm == nil ? content : content.topPart(content.rows / 2), of: &buffer)
    guard let swarm else { return }
    let chart = content.below(rows + (content.rows > rows + 5 ? 1 : 0))
    guard chart.rows >= 3 else { return }
    SwarmView.draw(swarm, in: chart.above(2), of: &buffer, glyphs: glyphs)
    let axis = AxisLabels.lying(
      swarm.range, name: "contribution", columns: chart.columns, dotsPerColumn: glyphs.dotsPerCell.columns)
    AxisView.drawLying(axis, in: chart.line(chart.rows - 2), of: &buffer)
    buffer.write(
      SwarmView.legend(swarm.feature, columns: chart.columns, glyphs), column: 0, row: chart.rows - 1, in: chart)
  }

  /// Side by side where two have room.
  /// - Returns: the rows used.
  private static func drawFacts(_ facts: [StyledText], in area: Rect, of buffer: inout CellBuffer) -> Int {
    let widest = facts.map(\.columns).max() ?? 0
    let across = area.columns >= 2 * widest + 4 ? 2 : 1
    let rows = Swift.min((facts.count + across - 1) / across, area.rows)
    guard rows > 0 else { return 0 }
    for (index, fact) in facts.prefix(rows * across).enumerated() {
      buffer.write(fact, column: index / rows * (widest + 4), row: index % rows, in: area)
    }
    return rows
  }
}
