import Glibc
public import RunHealth
public import RunModel
public import TerminalModel

/// Norms as a strip of heat: a row a layer, steps across.
public struct GradientsModel: Sendable {
  public struct Row: Sendable {
    public var name: String
    /// One a cell of the strip; nil where there is no point yet, or none any more.
    public var levels: [Level?]
    /// Of the step nearest to the crosshair, else the last; empty without one.
    public var value: String
    public var finding: LayerFinding?
    public var isSelected: Bool
  }
  /// How large a value is among those on view.
  public enum Level: Equatable, Sendable {
    /// Of 0...1, on a logarithmic scale made for the layers without a finding, or for all where those have no values
    /// above 0; what lies beyond is at its end.
    case share(Double)
    case nonFinite
  }
  public var norm: LayerNorm
  /// Those that can be switched between.
  public var norms: [LayerNorm]
  public var rows: [Row]
  /// Such as `layers 1-12 of 40`; empty where all are shown.
  public var place: String
  /// What the coldest and the hottest colour stand for; empty without values.
  public var legend: (low: String, high: String)
  /// Which layers the colours are not made for, such as `colours without 3 dead layers`; empty where all count.
  public var leftOut: String
  /// What the values are.
  public var valueTitle: String
  public var axis: AxisLabels
  public var steps: ClosedRange<Int64>
  /// The cell of the crosshair, and what is there.
  public var crosshair: (cell: Int, text: StyledText)?
  public var findings: [StyledText]
  /// How the values of the selected layer lie; nil where that was not recorded.
  public var distribution: LayerDistribution?
  /// The norm of the selected layer as a curve, where how its values lie was not recorded.
  public var curve: LineChartModel?
  public var layout: GradientsLayout
  /// What to say where no norm is logged; empty where some are.
  public var emptyText: [String]

  init(_ state: DashboardState, in area: Rect) {
    let run = state.selectedRun
    let all = LayerNorms(run)
    let norm = all.shown(state.settings.gradients.norm)
    (self.norm, norms) = (norm, all.kinds)
    let layers = all.having(norm)
    let found = run.map { state.gradients.findings(of: $0) } ?? []
    layout = GradientsLayout(layers, norm, findingCount: found.count, in: area)
    findings = found.prefix(layout.findings.rows).map(\.line)
    emptyText = layers.isEmpty ? Self.advice : []
    (rows, place, legend, leftOut, axis, crosshair) = ([], "", ("", ""), "", .none, nil)
    let here = state.gradients.crosshair
    valueTitle = here == nil ? "last" : "here"
    steps = all.steps(of: norm) ?? 0...0
    guard let run, !layers.isEmpty else { return }
    let scale = HorizontalScale(steps, columns: layout.cells)
    axis = AxisLabels.steps(HorizontalScale(steps, columns: layout.strip.columns), name: "step")
    let selected = state.selectedLayer(among: layers)
    let shown = layout.visible(layers: layers.count, selected: selected)
    place = shown.place(of: layers.count, "layers")
    let values = layers[shown].map { Self.values($0, norm, all, steps, layout.cells) }
    // Findings are about gradients: the weights of a dead layer are as large as others.
    let sick = norm == .weights ? [] : found.filter { finding in layers[shown].contains { $0.name == finding.layer } }
    let healthy = zip(layers[shown], values).filter { layer, _ in !sick.contains { $0.layer == layer.name } }
    let heatOfHealthy = HeatScale(healthy.map(\.1).joined())
    let heat = heatOfHealthy.isEmpty ? HeatScale(values.joined()) : heatOfHealthy
    legend = (heat.lowLabel, heat.highLabel)
    leftOut = heatOfHealthy.isEmpty ? "" : Self.leftOut(sick)
    let cell = here.map { scale.nearestColumn(to: $0.rawValue) }
    rows = zip(shown, values).map { index, values in
      Row(
        name: layers[index].name, levels: values.map { $0.map(heat.level) },
        value: Self.value(layers[index], norm, all, at: here).map { NumberFormat.significant($0, digits: 3) } ?? "",
        finding: found.first { $0.layer == layers[index].name }, isSelected: index == selected)
    }
    if !layout.below.isEmpty {
      if let place = layers[selected].histograms(of: norm) {
        distribution = LayerDistribution(
          run.histograms[place], of: layers[selected].name, norm, scale, crosshair: state.gradients.crosshair,
          rows: layout.below.rows - 1, dotsPerRow: 1)
      } else {
        curve = Self.curve(of: layers[selected], norm, all, state)
      }
    }
    if let cell, let step = here {
      let row = rows.first(where: \.isSelected)
      let text = StyledText([
        TextSpan("step \(NumberFormat.grouped(step.rawValue))", .chartCrosshair), TextSpan("  \(row?.name ?? "")"),
        TextSpan("  \(row?.value ?? "")", .textStrong),
      ])
      crosshair = (cell, text)
    }
  }

  /// One layer that is dead would take most of the scale, and all that live would look alike.
  private static func leftOut(_ findings: [LayerFinding]) -> String {
    let counts = [LayerFinding.Kind.dead, .exploding].compactMap { kind -> String? in
      let some = findings.filter { $0.kind == kind }
      return some.first.map { "\(some.count) \($0.word)" }
    }
    guard !counts.isEmpty else { return "" }
    return "colours without \(counts.joined(separator: " and ")) layer\(findings.count == 1 ? "" : "s")"
  }

  /// Of a ratio both of what it is made of.
  private static func curve(
    of layer: LayerNorms.Layer, _ norm: LayerNorm, _ all: LayerNorms, _ state: DashboardState
  ) -> LineChartModel {
    let gradient = LineChartModel.Line(label: "gradient", style: .series(0), series: all.series(layer.gradient))
    let weight = LineChartModel.Line(label: "weight", style: .series(1), series: all.series(layer.weight))
    let lines = norm == .ratio ? [gradient, weight] : [norm == .weights ? weight : gradient]
    var chart = LineChartModel(
      title: "\(layer.name) \(norm == .ratio ? "norms" : norm.title)", lines: lines,
      crosshair: state.gradients.crosshair,
      valueScale: norm == .ratio ? .log : .linear)
    if lines.count == 1 { chart.lines[0].label = "" }
    chart.secondsFromUTC = state.secondsFromUTC
    return chart
  }

  private static let advice = [
    "This run logs no norms of its layers.", "",
    "Log the norm of each layer's gradient under the name grad_norm/LAYER, and that of its weights under weight_norm/LAYER.",
    "In PyTorch, after loss.backward():", "",
    "for name, p in model.named_parameters(): log[f\"grad_norm/{name}\"] = p.grad.norm().item()",
  ]

  /// As it was logged.
  private static func value(
    _ layer: LayerNorms.Layer, _ norm: LayerNorm, _ all: LayerNorms, at step: Step?
  ) -> Double? {
    func logged(_ place: LayerNorms.Place?) -> Double? {
      let series = all.series(place)
      return (step == nil ? series.last : step.flatMap { series.point(near: $0) })?.value
    }
    switch norm {
    case .gradients: return logged(layer.gradient)
    case .weights: return logged(layer.weight)
    case .ratio: return logged(layer.gradient).flatMap { a in logged(layer.weight).map { a / $0 } }
    }
  }

  /// Means of the cells; NaN where a value was no number. O(cells + chunks).
  private static func values(
    _ layer: LayerNorms.Layer, _ norm: LayerNorm, _ all: LayerNorms, _ steps: ClosedRange<Int64>, _ cells: Int
  ) -> [Double?] {
    func means(_ place: LayerNorms.Place?) -> [Double?] {
      let series = all.series(place)
      guard let last = series.last?.step else { return Array(repeating: nil, count: cells) }
      let summaries = series.summaries(columns: cells, over: steps)
      let end = HorizontalScale(steps, columns: cells).nearestColumn(to: last.rawValue)
      return zip(summaries, LayerFinding.held(summaries)).enumerated().map { cell, pair in
        guard cell <= end else { return nil }
        return pair.0.map { $0.finiteCount < $0.count } == true ? .nan : pair.1
      }
    }
    switch norm {
    case .gradients: return means(layer.gradient)
    case .weights: return means(layer.weight)
    case .ratio:
      return zip(means(layer.gradient), means(layer.weight)).map { a, b in a.flatMap { a in b.map { a / $0 } } }
    }
  }
}

/// A logarithmic scale over values, without the outermost hundredths.
struct HeatScale {
  private let low: Double
  private let high: Double
  /// No value is finite and above 0: the scale stands for none.
  let isEmpty: Bool

  init(_ values: some Sequence<Double?>) {
    let logs = values.compactMap { $0 }.filter { $0.isFinite && $0 > 0 }.map { log10($0) }.sorted()
    isEmpty = logs.isEmpty
    let cut = logs.count / 100
    var (low, high) = (logs.isEmpty ? 0 : logs[cut], logs.isEmpty ? 1 : logs[logs.count - 1 - cut])
    if high - low < 0.5 { (low, high) = ((low + high) / 2 - 0.25, (low + high) / 2 + 0.25) }
    (self.low, self.high) = (low, high)
  }

  func level(_ value: Double) -> GradientsModel.Level {
    guard value.isFinite else { return .nonFinite }
    return value > 0 ? .share(max(0, min(1, (log10(value) - low) / (high - low)))) : .share(0)
  }

  var lowLabel: String { isEmpty ? "" : NumberFormat.significant(pow(10, low), digits: 2) }
  var highLabel: String { isEmpty ? "" : NumberFormat.significant(pow(10, high), digits: 2) }
}

extension LayerFinding {
  /// Such as `▲ layer3 dead since 400: 1.2e-9, the layers in the middle have 0.03`.
  var line: StyledText {
    let (number, other) = (NumberFormat.significant(value, digits: 2), NumberFormat.significant(usual, digits: 2))
    let why =
      kind == .dead
      ? "\(number), where the middle of the layers has \(other)"
      : usual.isNaN ? "\(number), since it began" : "\(number), after \(other)"
    return [
      TextSpan("\(sign.glyph) \(layer)", sign.style),
      TextSpan(" \(word) since step \(NumberFormat.grouped(step.rawValue))", .textStrong),
      TextSpan(": \(why)", .textDim),
    ]
  }

  /// That of health, which warns of both.
  public var sign: StatusSign { StatusSign(HealthSeverity.warning) }
  public var word: String { kind == .dead ? "dead" : "exploding" }
}

/// Where names, strip, values and findings stand.
public struct GradientsLayout: Equatable, Sendable {
  public let names: Rect
  public let strip: Rect
  public let values: Rect
  public let axis: Rect
  public let heading: Rect
  public let findings: Rect
  /// What is known of the selected layer besides; empty where rows are few. Where layers have histograms, a heading and the
  /// values over the columns of the strip; else a chart of its norm.
  public let below: Rect
  /// Rows a layer takes.
  public let rowsALayer: Int
  /// Layers that fit.
  public let layersShown: Int

  /// Columns of a cell of the strip: every change of colour takes bytes, and a layer has two rows where there is room.
  public static let cellColumns = 3
  /// Cells of the strip, side by side.
  public var cells: Int { strip.columns / Self.cellColumns }

  init(_ layers: [LayerNorms.Layer], _ norm: LayerNorm, findingCount: Int, in area: Rect) {
    let inner = area.columns >= 4 && area.rows >= 3 ? area.inset(by: 1) : area
    let content = inner.columns >= 24 ? inner.inset(columns: 1, rows: 0) : inner
    let headingRows = content.rows >= 6 ? 2 : 0
    let axisRows = content.rows >= 5 ? 1 : 0
    let findingRows = min(findingCount, max(0, (content.rows - headingRows - axisRows - 4) / 3))
    let gap = findingRows > 0 ? 1 : 0
    heading = content.topPart(headingRows)
    findings = content.bottomPart(findingRows)
    let middle = content.below(headingRows).above(findingRows + gap)
    let hasValues = layers.contains { $0.histograms(of: norm) != nil }
    let count = max(1, layers.count)
    // Every layer keeps a row of its own before a chart has any; a histogram needs seven in any case.
    let spare = middle.rows - axisRows - 1 - count
    let least =
      middle.rows < 14 || (!hasValues && spare < 6) ? 0 : max(hasValues ? 7 : 6, min(middle.rows / 2, spare, 20))
    let room = max(0, middle.rows - axisRows - (least > 0 ? least + 1 : 0))
    rowsALayer = max(1, min(5, room / count))
    layersShown = max(1, room / rowsALayer)
    let used = min(room, min(layersShown, count) * rowsALayer)
    below = least > 0 ? middle.below(used + axisRows + 1) : middle.topPart(0)
    // The sign of a finding stands before the name.
    let longest = layers.map { HarmlessText.columns(of: HarmlessText.make($0.name)) }.max() ?? 0
    let nameColumns = min(max(longest + 2, hasValues && least > 0 ? 9 : 0), 36, content.columns / 4)
    let valueColumns = content.columns >= 50 ? 12 : 0
    let stripColumns = max(0, content.columns - nameColumns - 1 - (valueColumns > 0 ? valueColumns + 1 : 0))
    names = middle.topPart(used).leftPart(nameColumns)
    strip = middle.topPart(used).rightOf(nameColumns + 1)
      .leftPart(stripColumns - stripColumns % Self.cellColumns)
    values = middle.topPart(used).rightOf(content.columns - valueColumns)
    axis = Rect(
      column: strip.column, row: middle.row + used, columns: strip.columns, rows: min(axisRows, middle.rows - used))
  }

  /// The layers on view, the selected one among them.
  func visible(layers: Int, selected: Int) -> Range<Int> {
    let start = max(0, min(selected - layersShown / 2, layers - layersShown))
    return start..<min(layers, start + layersShown)
  }
}
