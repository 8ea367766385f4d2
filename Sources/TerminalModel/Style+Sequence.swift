extension Style {
  /// The shortest sequence of SGR that turns a look into this one; empty where they are the same.
  /// - Parameter old: nil where it is not known.
  public func sequence(after old: Style?) -> String {
    if old == self { return "" }
    let all = codes(after: Style()) ?? []
    let whole = all.isEmpty ? "" : (["0"] + all).joined(separator: ";")
    guard let change = old.flatMap({ codes(after: $0) })?.joined(separator: ";"), change.utf8.count < whole.utf8.count
    else { return "\u{1B}[\(whole)m" }
    return "\u{1B}[\(change)m"
  }

  /// Whether a blank shows nothing but its background.
  var hasPlainBlanks: Bool { !underline && !reverse }

  /// Whether a blank looks in this look as in another one, in which it is plain.
  func showsBlank(of other: Style) -> Bool {
    self == other || hasPlainBlanks && other.hasPlainBlanks && background == other.background
  }

  /// nil where an attribute has to be taken away, which begins with a reset.
  private func codes(after old: Style) -> [String]? {
    var codes: [String] = []
    let attributes: [(KeyPath<Style, Bool>, String)] = [
      (\.bold, "1"), (\.dim, "2"), (\.italic, "3"), (\.underline, "4"), (\.reverse, "7"),
    ]
    for (path, code) in attributes where old[keyPath: path] != self[keyPath: path] {
      guard self[keyPath: path] else { return nil }
      codes.append(code)
    }
    if old.foreground != foreground { codes.append(foreground.code(isBackground: false)) }
    if old.background != background { codes.append(background.code(isBackground: true)) }
    return codes
  }
}

extension Color {
  fileprivate func code(isBackground: Bool) -> String {
    let offset = isBackground ? 10 : 0
    return switch self {
    case .default: "\(39 + offset)"
    case .ansi(let index) where index < 8: "\(30 + offset + Int(index))"
    case .ansi(let index): "\(90 + offset + Int(index & 7))"
    case .indexed(let index): "\(38 + offset);5;\(index)"
    case .rgb(let red, let green, let blue): "\(38 + offset);2;\(red);\(green);\(blue)"
    }
  }
}
