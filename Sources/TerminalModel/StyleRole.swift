/// What a cell means; a theme says how that looks. Views name roles, never colours.
public enum StyleRole: UInt8, CaseIterable, Hashable, Sendable {
  case text, textDim, textStrong, accent
  case border, borderFocused, title, selection, backdrop, input
  case tab, tabActive, key, keyLabel
  case error, warning, success
  case statusQueued, statusRunning, statusPaused, statusFrozen, statusWaiting
  case statusFinished, statusFailed, statusStopped, statusFlagged, statusLost
  case chartAxis, chartGrid, chartCrosshair, chartMark, chartBand
  case series1, series2, series3, series4, series5, series6, series7, series8
  case barFilled, barEmpty, barNegative
  case heat0, heat1, heat2, heat3, heat4, heat5, heat6, heat7
  /// The colours in which a program wrote, by their ANSI numbers.
  case ansi0, ansi1, ansi2, ansi3, ansi4, ansi5, ansi6, ansi7
  case ansi8, ansi9, ansi10, ansi11, ansi12, ansi13, ansi14, ansi15
}

extension StyleRole {
  /// How many series colours there are.
  public static let seriesCount = 8
  /// How many steps the heat ramp has.
  public static let heatCount = 8

  /// The colour of the series at `index`, counted from 0; wraps after the eighth.
  public static func series(_ index: Int) -> StyleRole {
    let wrapped = ((index % seriesCount) + seriesCount) % seriesCount
    return StyleRole(rawValue: series1.rawValue + UInt8(wrapped)) ?? .series1
  }

  /// The step of the heat ramp for a fraction of 0...1; clamped, and NaN is the lowest.
  public static func heat(_ fraction: Double) -> StyleRole {
    guard fraction > 0 else { return .heat0 }
    let step = UInt8(min(Double(heatCount - 1), fraction * Double(heatCount)))
    return StyleRole(rawValue: heat0.rawValue + step) ?? .heat0
  }

  /// What a program wrote in one of the 16 ANSI colours.
  public static func ansi(_ index: UInt8) -> StyleRole {
    StyleRole(rawValue: ansi0.rawValue + (index & 15)) ?? .text
  }

  /// The name used in theme files, such as `chart.series.1`.
  public var name: String { Self.names[Int(rawValue)] }

  /// The role of that name in theme files, or nil.
  public init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    self = Self.allCases[index]
  }

  /// In the order of the cases.
  private static let names: [String] =
    [
      "text", "text.dim", "text.strong", "accent",
      "border", "border.focused", "title", "selection", "backdrop", "input",
      "tab", "tab.active", "key", "key.label",
      "error", "warning", "success",
      "status.queued", "status.running", "status.paused", "status.frozen", "status.waiting",
      "status.finished", "status.failed", "status.stopped", "status.flagged", "status.lost",
      "chart.axis", "chart.grid", "chart.crosshair", "chart.mark", "chart.band",
      "chart.series.1", "chart.series.2", "chart.series.3", "chart.series.4",
      "chart.series.5", "chart.series.6", "chart.series.7", "chart.series.8",
      "bar.filled", "bar.empty", "bar.negative",
      "heat.0", "heat.1", "heat.2", "heat.3", "heat.4", "heat.5", "heat.6", "heat.7",
    ] + Color.ansiNames.map { "ansi.\($0)" }
}
