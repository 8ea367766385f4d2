import RunModel
import TerminalModel

/// What one chart of the resources shows: curves that belong together.
struct ResourceChart {
  struct Line {
    var label: String
    var series: MetricSeries
    /// nil: that of its place.
    var style: StyleRole?
  }

  var title: String
  var lines: [Line]
  /// When the first sample was taken; nil where x is the step of the run's own metric.
  var origin: WallTime?
  /// Whether its values begin at nothing used.
  var isUsage = true

  /// Every chart of what a run used: of its supervisor's samples, then of the metrics `system/…` that it records itself.
  static func all(of run: RunSnapshot) -> [ResourceChart] { sampled(run.resourceHistory) + recorded(run) }

  private static func sampled(_ history: ResourceHistory) -> [ResourceChart] {
    let gpus = history.gpuNames.keys.sorted()
    let groups: [(title: String, members: [(label: String, measure: ResourceMeasure)])] = [
      ("cpu, % of a core", [("", .cpu)]), ("memory, GB", [("", .memory)]),
      ("disk, MB/s", [("read", .diskRead), ("written", .diskWritten)]),
      ("host cpu, %", [("", .hostCPU)]), ("host memory, GB", [("", .hostMemory)]),
      ("network, MB/s", [("in", .networkReceived), ("out", .networkSent)]),
      ("gpu, %", gpus.map { ("gpu \($0)", .gpuUtilization($0)) }),
      ("gpu memory, GB", gpus.map { ("gpu \($0)", .gpuMemory($0)) }),
      ("gpu power, W", gpus.map { ("gpu \($0)", .gpuPower($0)) }),
      ("gpu temperature, °C", gpus.map { ("gpu \($0)", .gpuTemperature($0)) }),
    ]
    return groups.compactMap { group in
      let lines = group.members.compactMap { member in
        history[member.measure].map { Line(label: group.members.count > 1 ? member.label : "", series: $0.series) }
      }
      if lines.isEmpty { return nil }
      let chart = ResourceChart(title: group.title, lines: lines, origin: history.origin)
      return group.members.contains { $0.measure.unit == .gigabytes } ? chart.inMegabytesWhereSmall : chart
    }
  }

  /// In the unit of its largest value, as the table above says it: 0.03 GB is 30 MB. O(points) where that is not GB.
  private var inMegabytesWhereSmall: ResourceChart {
    guard let peak, peak > 0, peak < 1, title.hasSuffix("GB") else { return self }
    var chart = self
    chart.title = title.dropLast(2) + "MB"
    for index in lines.indices { chart.lines[index].series = lines[index].series.mapValues { $1 * 1000 } }
    return chart
  }

  /// Its largest value; nil where none is finite.
  private var peak: Double? { lines.map(\.series.summary.max).filter(\.isFinite).max() }

  /// As loggers name what they sample.
  private static let prefixes = ["system/", "system.", "_system/", "gpu/", "gpu.", "cpu/", "cpu."]

  static func isResource(_ name: MetricName) -> Bool { prefixes.contains { name.rawValue.hasPrefix($0) } }

  private static func recorded(_ run: RunSnapshot) -> [ResourceChart] {
    run.metrics.filter { isResource($0.name) }.map { metric in
      let unit = unit(of: metric.name.rawValue).map { ", \($0)" } ?? ""
      return ResourceChart(
        title: metric.name.rawValue + unit, lines: [Line(label: "", series: metric.series)], isUsage: false)
    }
  }

  /// As the usual loggers end their names, the longer endings first; nil for a name that does not say it.
  private static let units: [(ending: String, unit: String)] = [
    ("percentage", "%"), ("percent", "%"), ("_pct", "%"), ("utilization", "%"), ("util", "%"),
    ("megabytes_per_second", "MB/s"), ("_mb_s", "MB/s"), ("megabytes", "MB"), ("mb", "MB"), ("gigabytes", "GB"),
    ("gb", "GB"), ("bytes", "B"), ("watts", "W"), ("_w", "W"), ("celsius", "°C"), ("temp", "°C"), ("mhz", "MHz"),
  ]

  private static func unit(of name: String) -> String? {
    let name = name.lowercased()
    return units.first { name.hasSuffix($0.ending) }?.unit
  }

  func model(isFocused: Bool, isMaximised: Bool = false, crosshair: Step? = nil) -> LineChartModel {
    var model = LineChartModel(
      title: title,
      lines: lines.enumerated().map { index, line in
        LineChartModel.Line(
          label: line.label, style: line.style ?? .series(index), series: line.series,
          placement: origin.map { .time(since: $0) } ?? .steps)
      }, crosshair: crosshair, xAxis: origin == nil ? .step : .relativeTime, isFocused: isFocused,
      isMaximised: isMaximised)
    model.countsTime = origin != nil
    // What is used in a moment matters as much as what is used all the time, and is much or little beside nothing.
    model.hasFullRange = true
    if isUsage {
      let peak = peak ?? 0
      model.valueRange = 0...(peak > 0 ? min(peak * 1.04, .greatestFiniteMagnitude) : 1)
    }
    return model
  }
}

extension DashboardState {
  /// What the selected run used, and behind it the metric in focus among the curves: to see what one did to the other.
  var resourceCharts: [ResourceChart] {
    guard let run = selectedRun else { return [] }
    let measured = ResourceChart.all(of: run)
    guard let first = measured.first, let metric = metricBesideResources else { return measured }
    let lines = metric.lines.map { line in
      // Steps are the axis of what a run recorded itself.
      let placed = line.id.flatMap { curveCache[$0]?.placed } ?? MetricSeries()
      return ResourceChart.Line(
        label: line.label, series: first.origin == nil ? line.series : placed, style: line.style)
    }
    if lines.allSatisfy(\.series.isEmpty) { return measured }
    return measured + [ResourceChart(title: metric.title, lines: lines, origin: first.origin, isUsage: false)]
  }

  /// To place that metric in the time of what was measured.
  var resourceRequests: [CurveSeriesCache.Request] {
    guard let history = selectedRun?.resourceHistory, !history.isEmpty, let origin = history.origin else { return [] }
    return metricBesideResources?.lines.compactMap { line in
      line.id.map { .init(id: $0, series: line.series, placement: .time(since: origin), extent: 1) }
    } ?? []
  }

  private var metricBesideResources: (title: String, lines: [LineChartModel.Line])? {
    guard let run = selectedRun, let group = focusedGroup, group.isOf(run),
      !group.members.contains(where: { ResourceChart.isResource($0.name) })
    else { return nil }
    return (group.title, group.lines(of: run))
  }
}

extension MetricGroup {
  /// Whether a run has all its metrics at their places: charts of several runs have those of others too.
  fileprivate func isOf(_ run: RunSnapshot) -> Bool {
    members.allSatisfy { $0.index < run.metrics.count && run.metrics[$0.index].name == $0.name }
  }
}
