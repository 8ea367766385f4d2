public import RunModel
public import TerminalModel

/// Which chart of the resources a person looks at.
public struct ResourcesState: Equatable, Sendable {
  public var focus = 0
  public var isMaximised = false
  /// The step under the crosshair, in a maximised chart.
  public var crosshair: Step?

  public init() {}

  /// Leaves the crosshair, then the maximised chart; false when there was neither.
  mutating func goBack() -> Bool {
    if crosshair != nil {
      crosshair = nil
      return true
    }
    defer { isMaximised = false }
    return isMaximised
  }
}

/// What the selected run uses: the newest values in words, and curves.
public struct ResourcesModel: Sendable {
  public struct Chart: Sendable {
    public var area: Rect
    public var model: LineChartModel
  }
  public struct Panel: Sendable {
    public var title: String
    public var area: Rect
    public var table: TableModel
  }

  public var panels: [Panel]
  public var charts: [Chart]
  /// Of the first of `charts` among all.
  var firstIndex = 0
  /// Such as `charts 1-6 of 10`; empty when all are shown.
  public var pageText: String
  /// What to say when nothing was measured.
  public var emptyText: [String]

  init(_ run: RunSnapshot, _ state: DashboardState) {
    let area = state.layout.content
    let all = state.resourceCharts
    (panels, charts, pageText) = ([], [], "")
    emptyText = Self.emptyText(run)
    guard !all.isEmpty else { return }
    let focus = max(0, min(state.resources.focus, all.count - 1))
    if state.resources.isMaximised {
      let model = all[focus].model(isFocused: true, isMaximised: true, crosshair: state.resources.crosshair)
      charts = [Chart(area: area, model: model)]
      pageText = all.count > 1 ? "chart \(focus + 1) of \(all.count)" : ""
      return
    }
    panels = Self.panels(run, in: area)
    let rest = area.below(panels.map { $0.area.endRow - area.row }.max() ?? 0)
    let grid = ResourceGrid.make(count: all.count, in: rest, showing: focus)
    firstIndex = grid.firstIndex
    charts = grid.rects.enumerated().map { index, rect in
      let at = grid.firstIndex + index
      return Chart(area: rect, model: all[at].model(isFocused: at == focus && all.count > 1))
    }
    pageText = (grid.firstIndex..<grid.firstIndex + grid.rects.count).place(of: all.count, "charts")
  }

  private static func emptyText(_ run: RunSnapshot) -> [String] {
    if run.status != nil {
      return run.state == .queued || run.state == .running
        ? ["Nothing has been measured yet: the first sample comes five seconds after the start."]
        : ["Nothing was measured: the training ended before the first sample, five seconds after its start."]
    }
    return [
      "Nothing is known of what this run used.", "",
      "Pitwall measures trainings that it launches:  pitwall launch -- python train.py",
      "Metrics named system/…, gpu/… or cpu/… that a run records itself are shown here too.",
    ]
  }
}

/// The grid of the resources' charts with the page that shows one of them.
enum ResourceGrid {
  static let smallestChart = Size(columns: 26, rows: 6)

  static func make(count: Int, in area: Rect, showing index: Int) -> ChartGridLayout {
    let first = ChartGridLayout.make(count: count, in: area, minimum: smallestChart)
    let perPage = max(1, first.rects.count)
    return first.pageCount == 1
      ? first : ChartGridLayout.make(count: count, in: area, minimum: smallestChart, page: index / perPage)
  }
}

// MARK: Newest values

extension ResourcesModel {
  /// What the run uses, beside what its host does, with its GPUs below; nothing on a low screen.
  private static func panels(_ run: RunSnapshot, in area: Rect) -> [Panel] {
    let history = run.resourceHistory
    guard !history.isEmpty, area.rows >= 20, area.columns >= 40 else { return [] }
    let now = run.state?.needsSupervisor == true ? "now" : "last"
    let halves = area.topPart(8).split(.horizontal, [.share(1), .share(1)])
    var panels = [
      Panel(
        title: "run", area: halves[0], table: table([.cpu, .memory, .diskRead, .diskWritten, .processes], run, now)),
      Panel(
        title: run.identity?.host.map { "host \($0)" } ?? "host", area: halves[1],
        table: table([.hostCPU, .hostMemory, .load, .networkReceived, .networkSent], run, now)),
    ]
    let gpus = history.gpuNames.keys.sorted()
    let rows = min(gpus.count, 8) + 3
    guard !gpus.isEmpty, area.rows - 8 - rows >= 12 else { return panels }
    panels.append(Panel(title: "gpus", area: area.below(8).topPart(rows), table: gpuTable(gpus, history, now)))
    return panels
  }

  private static func table(_ measures: [ResourceMeasure], _ run: RunSnapshot, _ now: String) -> TableModel {
    let history = run.resourceHistory
    let rows = measures.map { measure -> [TableModel.Cell] in
      guard let curve = history[measure], let last = curve.series.last?.value else {
        return [.text(label(measure), .textDim), .text("not known", .textDim)]
      }
      return [
        .text(label(measure), .textDim), .text(newest(last, measure, history), .textStrong),
        .text(words(curve.mean, measure.unit)), .text(words(curve.peak, measure.unit)),
      ]
    }
    return TableModel(
      columns: [
        .init("", minimum: 9, isFlexible: true), .init(now, alignment: .right),
        .init("mean", alignment: .right, priority: 2),
        .init("peak", alignment: .right, priority: 1),
      ], rows: rows)
  }

  /// The host's name stands above its measures already.
  private static func label(_ measure: ResourceMeasure) -> String {
    switch measure {
    case .hostCPU: "cpu"
    case .hostMemory: "memory"
    case .load: "load"
    case .networkReceived: "net in"
    case .networkSent: "net out"
    default: measure.name
    }
  }

  /// The newest value, and of how much it is.
  private static func newest(_ value: Double, _ measure: ResourceMeasure, _ history: ResourceHistory) -> String {
    let text = words(value, measure.unit)
    if measure == .hostCPU, let cores = history.coreCount { return "\(text) of \(cores) core\(cores == 1 ? "" : "s")" }
    guard measure == .hostMemory, let total = history.memoryTotalBytes else { return text }
    return "\(text) of \(NumberFormat.bytes(total))"
  }

  private static func gpuTable(_ gpus: [Int], _ history: ResourceHistory, _ now: String) -> TableModel {
    let rows = gpus.map { gpu -> [TableModel.Cell] in
      let text = { (measure: ResourceMeasure, value: (ResourceHistory.Curve) -> Double?) -> TableModel.Cell in
        .text(history[measure].flatMap(value).map { words($0, measure.unit) } ?? "not known")
      }
      let last = { (curve: ResourceHistory.Curve) in curve.series.last?.value }
      let memory = history.gpuMemoryTotalBytes[gpu].map { NumberFormat.bytes($0) } ?? ""
      return [
        .text("\(gpu)", .textDim), .text(history.gpuNames[gpu] ?? "", .textDim), text(.gpuUtilization(gpu), last),
        text(.gpuUtilization(gpu)) { $0.mean }, text(.gpuMemory(gpu), last), text(.gpuMemory(gpu)) { $0.peak },
        .text(memory, .textDim), text(.gpuPower(gpu), last), text(.gpuTemperature(gpu), last),
      ]
    }
    return TableModel(
      columns: [
        .init("", minimum: 1), .init("name", priority: 3, minimum: 8, isFlexible: true, truncation: .middle),
        .init(now, alignment: .right), .init("mean", alignment: .right, priority: 4),
        .init("memory", alignment: .right),
        .init("peak", alignment: .right, priority: 2), .init("of", alignment: .right, priority: 5),
        .init("power", alignment: .right, priority: 1), .init("temperature", alignment: .right, priority: 1),
      ], rows: rows)
  }

  /// With the unit that suits the size: `312 %`, `4.1 GB`, `12 MB/s`, `310 W`, `67 °C`.
  static func words(_ value: Double, _ unit: ResourceMeasure.Unit) -> String {
    guard value.isFinite else { return "not known" }
    let bytes = { (factor: Double) in NumberFormat.bytes(Int64(max(0, min(value * factor, 1e18)).rounded())) }
    switch unit {
    case .percent: return NumberFormat.fixed(value, decimals: value < 9.95 ? 1 : 0) + " %"
    case .gigabytes: return bytes(1e9)
    case .megabytesPerSecond: return bytes(1e6) + "/s"
    case .watts: return NumberFormat.fixed(value, decimals: 0) + " W"
    case .celsius: return NumberFormat.fixed(value, decimals: 0) + " °C"
    case .count: return NumberFormat.significant(value, digits: 3)
    }
  }
}
