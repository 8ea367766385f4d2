/// Turns the bytes a terminal sends into events. Reads nothing and knows no clock.
///
/// Understands both cursor-key modes (`ESC [ A`, `ESC O A`), xterm's modifiers, the function keys of xterm, VT220,
/// rxvt and the Linux console, SGR mouse reports, bracketed paste, focus reports, the answers to `TerminalQuery` and
/// UTF-8. Sequences it does not know are dropped whole. Source: "XTerm Control Sequences", Thomas Dickey.
public struct InputDecoder: Sendable {
  /// The longest paste kept, in bytes; the rest of a longer one is dropped.
  public static let longestPaste = 1 << 20
  /// No sequence of a terminal is longer; what goes on further is not one.
  static let longestSequence = 64

  private var pending: [UInt8] = []
  private var paste: [UInt8]?
  private var replies: [TerminalReply] = []

  public init() {}

  /// True while an ESC or the beginning of a sequence waits for its rest. When nothing follows within about 25 ms,
  /// call `flush()`: it was the escape key.
  public var isWaiting: Bool { !pending.isEmpty && paste == nil && !Self.isInsideCommand(pending) }

  /// The events that `bytes` complete, in order.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    pending.append(contentsOf: bytes)
    return drain(isFinal: false)
  }

  /// Takes what waits as it stands: a lone ESC is the escape key.
  public mutating func flush() -> [InputEvent] { paste == nil ? drain(isFinal: true) : [] }

  /// What the terminal has answered since this was asked last, in order.
  public mutating func takeReplies() -> [TerminalReply] {
    defer { replies = [] }
    return replies
  }

  private mutating func drain(isFinal: Bool) -> [InputEvent] {
    var events: [InputEvent] = []
    var index = 0
    while index < pending.count {
      if paste != nil {
        guard let end = takePaste(from: index, into: &events) else {
          index = pending.count - keptPasteTail(from: index)
          break
        }
        index = end
        continue
      }
      let (length, event) = next(pending[index...], isFinal: isFinal)
      if length == 0 { break }
      index += length
      switch event {
      case .event(let event): events.append(event)
      case .reply(let reply): replies.append(reply)
      case .pasteBegins: paste = []
      case .nothing: break
      }
    }
    pending.removeFirst(index)
    return events
  }

  enum Outcome {
    case event(InputEvent)
    case reply(TerminalReply)
    case pasteBegins
    case nothing

    static func key(_ key: Key, control: Bool = false, alt: Bool = false) -> Outcome {
      .event(.key(KeyStroke(key, control: control, alt: alt)))
    }
  }

  /// What the first bytes mean and how many they are; 0 when more must come first.
  private func next(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> (Int, Outcome) {
    let start = bytes.startIndex
    guard bytes[start] == 0x1B else { return plain(bytes, isFinal: isFinal) }
    guard bytes.count > 1 else { return isFinal ? (1, .key(.escape)) : (0, .nothing) }
    switch bytes[start + 1] {
    case 0x5B: return controlSequence(bytes, isFinal: isFinal)
    case 0x5D: return operatingSystemCommand(bytes, isFinal: isFinal)
    case 0x4F:
      guard bytes.count > 2 else {
        return isFinal ? (2, .key(.character("O"), alt: true)) : (0, .nothing)
      }
      // The keypad's enter; `ESC [ M` would be a mouse report of a kind never asked for.
      if bytes[start + 2] == 0x4D { return (3, .key(.enter)) }
      return (3, Self.cursorKey(bytes[start + 2], KeyModifiers()))
    case 0x1B: return (1, .key(.escape))
    default:
      let (length, outcome) = plain(bytes.dropFirst(), isFinal: isFinal)
      guard length > 0 else { return (0, .nothing) }
      guard case .event(.key(var stroke)) = outcome else { return (length + 1, .nothing) }
      stroke.alt = true
      return (length + 1, .event(.key(stroke)))
    }
  }

  private func plain(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> (Int, Outcome) {
    let first = bytes[bytes.startIndex]
    switch first {
    case 0x00: return (1, .key(.character(" "), control: true))
    case 0x08, 0x7F: return (1, .key(.backspace))
    case 0x09: return (1, .key(.tab))
    case 0x0A, 0x0D: return (1, .key(.enter))
    case 0x01...0x1A: return (1, .key(.character(Character(Unicode.Scalar(first + 0x60))), control: true))
    case 0x1C...0x1F: return (1, .key(.character(Character(Unicode.Scalar(first + 0x40))), control: true))
    case 0x20..<0x7F: return (1, .key(.character(Character(Unicode.Scalar(first)))))
    default: break
    }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    let available = bytes.prefix(length)
    if let text = String(validating: available, as: UTF8.self), text.unicodeScalars.count == 1,
      let character = text.first
    {
      let isControl = text.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
      return (length, isControl ? .nothing : .key(.character(character)))
    }
    let mayGoOn = (0xC2...0xF4).contains(first) && available.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
    return available.count < length && mayGoOn && !isFinal ? (0, .nothing) : (1, .nothing)
  }
}

/// What a sequence's modifier parameter says.
private struct KeyModifiers {
  var shift = false
  var alt = false
  var control = false

  init() {}

  init(parameter: Int) {
    let bits = max(0, parameter - 1)
    shift = bits & 1 != 0
    alt = bits & 2 != 0
    control = bits & 4 != 0
  }
}

extension InputDecoder {
  private func controlSequence(_ bytes: ArraySlice<UInt8>, isFinal: Bool) -> (Int, Outcome) {
    let body = bytes.dropFirst(2)
    // The Linux console's F1...F5 are `ESC [ [ A`...
    if body.first == 0x5B {
      guard let last = body.dropFirst().first else { return isFinal ? (3, .nothing) : (0, .nothing) }
      let number = Int(last) - 0x40
      return (4, (1...5).contains(number) ? .key(.function(number)) : .nothing)
    }
    guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) || $0 < 0x20 || $0 == 0x24 }) else {
      if isFinal, bytes.count == 2 { return (2, .key(.character("["), alt: true)) }
      return isFinal || bytes.count > Self.longestSequence ? (bytes.count, .nothing) : (0, .nothing)
    }
    // A control character ends a broken sequence and means itself.
    if bytes[end] < 0x20 { return (end - bytes.startIndex, .nothing) }
    let length = end - bytes.startIndex + 1
    let isMouse = body.first == 0x3C
    let parameters = (isMouse ? body.dropFirst() : body).prefix { $0 != bytes[end] }
      .split(separator: 0x3B, omittingEmptySubsequences: false).map { digits in
        digits.reduce(0) { (0x30...0x39).contains($1) ? min($0 * 10 + Int($1) - 0x30, 99_999) : $0 }
      }
    if isMouse { return (length, Self.mouse(parameters, isRelease: bytes[end] == 0x6D)) }
    if parameters.first == 200, bytes[end] == 0x7E { return (length, .pasteBegins) }
    if let reply = Self.reply(body, final: bytes[end], parameters) { return (length, .reply(reply)) }
    return (length, Self.sequenceKey(final: bytes[end], parameters))
  }

  private static func sequenceKey(final: UInt8, _ parameters: [Int]) -> Outcome {
    let modifiers = KeyModifiers(parameter: parameters.count > 1 ? parameters[1] : 0)
    switch final {
    case 0x49: return .event(.focusGained)
    case 0x4F: return .event(.focusLost)
    case 0x5A: return .key(.backTab)
    case 0x7E:
      guard let key = numberedKeys[parameters.first ?? 0] else { return .nothing }
      return stroke(key, modifiers)
    case 0x24:
      guard let key = numberedKeys[parameters.first ?? 0] else { return .nothing }
      return stroke(key, KeyModifiers(parameter: 2))
    // `ESC [ 12 ; 40 R` is a report of the cursor's place, not a key.
    default: return parameters.first ?? 0 <= 1 ? cursorKey(final, modifiers) : .nothing
    }
  }

  private static func cursorKey(_ final: UInt8, _ modifiers: KeyModifiers) -> Outcome {
    guard let key = cursorKeys[final] else { return .nothing }
    return stroke(key, modifiers)
  }

  private static func stroke(_ key: Key, _ modifiers: KeyModifiers) -> Outcome {
    .event(.key(KeyStroke(key, control: modifiers.control, alt: modifiers.alt, shift: modifiers.shift)))
  }

  private static func mouse(_ parameters: [Int], isRelease: Bool) -> Outcome {
    guard parameters.count == 3, parameters[1] > 0, parameters[2] > 0 else { return .nothing }
    let code = parameters[0]
    let button: MouseButton = code & 3 == 0 ? .left : code & 3 == 1 ? .middle : .right
    let kind: MouseEvent.Kind
    switch code & 0xE3 {
    case 0, 1, 2: kind = isRelease ? .release(button) : .press(button)
    case 32, 33, 34: kind = .drag(button)
    case 64: kind = .scrollUp
    case 65: kind = .scrollDown
    default: return .nothing
    }
    let place = Point(column: parameters[1] - 1, row: parameters[2] - 1)
    return .event(
      .mouse(
        MouseEvent(kind, at: place, control: code & 16 != 0, alt: code & 8 != 0, shift: code & 4 != 0)))
  }

  private static let cursorKeys: [UInt8: Key] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x50: .function(1),
    0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  private static let numberedKeys: [Int: Key] = {
    var keys: [Int: Key] = [
      1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    ]
    let functionCodes = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34]
    for (index, code) in functionCodes.enumerated() { keys[code] = .function(index + 1) }
    return keys
  }()
}

extension InputDecoder {
  private static let pasteEnd: [UInt8] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]

  /// The index after the end of the paste, or nil when its end has not come; takes what certainly belongs to it.
  private mutating func takePaste(from index: Int, into events: inout [InputEvent]) -> Int? {
    let rest = pending[index...]
    var end = rest.startIndex
    while let escape = rest[end...].firstIndex(of: 0x1B), !rest[escape...].starts(with: Self.pasteEnd) {
      end = escape + 1
    }
    guard let escape = rest[end...].firstIndex(of: 0x1B) else {
      keep(rest.dropLast(keptPasteTail(from: index)))
      return nil
    }
    keep(rest[..<escape])
    let text = String(decoding: paste ?? [], as: UTF8.self)
    events.append(.paste(String(text.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 })))
    paste = nil
    return escape + Self.pasteEnd.count
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    let room = Self.longestPaste - (paste?.count ?? 0)
    paste?.append(contentsOf: bytes.prefix(room))
  }

  /// How many bytes at the end may be the beginning of the paste's end.
  private func keptPasteTail(from index: Int) -> Int {
    let rest = pending[index...]
    let longest = min(Self.pasteEnd.count - 1, rest.count)
    return (0...longest).last { rest.suffix($0).elementsEqual(Self.pasteEnd.prefix($0)) } ?? 0
  }
}
