import RunModel
import TerminalModel

/// Zooming and panning: the x axis of all charts at once, the y axis of the chart in focus.
extension DashboardState {
  static let zoomFactor = 0.5
  /// Of what is on view.
  static let panShare = 0.25

  /// - Parameters:
  ///   - factor: of the width; below 1 zooms in.
  ///   - share: of the width, where the chart stays as it is; nil: at the crosshair, else at the newest point where points
  ///     are coming, else in the middle.
  mutating func zoomX(by factor: Double, around share: Double? = nil) {
    guard let model = focusedChart?.model, let whole = model.wholeRange, let shown = model.visiblePositions else {
      return
    }
    let scale = HorizontalScale(shown, columns: 1_024, isLog: model.isLogX)
    let follows = if case .tail = xZoom { true } else { xZoom == nil && model.isGrowing && curves.crosshair == nil }
    if follows, share == nil {
      let range = scale.changed(by: factor, around: 1, within: whole)
      xZoom = range.map { .tail($0.upperBound.subtractingReportingOverflow($0.lowerBound).partialValue) }
      return
    }
    let middle = share ?? crosshairShare(in: model, scale) ?? 0.5
    xZoom = scale.changed(by: factor, around: middle, within: whole).map { .range($0) }
  }

  private func crosshairShare(in model: LineChartModel, _ scale: HorizontalScale) -> Double? {
    guard let position = curves.crosshair.flatMap({ model.position(of: $0) }), scale.range.contains(position) else {
      return nil
    }
    return scale.share(of: position)
  }

  mutating func panX(by share: Double) {
    guard xZoom != nil, let model = focusedChart?.model, let whole = model.wholeRange,
      let shown = model.visiblePositions
    else {
      notice = Notice("All of the x axis is on view; \(keys.label(of: .zoomIn)) zooms in")
      return
    }
    let scale = HorizontalScale(shown, columns: 1_024, isLog: model.isLogX)
    xZoom = scale.changed(by: 1, shift: share, within: whole).map { .range($0) }
  }

  mutating func zoomX(to range: ClosedRange<Int64>) {
    guard let whole = focusedChart?.model.wholeRange else { return }
    let wanted = range.clamped(to: whole)
    if wanted.lowerBound < wanted.upperBound { xZoom = wanted == whole ? nil : .range(wanted) }
  }

  /// Shows the newest points and goes on with them, or stays where it is.
  mutating func toggleFollowing() {
    guard let model = focusedChart?.model, let shown = model.visiblePositions else { return }
    if case .tail = xZoom {
      xZoom = .range(shown)
      notice = Notice("The charts stay where they are")
      return
    }
    let width = shown.upperBound.subtractingReportingOverflow(shown.lowerBound).partialValue
    xZoom = .tail(max(1, xZoom == nil ? width / 4 : width))
    notice = Notice("The charts follow the newest points")
  }

  mutating func showWhole() {
    curves.zoom = CurveZoom()
  }

  // MARK: Values

  /// - Parameters:
  ///   - factor: of the height; below 1 zooms in.
  ///   - shift: by this share of the height, up where it is positive.
  mutating func changeValues(by factor: Double, shift: Double = 0) {
    guard let model = focusedChart?.model, let values = model.visibleValues() else { return }
    let transform = values.transform
    let (low, high) = (transform.forward(values.range.lowerBound), transform.forward(values.range.upperBound))
    let centre = crosshairPlace(in: model, transform).flatMap { low < $0 && $0 < high ? $0 : nil } ?? low / 2 + high / 2
    let (below, above) = ((centre - low) * factor, (high - centre) * factor)
    let moved = (high - low) * shift
    let largest = Double.greatestFiniteMagnitude
    let from = max(-largest, transform.inverse(centre - below + moved))
    let to = min(largest, transform.inverse(centre + above + moved))
    // Finer than doubles are, or beyond them.
    guard from < to, to / 2 - from / 2 > max(from.magnitude, to.magnitude) * 1e-14 else { return }
    curves.zoom.values[model.title] = from...to
  }

  private func crosshairPlace(in model: LineChartModel, _ transform: ValueTransform) -> Double? {
    guard let crosshair = curves.crosshair, let series = crosshairSeries,
      let index = series.index(nearest: crosshair), series[index].value.isFinite
    else { return nil }
    return transform.forward(series[index].value)
  }
}
