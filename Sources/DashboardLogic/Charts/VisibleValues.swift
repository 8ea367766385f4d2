import Glibc
import RunModel

/// The value axis of a chart, and what it leaves out.
public struct VisibleValues: Equatable, Sendable {
  /// Lower end below the upper one; above 0 on a logarithmic scale.
  public var range: ClosedRange<Double>
  public var transform: ValueTransform
  /// What is left out lies beyond it; nil where nothing is.
  var fence: ClosedRange<Double>?
  public var above = Omission()
  public var below = Omission()
  /// Values that a logarithmic scale has no place for.
  public var nonPositive = Omission()

  /// Finite values on view that have no place between the ends.
  public struct Omission: Equatable, Sendable {
    public var count = 0
    /// Whole lines that lie far beyond the others, whose points are not counted.
    public var lineCount = 0
    /// What those are: `run` or `curve`.
    public var lineNoun = "run"
    /// false: at least so many.
    public var isExact = true
    /// The one farthest off; nil without any.
    public var farthest: Double?

    fileprivate mutating func add(_ more: Int, isExact exactly: Bool, farthest value: Double, isHigh: Bool) {
      guard more > 0 else { return }
      count += more
      isExact = isExact && exactly
      reach(value, isHigh: isHigh)
    }

    fileprivate mutating func addLine(_ noun: String, farthest value: Double, isHigh: Bool) {
      (lineCount, lineNoun) = (lineCount + 1, noun)
      reach(value, isHigh: isHigh)
    }

    private mutating func reach(_ value: Double, isHigh: Bool) {
      farthest = farthest.map { isHigh ? Swift.max($0, value) : Swift.min($0, value) } ?? value
    }

    /// `1 run and 3 points`; empty where nothing is left out.
    fileprivate var words: String {
      func words(_ number: Int, _ noun: String) -> String {
        number == 0 ? "" : "\(NumberFormat.grouped(Int64(number))) \(noun)\(number == 1 ? "" : "s")"
      }
      let points = words(count, "point")
      return [words(lineCount, lineNoun), isExact || points.isEmpty ? points : "over \(points)"].filter { !$0.isEmpty }
        .joined(separator: " and ")
    }
  }

  /// The same, of a linear scale widened so that round values stand in the middle of rows, at equal distances.
  func aligned(rows: Int, dotsPerRow: Int) -> VisibleValues {
    guard transform.kind == .linear,
      let wider = RowGrid(rows: rows, dotsPerRow: dotsPerRow).range(around: range),
      fence.map({ $0.lowerBound <= wider.lowerBound && wider.upperBound <= $0.upperBound }) ?? true
    else { return self }
    var values = self
    values.range = wider
    return values
  }

  /// `▲ 3 points off scale, max 1e6`, and shorter `▲ 3 off, max 1e6`; of whole lines `▲ 1 run off scale, max 80`; empty
  /// when nothing is left out.
  ///
  /// - Parameter isBelow: of the values below the axis, not of those above it.
  public func words(isBelow: Bool) -> (long: String, short: String) {
    guard isBelow else { return Self.words(above, "▲", "off scale", "off", "max") }
    let (low, never) = (
      Self.words(below, "▼", "off scale", "off", "min"), Self.words(nonPositive, "▼", "not above 0", "not > 0", "min")
    )
    if low.long.isEmpty || never.long.isEmpty { return low.long.isEmpty ? never : low }
    return ("\(low.long), \(never.long)", "\(low.short), \(never.short)")
  }

  private static func words(
    _ omission: Omission, _ sign: String, _ what: String, _ shortly: String, _ extreme: String
  ) -> (long: String, short: String) {
    guard let farthest = omission.farthest else { return ("", "") }
    let count = (omission.isExact ? "" : "over ") + NumberFormat.grouped(Int64(omission.count))
    let end = "\(extreme) \(NumberFormat.significant(farthest, digits: 3))"
    let short = omission.lineCount > 0 ? omission.words : count
    return ("\(sign) \(omission.words) \(what), \(end)", "\(sign) \(short) \(shortly), \(end)")
  }
}

extension LineChartModel {
  /// The value axis for what is on view; nil when there is no point at all. O(chunks), and a bounded number of points.
  public func visibleValues() -> VisibleValues? {
    guard !isEmpty, let positions = visiblePositions else { return nil }
    let stretches = curves.filter { !$0.drawn.isEmpty }.map {
      Stretch($0, positions)
    }
    let transform = transform(for: stretches)
    if let valueRange {
      let usable = transform.kind != .log || valueRange.lowerBound > 0
      if usable { return VisibleValues(range: valueRange, transform: transform) }
    }
    return automaticValues(stretches, transform)
  }

  /// A part of one series.
  fileprivate struct Stretch {
    let series: MetricSeries
    let range: Range<Int>
    let summary: SeriesSummary
    /// Whether it is one run of several.
    let isRun: Bool
    /// What the chart is about is never left out as a whole.
    let isStrong: Bool

    init(_ line: LineChartModel.Line, _ positions: ClosedRange<Int64>) {
      let positions = line.isLevel ? Int64.min...Int64.max : positions
      (series, isRun, isStrong) = (line.drawn, line.tag != nil, line.isStrong)
      range = series.indexRange(of: positions)
      summary = series.summary(of: range)
    }

    /// Finite values of points at equal distances, ascending; a bounded number, the same for the same points.
    func sample(_ limit: Int = 128) -> [Double] {
      let count = Swift.min(range.count, limit)
      return (0..<count).map { series[range.lowerBound + $0 * range.count / count].value }.filter(\.isFinite).sorted()
    }
  }

  /// `log` only where there is something above 0; the linear part of `symlog` by the smaller magnitudes.
  private func transform(for stretches: [Stretch]) -> ValueTransform {
    switch valueScale {
    case .linear: return .linear
    case .log: return stretches.contains { $0.summary.max > 0 } ? ValueTransform(.log) : .linear
    case .symlog:
      let magnitudes = stretches.flatMap { $0.sample(32) }.map(\.magnitude).filter { $0 > 0 }.sorted()
      guard !magnitudes.isEmpty, let largest = magnitudes.last else { return ValueTransform(.symlog) }
      let small = Swift.max(magnitudes[magnitudes.count / 10], largest * 1e-9)
      let power = pow(10, log10(small).rounded(.down))
      return ValueTransform(.symlog, linearBelow: power > 0 ? power : Double.leastNormalMagnitude)
    }
  }

  private func automaticValues(_ stretches: [Stretch], _ transform: ValueTransform) -> VisibleValues {
    let shown: ClosedRange<Double> =
      transform.kind == .log
      ? Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
      : -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
    var (low, high) = (Double.infinity, -Double.infinity)
    var bounded: [(Stretch, BoundedSummary)] = []
    for stretch in stretches where stretch.summary.finiteCount > 0 {
      let summary = stretch.series.summary(of: stretch.range, within: shown)
      bounded.append((stretch, summary))
      guard !summary.min.isNaN else { continue }
      (low, high) = (Swift.min(low, summary.min), Swift.max(high, summary.max))
    }
    var values = VisibleValues(range: 0...1, transform: transform)
    for (stretch, summary) in bounded {
      values.nonPositive.add(summary.below, isExact: summary.isExact, farthest: stretch.summary.min, isHigh: false)
    }
    guard low <= high else { return values }
    let full = low...high
    var kept = full
    if !hasFullRange { kept = robustRange(stretches, full: full, transform, &values) }
    values.range = withAir(kept, transform).endingAtOne(for: kept)
    return values
  }

  /// The full range, or a smaller one where a few values far from all others, or a few lines far from the others, would
  /// flatten the rest.
  private func robustRange(
    _ stretches: [Stretch], full: ClosedRange<Double>, _ transform: ValueTransform, _ values: inout VisibleValues
  ) -> ClosedRange<Double> {
    let samples = stretches.map { $0.sample() }
    let far = RobustRange.farLines(samples, transform).filter { !stretches[$0].isStrong }
    let judged = samples.indices.filter { !far.contains($0) }
    guard let fence = RobustRange.fence(judged.map { samples[$0] }, full: full, transform) else { return full }
    var (low, high) = (Double.infinity, -Double.infinity)
    var parts: [(Stretch, BoundedSummary)] = []
    for stretch in judged.map({ stretches[$0] }) where stretch.summary.finiteCount > 0 {
      let part = stretch.series.summary(of: stretch.range, within: fence)
      parts.append((stretch, part))
      // A stretch that was not looked into may reach up to the fence.
      let (least, greatest) = part.isExact ? (part.min, part.max) : (fence.lowerBound, fence.upperBound)
      if !least.isNaN { (low, high) = (Swift.min(low, least), Swift.max(high, greatest)) }
    }
    guard low <= high, RobustRange.isWorthIt(kept: low...high, full: full, transform) else { return full }
    values.fence = fence
    for (stretch, part) in parts {
      let floor = transform.kind == .log ? Swift.min(part.below, nonPositiveCount(stretch)) : 0
      values.above.add(part.above, isExact: part.isExact, farthest: stretch.summary.max, isHigh: true)
      values.below.add(part.below - floor, isExact: part.isExact, farthest: stretch.summary.min, isHigh: false)
    }
    for stretch in far.sorted().map({ stretches[$0] }) {
      let (noun, summary) = (stretch.isRun ? "run" : "curve", stretch.summary)
      if summary.max > high { values.above.addLine(noun, farthest: summary.max, isHigh: true) }
      if summary.min < low, transform.kind != .log || summary.min > 0 {
        values.below.addLine(noun, farthest: summary.min, isHigh: false)
      }
    }
    return low...high
  }

  private func nonPositiveCount(_ stretch: Stretch) -> Int {
    let positive = Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude
    return stretch.series.summary(of: stretch.range, within: positive).below
  }

  /// At least 4 % of air on both sides of what is not linear, as the transform sees it; around a single value a tenth of
  /// it.
  private func withAir(_ range: ClosedRange<Double>, _ transform: ValueTransform) -> ClosedRange<Double> {
    let (low, high) = (range.lowerBound, range.upperBound)
    // Rows are air enough.
    if transform.kind == .linear, low < high { return range }
    let largest = Double.greatestFiniteMagnitude
    if transform.kind == .log {
      let decades = Swift.max((log10(high) - log10(low)) / 25, low == high ? 0.2 : 0.002)
      let (factor, least) = (pow(10, decades), Double.leastNonzeroMagnitude)
      return Swift.max(low / factor, least)...Swift.min(Swift.max(high * factor, low.nextUp), largest)
    }
    if transform.kind == .symlog, low < high {
      let (from, to) = (transform.forward(low), transform.forward(high))
      let air = (to - from) / 25
      let ends = [Swift.max(transform.inverse(from - air), -largest), Swift.min(transform.inverse(to + air), largest)]
      if ends[0] < low, high < ends[1] { return ends[0]...ends[1] }
    }
    var air = low == high ? (low == 0 ? 1 : low.magnitude / 10) : high / 25 - low / 25
    if !(low - air < high + air) { air = Swift.max(low.ulp, high.ulp) * 4 }
    return Swift.max(low - air, -largest)...Swift.min(high + air, largest)
  }
}
