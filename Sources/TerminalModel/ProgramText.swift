/// A line that a program wrote with terminal sequences, as text in styles. Only SGR sequences become anything; what else
/// is a sequence is dropped, and what is none stays for `HarmlessText` to make visible.
public enum ProgramText {
  public struct Run: Equatable, Sendable {
    public var text: String
    public var style: StyleRole

    public init(_ text: String, _ style: StyleRole) { (self.text, self.style) = (text, style) }
  }

  /// The text in stretches of one style each. O(n).
  public static func runs(of line: String) -> [Run] {
    guard line.utf8.contains(0x1B) else { return line.isEmpty ? [] : [Run(line, .text)] }
    var runs: [Run] = []
    var pen = Pen()
    var text: [UInt8] = []
    let finish = { (style: StyleRole, text: inout [UInt8]) in
      guard !text.isEmpty else { return }
      let words = String(decoding: text, as: UTF8.self)
      if runs.last?.style == style { runs[runs.count - 1].text += words } else { runs.append(Run(words, style)) }
      text.removeAll(keepingCapacity: true)
    }
    var rest = Array(line.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        text.append(byte)
        continue
      }
      guard let sequence = EscapeSequence(rest) else {
        text.append(byte)
        continue
      }
      rest = rest.dropFirst(sequence.byteCount)
      guard sequence.final == 0x6D, !sequence.isPrivate else { continue }
      finish(pen.style, &text)
      pen.apply(sequence.parameters)
    }
    finish(pen.style, &text)
    return runs
  }

  /// The text alone. O(n).
  public static func plain(_ line: String) -> String {
    guard line.utf8.contains(0x1B) else { return line }
    return runs(of: line).map(\.text).joined()
  }
}

/// What comes behind an ESC, as ECMA-48 defines it.
struct EscapeSequence {
  /// Without the ESC.
  var byteCount: Int
  /// The final byte of a CSI; 0 for any other sequence.
  var final: UInt8 = 0
  var isPrivate = false
  /// nil where a parameter is left out; parts that colons divide come one after another.
  var parameters: [Int?] = []

  private init(byteCount: Int) { self.byteCount = byteCount }

  /// nil where an ESC stands alone.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let kind = bytes.first else { return nil }
    switch kind {
    case 0x5B: self.init(csi: bytes)
    case 0x5D, 0x50, 0x58, 0x5E, 0x5F: self.init(string: bytes)
    case 0x20...0x2F:
      // Intermediate bytes, then one that ends it, as in the choice of a character set.
      let end = bytes.firstIndex { !(0x20...0x2F).contains($0) }
      self.init(byteCount: (end ?? bytes.endIndex - 1) - bytes.startIndex + 1)
    case 0x30...0x7E: self.init(byteCount: 1)
    default: return nil
    }
  }

  private init(csi bytes: ArraySlice<UInt8>) {
    var at = bytes.startIndex + 1
    var number: Int?
    while at < bytes.endIndex {
      let byte = bytes[at]
      switch byte {
      case 0x30...0x39: number = min((number ?? 0) * 10 + Int(byte - 0x30), 99_999)
      case 0x3A, 0x3B:
        if parameters.count < 64 { parameters.append(number) }
        number = nil
      case 0x3C...0x3F: isPrivate = true
      // SGR has no intermediate bytes.
      case 0x20...0x2F: isPrivate = true
      case 0x40...0x7E:
        parameters.append(number)
        (final, byteCount) = (byte, at - bytes.startIndex + 1)
        return
      // Not of a sequence: it was cut, and here the text goes on.
      default:
        byteCount = at - bytes.startIndex
        return
      }
      at += 1
    }
    byteCount = bytes.count
  }

  /// OSC, DCS and their like run to BEL or ST.
  private init(string bytes: ArraySlice<UInt8>) {
    var at = bytes.startIndex + 1
    while at < bytes.endIndex {
      if bytes[at] == 0x07 {
        byteCount = at - bytes.startIndex + 1
        return
      }
      if bytes[at] == 0x1B {
        let isEnd = at + 1 < bytes.endIndex && bytes[at + 1] == 0x5C
        byteCount = at - bytes.startIndex + (isEnd ? 2 : 0)
        return
      }
      at += 1
    }
    byteCount = bytes.count
  }
}

/// The style that SGR sequences have chosen.
struct Pen {
  private var foreground: Color = .default
  private var background: Color = .default
  private var isBold = false
  private var isDim = false
  private var isReverse = false

  /// One of the 16 colours. A background of its own becomes the text's colour where that has none that says something:
  /// backgrounds are the dashboard's.
  var style: StyleRole {
    let isPlain = [.default, .ansi(0), .ansi(7), .ansi(8), .ansi(15)].contains(foreground)
    let color = isPlain && background != .default ? background : foreground
    switch color {
    case .default: return isReverse ? .accent : isBold ? .textStrong : isDim ? .textDim : .text
    default:
      guard case .ansi(let index) = ColorDepth.nearestAnsi(color, among: 16) else { return .text }
      return .ansi(isBold && index < 8 ? index + 8 : index)
    }
  }

  mutating func apply(_ parameters: [Int?]) {
    var rest = parameters.map { $0 ?? 0 }[...]
    if rest.isEmpty { rest = [0] }
    while let code = rest.popFirst() {
      switch code {
      case 0: self = Pen()
      case 1: isBold = true
      case 2: isDim = true
      case 7: isReverse = true
      case 22: (isBold, isDim) = (false, false)
      case 27: isReverse = false
      case 30...37: foreground = .ansi(UInt8(code - 30))
      case 90...97: foreground = .ansi(UInt8(code - 90 + 8))
      case 39: foreground = .default
      case 40...47: background = .ansi(UInt8(code - 40))
      case 100...107: background = .ansi(UInt8(code - 100 + 8))
      case 49: background = .default
      case 38: foreground = Self.extended(&rest) ?? foreground
      case 48: background = Self.extended(&rest) ?? background
      case 58: _ = Self.extended(&rest)
      default: break
      }
    }
  }

  /// `5;n` or `2;r;g;b`; nil, and the rest left out, where it is neither.
  private static func extended(_ rest: inout ArraySlice<Int>) -> Color? {
    switch rest.popFirst() {
    case 5:
      guard let index = rest.popFirst(), let index = UInt8(exactly: index) else { return nil }
      return index < 16 ? .ansi(index) : .indexed(index)
    case 2:
      let parts = rest.prefix(3).compactMap { UInt8(exactly: $0) }
      rest = rest.dropFirst(3)
      return parts.count == 3 ? .rgb(parts[0], parts[1], parts[2]) : nil
    default:
      rest = []
      return nil
    }
  }
}
