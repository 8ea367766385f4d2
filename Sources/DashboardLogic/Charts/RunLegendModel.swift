import RunModel
public import TerminalModel

/// What the curves of several runs are called, and what they come to.
public struct RunLegendModel: Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    public var tag: String
    public var name: String
    public var style: StyleRole
    public var isSelected: Bool
    /// What its curves are made of in ASCII.
    public var pattern: Int
    /// Empty where a run has no value.
    public var atCrosshair = ""
    public var last = ""
    public var best = ""
  }

  public var entries: [Entry]
  /// Such as `@ 1,240`; empty without a crosshair.
  public var crosshair = ""
  /// What is drawn around a mean, such as `min-max`; empty where nothing is.
  public var band = ""
  /// Whether values are means with a standard deviation behind them, whatever is drawn around the curves.
  public var hasDeviations = false

  /// Names alone: for many charts at once.
  init(_ overlay: RunOverlay) {
    entries = overlay.groups.map { group in
      let member = overlay.members[group.members.first { overlay.members[$0].isSelected } ?? group.members[0]]
      let isGroup = group.members.count > 1
      return Entry(
        tag: member.tag, name: isGroup ? "\(group.label) ×\(group.members.count)" : member.name, style: member.style,
        isSelected: member.isSelected, pattern: member.pattern)
    }
    if overlay.hasGroups { band = overlay.band.title }
  }

  /// The curves of one metric, with their values.
  ///
  /// - Parameter until: leaves out what comes behind it.
  init(_ overlay: RunOverlay, of name: MetricName, hint: Int, crosshair step: Step?, until: Step? = nil) {
    let goal = MetricDirection(measure: MetricRole(of: name).measure)
    let curves = overlay.curves(of: name, hint: hint)
    let values = curves.map { curve in
      let series = curve.series.map { until.map($0.series.ending(at:)) ?? $0.series }
      return RunLegendModel.Values(of: series, goal: goal, at: step)
    }
    let all = values.flatMap { [$0.last, $0.best, $0.atCrosshair] }.compactMap { $0?.mean }.filter(\.isFinite)
    let span = (all.max() ?? 0) - (all.min() ?? 0)
    let words = { (value: Values.Value?) in value.map { $0.words(span: span) } ?? "" }
    entries = zip(curves, values).map { curve, values in
      Entry(
        tag: curve.member.tag, name: curve.label, style: curve.member.style,
        isSelected: curve.member.isSelected, pattern: curve.member.pattern, atCrosshair: words(values.atCrosshair),
        last: words(values.last), best: words(values.best))
    }
    crosshair = step.map { "@ \(NumberFormat.grouped($0.rawValue))" } ?? ""
    if overlay.hasGroups { band = overlay.band.title }
    hasDeviations = values.contains { $0.last?.deviation != nil || $0.best?.deviation != nil }
  }

  /// What one curve comes to; of a group the mean of its runs, with their standard deviation.
  private struct Values {
    struct Value {
      var mean: Double
      /// nil of fewer than two.
      var deviation: Double?

      init?(_ values: [Double]) {
        let finite = values.filter(\.isFinite)
        guard let first = finite.first ?? values.first else { return nil }
        mean = finite.isEmpty ? first : finite.reduce(0) { $0 + $1 / Double(finite.count) }
        guard finite.count > 1 else { return }
        let mean = mean
        deviation = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(finite.count - 1)).squareRoot()
      }

      func words(span: Double) -> String {
        let spread = deviation.map { " ±\(NumberFormat.significant($0, digits: 2))" } ?? ""
        return NumberFormat.value(mean, span: span) + spread
      }
    }
    var last, best, atCrosshair: Value?

    init(of series: [MetricSeries], goal: MetricDirection?, at step: Step?) {
      last = Value(series.compactMap { $0.last?.value })
      best = goal.flatMap { goal in Value(series.compactMap { goal.best(of: $0)?.value }) }
      atCrosshair = step.flatMap { step in
        Value(series.compactMap { $0.point(near: step)?.value })
      }
    }
  }
}

extension RunLegendModel {
  /// The entries shown where `rows` fit, the selected one among them, and how many are not.
  public func visible(rows: Int) -> (entries: [Entry], omitted: Int) {
    guard entries.count > rows, rows > 0 else { return (rows > 0 ? entries : [], rows > 0 ? 0 : entries.count) }
    // The last row says how many there are besides.
    var shown = Array(entries.prefix(rows - 1))
    if let selected = entries.first(where: \.isSelected), !shown.contains(selected), !shown.isEmpty {
      shown[shown.count - 1] = selected
    }
    return (shown, entries.count - shown.count)
  }
}
