/// What undo brings back: the settings, and what of the curves is on view.
struct ViewMoment: Equatable, Sendable {
  var settings: ViewSettings
  var zoom: CurveZoom
}

/// The views as they were before each change, for undo and redo.
struct ViewHistory: Equatable, Sendable {
  static let limit = 100

  private var past: [ViewMoment] = []
  private var future: [ViewMoment] = []
  /// The last change was made by a movement of the mouse that may still go on.
  private var isMoving = false

  var canUndo: Bool { !past.isEmpty }
  var canRedo: Bool { !future.isEmpty }

  /// What was undone before can no longer be made again.
  ///
  /// - Parameter isMovement: one of many small changes, which are undone together.
  mutating func record(_ before: ViewMoment, isMovement: Bool = false) {
    future = []
    if isMovement, isMoving { return }
    isMoving = isMovement
    past.append(before)
    if past.count > Self.limit { past.removeFirst() }
  }

  /// The movement is over: what moves next is a change of its own.
  mutating func endMovement() { isMoving = false }

  /// The views before the last change; nil when there was none.
  mutating func undo(from now: ViewMoment) -> ViewMoment? {
    isMoving = false
    guard let before = past.popLast() else { return nil }
    future.append(now)
    return before
  }

  mutating func redo(from now: ViewMoment) -> ViewMoment? {
    isMoving = false
    guard let after = future.popLast() else { return nil }
    past.append(now)
    return after
  }
}
