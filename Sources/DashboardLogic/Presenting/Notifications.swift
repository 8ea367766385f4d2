public import TerminalModel

/// Whether, how and of what a person who looks elsewhere is told.
public struct Notifications: Equatable, Sendable {
  /// Of which it tells while it is on.
  public var occasions: Set<RunOccasion>
  /// nil: it tells of nothing.
  public var style: TerminalSignal.NotificationStyle?
  /// Whether `style` was chosen in the dashboard, not in the configuration.
  public var isChosen = false

  /// - Parameters:
  ///   - occasions: as configured; of none of them it does not tell, until it is switched on.
  ///   - chosen: how the project's last session left it, as `word`; nil: it did not choose.
  public init(
    _ occasions: Set<RunOccasion> = [], by style: TerminalSignal.NotificationStyle = .bell, chosen: String? = nil
  ) {
    self.occasions = occasions.isEmpty ? [.finished, .failed, .waiting] : occasions
    self.style = occasions.isEmpty ? nil : style
    guard let chosen, chosen == Self.off || TerminalSignal.NotificationStyle(rawValue: chosen) != nil else { return }
    (self.style, isChosen) = (TerminalSignal.NotificationStyle(rawValue: chosen), true)
  }

  static let off = "off"

  /// As it is kept: `off`, `bell`, `osc9` or `osc777`.
  var word: String { style?.rawValue ?? Self.off }

  func tells(of occasion: RunOccasion) -> Bool { style != nil && occasions.contains(occasion) }

  /// Off, the bell, and each way of the desktop in turn.
  mutating func next() {
    let all = TerminalSignal.NotificationStyle.allCases
    let place = style.flatMap { all.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    (style, isChosen) = (place < all.count ? all[place] : nil, true)
  }

  /// `Notifications: bell, of runs that finished, failed or wait for a decision`.
  var sentence: String {
    let how: String
    switch style {
    case nil: return "Notifications: off"
    case .bell?: how = "bell"
    case .osc9?: how = "on the desktop by OSC 9 (iTerm2, kitty, Windows Terminal)"
    case .osc777?: how = "on the desktop by OSC 777 (rxvt-unicode, foot, Ghostty)"
    }
    let named = RunOccasion.allCases.filter(occasions.contains).map(\.rawValue)
    return "Notifications: \(how); of \(named.joined(separator: ", "))"
  }
}
