import RunModel
import TerminalModel

/// How the values of one layer lie over the steps: values upwards, the cells of the strip above it, heat by the share of the
/// values.
public struct LayerDistribution: Sendable {
  /// Such as `fc1 gradients`, and what is known of the histogram under the crosshair, else of the newest.
  public var title: StyledText
  /// Rows from the top; of each a level a cell, nil before the first histogram.
  public var rows: [[GradientsModel.Level?]]
  public var axis: AxisLabels

  init(
    _ series: HistogramSeries, of layer: String, _ norm: LayerNorm, _ scale: HorizontalScale, crosshair: Step?,
    rows: Int,
    dotsPerRow: Int
  ) {
    let range = Self.range(series.histograms)
    axis = AxisLabels.upright(range, rows: rows, dotsPerRow: dotsPerRow)
    let cells = (0..<scale.columns).map { cell -> [Double]? in
      let end = cell + 1 < scale.columns ? scale.start(of: cell + 1) - 1 : scale.range.upperBound
      guard let histogram = series.histogram(at: Step(end)) else { return nil }
      return Self.shares(histogram, range, rows: rows)
    }
    self.rows = (0..<max(rows, 0)).map { row in
      // The root, so that few values are still seen beside many.
      cells.map { shares in shares.map { .share($0[row].squareRoot()) } }
    }
    let shown = crosshair.map { series.histogram(at: $0) } ?? series.histograms.last
    title = [TextSpan("\(layer) \(norm == .weights ? "weights" : "gradients")", .textStrong)]
    guard let shown else { return }
    let number = { (share: Double) in NumberFormat.significant(shown.quantile(share), digits: 3) }
    title.spans.append(
      TextSpan(
        "  step \(NumberFormat.grouped(shown.step.rawValue)): median \(number(0.5)), 90 % in \(number(0.05)) to "
          + "\(number(0.95))", .textDim))
  }

  /// Where 99 of 100 values lie, without the few histograms that would press the others together.
  private static func range(_ histograms: [TensorHistogram]) -> ClosedRange<Double> {
    let ends = [histograms.map { $0.quantile(0.005) }.sorted(), histograms.map { $0.quantile(0.995) }.sorted()]
    let (low, high) = (ends[0].first ?? 0, ends[1].last ?? 1)
    guard low < high else { return low - max(low.magnitude, 1e-12) / 10...low + max(low.magnitude, 1e-12) / 10 }
    if let near = RobustRange.fence(ends, full: low...high, .linear),
      near.lowerBound < near.upperBound, RobustRange.isWorthIt(kept: near, full: low...high, .linear)
    {
      return near
    }
    return low...high
  }

  /// Of the fullest row, from the top.
  private static func shares(_ histogram: TensorHistogram, _ range: ClosedRange<Double>, rows: Int) -> [Double] {
    let width = range.upperBound / Double(rows) - range.lowerBound / Double(rows)
    let counts = (0..<rows).map { row -> Double in
      let top = range.upperBound - width * Double(row)
      return max(histogram.count(below: top) - histogram.count(below: top - width), 0)
    }
    let most = max(counts.max() ?? 0, .leastNormalMagnitude)
    return counts.map { min($0 / most, 1) }
  }
}
