/// What stands between a program and the terminal that shows it, and takes some sequences for itself.
public enum Multiplexer: Hashable, Sendable {
  case tmux
  case screen
}

extension Multiplexer {
  /// - Parameter environment: one variable's value, or nil.
  public init?(environment: (String) -> String?) {
    func isSet(_ name: String) -> Bool { environment(name).map { !$0.isEmpty } ?? false }
    if isSet("TMUX") {
      self = .tmux
    } else if isSet("STY") {
      self = .screen
    } else {
      return nil
    }
  }

  /// GNU screen drops longer strings.
  private static let screenChunk = 252

  /// The sequence in the form that is passed on to the terminal outside. tmux does so where `allow-passthrough` is on.
  func passing(_ sequence: String) -> String {
    switch self {
    case .tmux:
      let doubled = sequence.map { $0 == "\u{1B}" ? "\u{1B}\u{1B}" : String($0) }.joined()
      return "\u{1B}Ptmux;\(doubled)\u{1B}\\"
    case .screen:
      var rest = Substring(sequence)
      var parts = ""
      while !rest.isEmpty {
        parts += "\u{1B}P\(rest.prefix(Self.screenChunk))\u{1B}\\"
        rest = rest.dropFirst(Self.screenChunk)
      }
      return parts
    }
  }
}

/// Sequences that do something outside the screen. Source: "XTerm Control Sequences", Thomas Dickey, under OSC 52; the
/// notifications are those of iTerm2 (9) and rxvt-unicode (777).
public enum TerminalSignal {
  /// What terminals take at most, in bytes before encoding: xterm and those after it stop at 100,000 characters.
  public static let longestCopy = 74_994

  /// Puts text on the clipboard of the person's own machine; nil when it is too long.
  ///
  /// tmux takes the plain form where its `set-clipboard` is on, and passes on the wrapped one where `allow-passthrough`
  /// is; it gets both, and putting the same text there twice changes nothing.
  public static func copy(_ text: String, through multiplexer: Multiplexer?) -> String? {
    guard text.utf8.count <= longestCopy else { return nil }
    let plain = "\u{1B}]52;c;\(Base64.encode(text.utf8))\u{7}"
    return switch multiplexer {
    case nil: plain
    case .tmux: plain + (multiplexer?.passing(plain) ?? "")
    case .screen: multiplexer?.passing(plain)
    }
  }

  /// How the terminal tells a person who looks elsewhere.
  public enum NotificationStyle: String, CaseIterable, Sendable {
    case bell
    /// A message by OSC 9.
    case osc9
    /// A title and a message by OSC 777.
    case osc777
  }

  /// - Parameter text: of any origin; it is made harmless and short.
  public static func notify(
    _ text: String, title: String, style: NotificationStyle, through multiplexer: Multiplexer?
  ) -> String {
    let words = short(text)
    let sequence =
      switch style {
      case .bell: "\u{7}"
      case .osc9: "\u{1B}]9;\(words)\u{7}"
      case .osc777: "\u{1B}]777;notify;\(short(title));\(words)\u{7}"
      }
    return style == .bell ? sequence : multiplexer?.passing(sequence) ?? sequence
  }

  /// One harmless line without the sign that separates fields. `4;` would be a progress bar elsewhere.
  private static func short(_ text: String) -> String {
    HarmlessText.truncate(String(text.map { $0 == ";" ? "," : $0 }), columns: 120)
  }
}

enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// RFC 4648, with padding.
  static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var group: UInt32 = 0
    var count = 0
    func put(_ used: Int, from bits: UInt32) {
      for place in 0..<4 {
        result.append(place < used ? digits[Int(bits >> (18 - 6 * UInt32(place)) & 63)] : UInt8(ascii: "="))
      }
    }
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        put(4, from: group)
        (group, count) = (0, 0)
      }
    }
    if count > 0 { put(count + 1, from: group << UInt32(8 * (3 - count))) }
    return String(decoding: result, as: UTF8.self)
  }
}
