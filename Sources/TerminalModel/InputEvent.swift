/// Something the person at the terminal did.
public enum InputEvent: Hashable, Sendable {
  case key(KeyStroke)
  case mouse(MouseEvent)
  /// Pasted text as it came, so it may hold anything; line ends are newlines.
  case paste(String)
  case resize(Size)
  case focusGained
  case focusLost
}

public enum MouseButton: Hashable, Sendable {
  case left, middle, right
}

/// A press, release, drag or turn of the wheel at a cell.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case press(MouseButton)
    case release(MouseButton)
    case drag(MouseButton)
    case scrollUp, scrollDown
  }

  public var kind: Kind
  public var at: Point
  public var control: Bool
  public var alt: Bool
  public var shift: Bool

  public init(_ kind: Kind, at point: Point, control: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.kind = kind
    self.at = point
    self.control = control
    self.alt = alt
    self.shift = shift
  }
}
