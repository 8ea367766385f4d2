import TerminalModel

/// A key and what it does, for the footer and for dialogs.
public struct KeyHint: Equatable, Sendable {
  /// As shown: `p`, `ctrl-p`, `↑`.
  public var key: String
  public var label: String
  /// 0 is kept longest; of the others the highest is dropped first when the room is short.
  public var priority: Int
  public var isEnabled: Bool

  public init(_ key: String, _ label: String, priority: Int = 1, isEnabled: Bool = true) {
    (self.key, self.label, self.priority, self.isEnabled) = (key, label, priority, isEnabled)
  }
}

/// The footer's keys.
public struct KeyHintBarModel: Equatable, Sendable {
  public var hints: [KeyHint]

  public init(_ hints: [KeyHint]) { self.hints = hints }
}

/// One line about the whole: what matters at the left, what is good to know at the right.
public struct StatusLineModel: Equatable, Sendable {
  /// Shown while they fit, from the first on, or by their importance.
  public var leading: [StyledText]
  /// Places in `leading`, the most important first: those last are left out where the room is short, and how many is
  /// said. Empty: what stands behind the first one that does not fit is left out.
  var byImportance: [Int] = []
  /// Left out when the room is short.
  public var trailing: StyledText
  /// At the right end, before all of `leading` but its first part; cut where it is too long.
  public var end: String

  public init(leading: [StyledText], trailing: StyledText = [], end: String = "") {
    (self.leading, self.trailing, self.end) = (leading, trailing, end)
  }

  /// Blanks between two parts.
  public static let gap = 2

  /// The parts that have room in so many columns, in their order; the first one is cut rather than left out. Behind those
  /// that are chosen by importance, how many others there are: `+4`.
  public func fitting(columns: Int) -> [StyledText] {
    let width = { (parts: [StyledText]) in parts.reduce(-Self.gap) { $0 + $1.columns + Self.gap } }
    guard let first = byImportance.first else {
      let parts = leading.filter { !$0.isEmpty }
      let count = parts.indices.last { width(Array(parts[...$0])) <= columns } ?? 0
      return Array(parts.prefix(count + 1))
    }
    for count in byImportance.indices.reversed().map({ $0 + 1 }) {
      let kept = byImportance.prefix(count).sorted().map { leading[$0] }
      let others = leading.count - count
      let shown = kept + (others > 0 ? [StyledText("+\(others)", .textDim)] : [])
      if width(shown) <= columns { return shown }
    }
    return [leading[first]]
  }
}
