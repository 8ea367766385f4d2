internal import RunModel

/// Makes curves of a supervisor's samples.
struct ResourceLog {
  private(set) var newest: ResourceSample?
  /// When the console had which length.
  private(set) var consoleTimes = ConsoleTimes()
  private var origin: WallTime?
  private var newestTime: WallTime?
  private var curves: [ResourceMeasure: Curve] = [:]
  private var previous: (sample: ResourceSample, seconds: Double)?
  private var facts = ResourceHistory()

  private static let pointLimit = 16_384

  private struct Curve {
    var series = MetricSeries()
    var (peak, sum, count) = (-Double.infinity, 0.0, 0)
  }

  mutating func add(_ sample: ResourceSample, at time: WallTime?) {
    newest = sample
    guard let time else { return }
    let origin = self.origin ?? time
    self.origin = origin
    newestTime = max(newestTime ?? time, time)
    let seconds = time.secondsSince1970
    let step = ((seconds - origin.secondsSince1970) * ResourceHistory.stepsPerSecond).rounded(.down)
    guard step.magnitude < 1e18 else { return }
    for (measure, value) in Self.values(sample) + rates(sample, seconds) where value.isFinite {
      record(value, of: measure, at: Step(Int64(step)), seconds)
    }
    note(sample, at: time)
    previous = (sample, seconds)
  }

  private static func gigabytes(_ bytes: Int64?) -> Double? { bytes.map { Double($0) / 1e9 } }

  private static func values(_ sample: ResourceSample) -> [(ResourceMeasure, Double)] {
    let host = sample.host
    var values: [(ResourceMeasure, Double?)] = [
      (.cpu, sample.cpuPercent), (.memory, gigabytes(sample.residentBytes)), (.processes, Double(sample.processCount)),
      (.hostCPU, host?.cpuPercent), (.hostMemory, gigabytes(host?.memoryUsedBytes)), (.load, host?.load),
    ]
    for gpu in sample.gpus {
      values += [
        (.gpuUtilization(gpu.index), gpu.utilizationPercent), (.gpuPower(gpu.index), gpu.powerWatts),
        (.gpuMemory(gpu.index), gigabytes(gpu.memoryUsedBytes)),
        (.gpuTemperature(gpu.index), gpu.temperatureCelsius),
      ]
    }
    return values.compactMap { measure, value in value.map { (measure, $0) } }
  }

  /// What counters have grown by since the sample before; none where one went back, as after a new start.
  private func rates(_ sample: ResourceSample, _ seconds: Double) -> [(ResourceMeasure, Double)] {
    guard let previous, seconds > previous.seconds else { return [] }
    let before = previous.sample
    let counters: [(ResourceMeasure, Int64?, Int64?)] = [
      (.diskRead, before.diskReadBytes, sample.diskReadBytes),
      (.diskWritten, before.diskWrittenBytes, sample.diskWrittenBytes),
      (.networkReceived, before.host?.networkReceivedBytes, sample.host?.networkReceivedBytes),
      (.networkSent, before.host?.networkSentBytes, sample.host?.networkSentBytes),
    ]
    return counters.compactMap { measure, old, new in
      guard let old, let new, new >= old else { return nil }
      return (measure, (Double(new) - Double(old)) / 1e6 / (seconds - previous.seconds))
    }
  }

  private mutating func record(_ value: Double, of measure: ResourceMeasure, at step: Step, _ seconds: Double) {
    var curve = curves.removeValue(forKey: measure) ?? Curve()
    curve.series.record(step: step, wallTime: seconds, value: value)
    if value > curve.peak { curve.peak = value }
    (curve.sum, curve.count) = (curve.sum + value, curve.count + 1)
    if curve.series.count > Self.pointLimit { curve.series = Self.thinned(curve.series) }
    curves[measure] = curve
  }

  /// Of each two neighbours in the older half only the larger stays: peaks do not get lost.
  private static func thinned(_ series: MetricSeries) -> MetricSeries {
    var thinned = MetricSeries()
    let half = series.count / 4 * 2
    let keep = { (point: MetricPoint) in
      thinned.record(step: point.step, wallTime: point.wallTime?.secondsSince1970 ?? .nan, value: point.value)
    }
    for index in stride(from: 0, to: half, by: 2) {
      keep(series[index].value >= series[index + 1].value ? series[index] : series[index + 1])
    }
    for index in half..<series.count { keep(series[index]) }
    return thinned
  }

  private mutating func note(_ sample: ResourceSample, at time: WallTime) {
    facts.coreCount = sample.host?.coreCount ?? facts.coreCount
    facts.memoryTotalBytes = sample.host?.memoryTotalBytes ?? facts.memoryTotalBytes
    for gpu in sample.gpus {
      facts.gpuNames[gpu.index] = gpu.name
      facts.gpuMemoryTotalBytes[gpu.index] = gpu.memoryTotalBytes ?? facts.gpuMemoryTotalBytes[gpu.index]
    }
    consoleTimes.note(sample, at: time)
  }

  var history: ResourceHistory {
    var history = facts
    (history.origin, history.newest) = (origin, newestTime)
    history.curves = curves.sorted { $0.key.order < $1.key.order }.map { measure, curve in
      ResourceHistory.Curve(
        measure: measure, series: curve.series, peak: curve.peak, mean: curve.sum / Double(curve.count))
    }
    return history
  }
}
