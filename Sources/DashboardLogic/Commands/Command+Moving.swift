extension Command {
  /// Where a moving command leads in a list.
  /// - Parameter count: at least 1.
  func index(from now: Int, count: Int, page: Int) -> Int {
    let wanted =
      switch self {
      case .moveUp: now - 1
      case .moveDown: now + 1
      case .pageUp: now - page
      case .pageDown: now + page
      case .goToFirst: 0
      case .goToLast: count - 1
      default: now
      }
    return max(0, min(wanted, count - 1))
  }

  /// Of a list in which sideways means up and down.
  var upright: Command {
    switch self {
    case .moveLeft: .moveUp
    case .moveRight: .moveDown
    default: self
    }
  }
}
