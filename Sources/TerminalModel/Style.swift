/// How a role looks.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var bold = false
  public var dim = false
  public var italic = false
  public var underline = false
  public var reverse = false

  /// The terminal's own colours unless said otherwise, without attributes.
  public init(
    foreground: Color = .default, background: Color = .default, bold: Bool = false, dim: Bool = false,
    italic: Bool = false, underline: Bool = false, reverse: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.dim = dim
    self.italic = italic
    self.underline = underline
    self.reverse = reverse
  }
}
