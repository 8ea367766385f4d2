/// The settings that were in force before each change, for undo and redo.
struct ViewHistory: Equatable, Sendable {
  static let limit = 100

  private var past: [ViewSettings] = []
  private var future: [ViewSettings] = []

  var canUndo: Bool { !past.isEmpty }
  var canRedo: Bool { !future.isEmpty }

  /// What was undone before can no longer be made again.
  mutating func record(_ before: ViewSettings) {
    past.append(before)
    if past.count > Self.limit { past.removeFirst() }
    future = []
  }

  /// The settings before the last change; nil when there was none.
  mutating func undo(from now: ViewSettings) -> ViewSettings? {
    guard let before = past.popLast() else { return nil }
    future.append(now)
    return before
  }

  mutating func redo(from now: ViewSettings) -> ViewSettings? {
    guard let after = future.popLast() else { return nil }
    past.append(now)
    return after
  }
}
