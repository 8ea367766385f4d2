/// Console lines without the terminal sequences that programs colour and move with.
enum PlainText {
  /// Removes CSI and OSC sequences; other control characters stay and are made visible where text becomes cells.
  static func withoutSequences(_ line: String) -> String {
    guard line.unicodeScalars.contains("\u{1B}") else { return line }
    var result = String.UnicodeScalarView()
    var rest = Substring(line).unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "\u{1B}", let kind = rest.first else {
        result.append(scalar)
        continue
      }
      switch kind {
      case "[":
        rest.removeFirst()
        while let next = rest.popFirst(), !("@"..."~").contains(next) {}
      case "]":
        rest.removeFirst()
        while let next = rest.popFirst(), next != "\u{07}", next != "\u{1B}" {}
        if rest.first == "\\" { rest.removeFirst() }
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
