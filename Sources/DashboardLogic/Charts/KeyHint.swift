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
  /// Shown while they fit, from the first on.
  public var leading: [StyledText]
  /// Left out when the room is short.
  public var trailing: StyledText
  /// At the right end, before all of `leading` but its first part; cut where it is too long.
  public var end: String

  public init(leading: [StyledText], trailing: StyledText = [], end: String = "") {
    (self.leading, self.trailing, self.end) = (leading, trailing, end)
  }
}
