/// What a terminal answers when it is asked about itself. Nothing that a person did.
public enum TerminalReply: Hashable, Sendable {
  /// Its background, to OSC 11.
  case background(Color)
  /// Which terminal it says it is, to `ESC [ c`. Every terminal answers this one, so it also means that an earlier
  /// question without an answer will get none.
  case attributes
  /// Where its cursor is, from 1, to `ESC [ 6 n`. In the first row a function key with Shift says the same.
  case cursor(row: Int, column: Int)
  /// It has taken in all that was written before `ESC [ 5 n`.
  case ready
}

/// Questions for a terminal, whose answers `InputDecoder` reads. Source: "XTerm Control Sequences", Thomas Dickey.
public enum TerminalQuery {
  /// Ended with BEL, which every multiplexer passes on.
  public static let background = "\u{1B}]11;?\u{7}"
  public static let attributes = "\u{1B}[c"
  public static let ready = "\u{1B}[5n"
  /// Where the cursor is after one character of a frame and two repetitions: in column 4 of row 2 if it repeats what is
  /// not ASCII. Leaves the row empty.
  public static let repetition = "\u{1B}[2H─\u{1B}[2b\u{1B}[6n\u{1B}[2K\u{1B}[H"
  public static let repeats = TerminalReply.cursor(row: 2, column: 4)
}

extension TerminalReply {
  /// Reads what stands between `ESC ]` and its end; nil for anything but the background.
  init?(operatingSystemCommand body: some Collection<UInt8>) {
    let text = String(decoding: body, as: UTF8.self)
    guard text.hasPrefix("11;"), let color = Color(deviceColor: text.dropFirst(3)) else { return nil }
    self = .background(color)
  }
}

extension Color {
  /// An X11 colour as terminals report it: `rgb:` or `rgba:` and one to four hexadecimal digits a channel, or
  /// `#rrggbb`.
  init?(deviceColor text: Substring) {
    guard let colon = text.firstIndex(of: ":") else {
      self.init(name: String(text))
      guard case .rgb = self else { return nil }
      return
    }
    let channels = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
    guard ["rgb": 3, "rgba": 4][text[..<colon]] == channels.count else { return nil }
    let levels = channels.compactMap(Self.level)
    guard levels.count == channels.count else { return nil }
    self = .rgb(levels[0], levels[1], levels[2])
  }

  /// `f` is as bright as `ffff`.
  private static func level(_ digits: Substring) -> UInt8? {
    guard (1...4).contains(digits.utf8.count), !digits.hasPrefix("+"), let value = UInt32(digits, radix: 16) else {
      return nil
    }
    let most = UInt32(1) << (4 * UInt32(digits.utf8.count)) - 1
    return UInt8((value * 255 + most / 2) / most)
  }

  /// Whether dark text reads better on it than light text; nil for `default`, which is not known.
  public var isLight: Bool? { luminance.map { $0 > 0.18 } }
}
