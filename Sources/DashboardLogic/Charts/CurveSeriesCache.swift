public import RunModel

/// Which series of which run.
public struct SeriesID: Hashable, Sendable {
  public var run: String
  public var metric: MetricName

  public init(run: String, metric: MetricName) { (self.run, self.metric) = (run, metric) }
}

/// What is drawn of a series that is smoothed or does not stand at its steps.
struct DerivedCurve: Sendable {
  /// By the positions of the x axis; nil where those are the steps.
  var placed: MetricSeries?
  /// By the positions of the x axis; nil when smoothing is off.
  var smoothed: MetricSeries?
  /// How many points have no place on the x axis.
  var missingCount = 0
}

/// Smoothed and placed series, kept by the series they were made of: points that come at the end cost their own
/// number, a past that has changed costs all of them.
struct CurveSeriesCache: Sendable {
  /// What a chart wants of one of its series.
  struct Request {
    var id: SeriesID
    var series: MetricSeries
    var placement: Placement
    /// Of its chart.
    var extent: Double
  }

  /// Of what is not on view so many points are kept, so that paging back finds them.
  private static let mostPoints = 4_000_000
  private static let mostSeries = 500

  private var entries: [SeriesID: DerivedCurveEntry] = [:]
  private var shown: Set<SeriesID> = []
  /// Those not on view, the ones seen last at the end.
  private var left: [SeriesID] = []

  subscript(id: SeriesID) -> DerivedCurve? { entries[id]?.curve }

  /// Brings what is wanted up to date and keeps a bounded part of the rest.
  mutating func refresh(_ requests: [Request], smoothing: Double) {
    let isPlain = smoothing <= 0
    var wanted: Set<SeriesID> = []
    for request in requests where wanted.insert(request.id).inserted {
      if isPlain, request.placement == .steps {
        entries[request.id] = nil
      } else {
        entries[request.id, default: DerivedCurveEntry()].follow(request, smoothing: smoothing)
      }
    }
    if wanted == shown { return }
    left = left.filter { !wanted.contains($0) } + shown.filter { !wanted.contains($0) && entries[$0] != nil }
    shown = wanted
    var count = left.reduce(0) { $0 + (entries[$1]?.pointCount ?? 0) }
    while count > Self.mostPoints || left.count > Self.mostSeries, let oldest = left.first {
      count -= entries.removeValue(forKey: oldest)?.pointCount ?? 0
      left.removeFirst()
    }
  }
}

/// One series of the cache.
private struct DerivedCurveEntry: Sendable {
  private(set) var curve = DerivedCurve()
  var pointCount: Int { source.count }
  private var source = MetricSeries()
  private var smoothing = 0.0
  private var extent = 0.0
  private var placement = Placement.steps
  private var filter: SmoothingFilter?
  private var smoothed = MetricSeries()
  /// Of the first `settledCount` points: those whose positions no longer change.
  private var settledCount = 0
  private var settled = PlacedSeries()
  private var settledSmoothed = PlacedSeries()

  mutating func follow(_ request: CurveSeriesCache.Request, smoothing wanted: Double) {
    let goesOn = request.series.isContinuation(of: source)
    if !goesOn || wanted != smoothing || request.extent != extent {
      filter = wanted > 0 ? SmoothingFilter(smoothing: wanted, extent: request.extent) : nil
      (smoothed, settledCount) = (MetricSeries(), 0)
    }
    if !goesOn || !placement.goesOn(in: request.placement) { settledCount = 0 }
    if settledCount == 0 { (settled, settledSmoothed) = (PlacedSeries(), PlacedSeries()) }
    (source, placement, smoothing, extent) = (request.series, request.placement, wanted, request.extent)
    smooth()
    place()
  }

  private mutating func smooth() {
    guard var filter else { return }
    if smoothed.isEmpty {
      smoothed = source.mapValues { filter.next(step: $0, value: $1) }
    } else {
      smoothNewest(by: &filter)
    }
    self.filter = filter
    curve.smoothed = smoothed
  }

  private mutating func smoothNewest(by filter: inout SmoothingFilter) {
    source.forEachPoint(in: smoothed.count..<source.count) { step, wallTime, value in
      smoothed.record(step: Step(step), wallTime: wallTime, value: filter.next(step: step, value: value))
    }
  }

  private mutating func place() {
    if filter == nil { curve.smoothed = nil }
    guard placement != .steps else {
      (curve.placed, curve.missingCount) = (nil, 0)
      return
    }
    let end = source.indexRange(of: .min...placement.settledStep).upperBound
    settled.append(source, settledCount..<Swift.max(end, settledCount), by: placement)
    if filter != nil { settledSmoothed.append(smoothed, settledCount..<Swift.max(end, settledCount), by: placement) }
    settledCount = Swift.max(end, settledCount)
    var (all, allSmoothed) = (settled, settledSmoothed)
    all.append(source, settledCount..<source.count, by: placement)
    if filter != nil { allSmoothed.append(smoothed, settledCount..<source.count, by: placement) }
    (curve.placed, curve.missingCount) = (all.series, all.missingCount)
    if filter != nil { curve.smoothed = allSmoothed.series }
  }
}

extension Placement {
  /// Up to which step positions no longer change while the run goes on.
  fileprivate var settledStep: Int64 {
    if case .epochs(let scale) = rule { scale.settledStep } else { .max }
  }

  /// Whether settled positions still hold under another rule.
  fileprivate func goesOn(in next: Placement) -> Bool {
    if case (.epochs(let before), .epochs(let now)) = (rule, next.rule) { return now.isContinuation(of: before) }
    return rule == next.rule
  }
}
