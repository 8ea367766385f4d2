public import RunModel

/// A layer that learns nothing any more, or far too much.
public struct LayerFinding: Equatable, Sendable {
  public enum Kind: Sendable { case dead, exploding }
  public var kind: Kind
  public var layer: String
  /// Of its gradient's norm; nil where that is worked out from histograms.
  public var metric: MetricName?
  /// From which it has been so.
  public var step: Step
  public var value: Double
  /// What the other layers have (dead), or what it had itself (exploding).
  public var usual: Double

  /// So many layers it takes to tell a dead one from others, and so many values of one.
  static let (fewestLayers, fewestValues) = (3, 8)

  /// Of the gradients of all layers, over equal stretches. O(layers × stretches).
  ///
  /// Dead: a ten-thousandth of what the layers have in the middle, or nothing, for the newest quarter, after it had more: a
  /// layer that never had any gradient is frozen. Exploding: a hundred times what it had itself in the first half and ten
  /// times the others, for the newest quarter; or three values at its end that are no numbers.
  public static func all(in run: RunSnapshot) -> [LayerFinding] { all(of: LayerNorms(run)) }

  static func all(of norms: LayerNorms) -> [LayerFinding] {
    let layers = norms.having(.gradients).prefix(JudgedRun.layerLimit)
    let series = layers.map { norms.series($0.gradient) }
    guard let first = series.compactMap({ $0.first?.step }).min(),
      let last = series.compactMap({ $0.last?.step }).max(),
      series.contains(where: { $0.count >= fewestValues })
    else { return [] }
    let steps = first.rawValue...last.rawValue
    let means = series.map { held($0.summaries(columns: stretches, over: steps)) }
    let middle = (0..<stretches).map { column in means.compactMap { $0[column] }.median }
    return zip(layers, zip(series, means)).compactMap { layer, data in
      let found =
        broken(data.0) ?? exploding(data.1, middle) ?? (layers.count >= fewestLayers ? dead(data.1, middle) : nil)
      guard let (kind, column, value, usual) = found else { return nil }
      let share = Double(column) / Double(stretches)
      let from = Double(steps.lowerBound) + share * (Double(steps.upperBound) - Double(steps.lowerBound))
      let at = Int64(exactly: from.rounded(.up)).map { data.0.indexRange(of: $0 ... .max).lowerBound } ?? 0
      let step = data.0[min(at, data.0.count - 1)].step
      return LayerFinding(
        kind: kind, layer: layer.name, metric: norms.metricName(layer.gradient), step: step, value: value, usual: usual)
    }
  }

  private static let stretches = 48
  private typealias Found = (kind: Kind, column: Int, value: Double, usual: Double)

  /// A layer that ends with three values that are no numbers, exploded where it last had one: a single overflow is a part
  /// of training in half precision.
  private static func broken(_ series: MetricSeries) -> Found? {
    guard series.nonFiniteTail >= 3, let last = series.last else { return nil }
    let at = series.count - series.nonFiniteTail
    let share = Double(at) / Double(max(1, series.count - 1))
    return (.exploding, Int(share * Double(stretches)), last.value, at > 0 ? series[at - 1].value : .nan)
  }

  private static func exploding(_ means: [Double?], _ middle: [Double]) -> Found? {
    let early = means.prefix(stretches / 2).compactMap(\.self).median
    let recent = means.suffix(stretches / 4).compactMap(\.self)
    let value = recent.median
    guard early > 0, value > 100 * early, value > 10 * middle.suffix(stretches / 4).median else { return nil }
    let from = means.firstIndex { ($0 ?? 0) > 10 * early } ?? 0
    return (.exploding, from, value, early)
  }

  private static func dead(_ means: [Double?], _ middle: [Double]) -> Found? {
    func isDead(_ column: Int) -> Bool {
      guard let value = means[column] else { return false }
      return value == 0 || value < 1e-4 * middle[column]
    }
    var from = stretches
    while from > 0, isDead(from - 1) { from -= 1 }
    guard means.contains(where: { ($0 ?? 0) > 0 }) else { return nil }
    guard from <= stretches * 3 / 4, middle[stretches - 1] > 0, let value = means[stretches - 1] else { return nil }
    return (.dead, from, value, middle[stretches - 1])
  }

  /// The means of stretches; one without a point has what the one before has.
  public static func held(_ summaries: [SeriesSummary?]) -> [Double?] {
    var last: Double?
    return summaries.map { summary in
      if let summary { last = summary.finiteCount > 0 ? summary.mean : nil }
      return last
    }
  }
}
