/// A key, without modifiers.
public enum Key: Hashable, Sendable {
  /// A printable character as typed, so `P` is shift and p.
  case character(Character)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// F1...F24.
  case function(Int)
}

/// A key with the modifiers a terminal reports.
public struct KeyStroke: Hashable, Sendable {
  public var key: Key
  public var control: Bool
  public var alt: Bool
  /// Reported for named keys alone (arrows, function keys …); a character carries it in itself.
  public var shift: Bool

  public init(_ key: Key, control: Bool = false, alt: Bool = false, shift: Bool = false) {
    self.key = key
    self.control = control
    self.alt = alt
    self.shift = shift
  }

  /// A character without modifiers.
  public static func character(_ character: Character) -> KeyStroke { KeyStroke(.character(character)) }
}

extension KeyStroke: CustomStringConvertible {
  /// How it is shown to a person: `ctrl-p`, `↑`, `enter`, `space`.
  public var label: String { prefix + (Self.symbols[key] ?? keyName) }

  /// How it is written in text that must be ASCII: `ctrl-p`, `up`. `init(name:)` reads it back.
  public var description: String { prefix + keyName }

  /// Reads a name as `description` or `label` write it; also `esc`, `return`, `shift-tab`. Nil for anything else.
  public init?(name: String) {
    var rest = Substring(name)
    self.init(.escape)
    while let dash = rest.dropFirst().firstIndex(of: "-"), rest.index(after: dash) < rest.endIndex {
      switch rest[..<dash] {
      case "ctrl": control = true
      case "alt": alt = true
      case "shift": shift = true
      default: return nil
      }
      rest = rest[rest.index(after: dash)...]
    }
    if let key = Self.keysByName[String(rest)] {
      self.key = key
    } else if rest.count == 1, let character = rest.first, !shift {
      self.key = .character(character)
    } else if rest.hasPrefix("f"), let number = Int(rest.dropFirst()), (1...24).contains(number) {
      self.key = .function(number)
    } else {
      return nil
    }
    if key == .tab, shift {
      key = .backTab
      shift = false
    }
  }

  private var prefix: String { (control ? "ctrl-" : "") + (alt ? "alt-" : "") + (shift ? "shift-" : "") }

  private var keyName: String {
    switch key {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .function(let number): "f\(number)"
    default: Self.names.first { $0.key == key }?.value ?? ""
    }
  }

  /// Shown, and read back.
  private static let names: KeyValuePairs<Key, String> = [
    .character(" "): "space", .enter: "enter", .escape: "esc", .tab: "tab", .backTab: "shift-tab",
    .backspace: "backspace", .delete: "del", .insert: "ins", .up: "up", .down: "down", .left: "left",
    .right: "right", .home: "home", .end: "end", .pageUp: "pgup", .pageDown: "pgdn",
  ]

  private static let symbols: [Key: String] = [.up: "↑", .down: "↓", .left: "←", .right: "→"]

  private static let keysByName: [String: Key] = {
    var keys: [String: Key] = [
      "escape": .escape, "return": .enter, "delete": .delete, "insert": .insert, "pageup": .pageUp,
      "pagedown": .pageDown, "backtab": .backTab,
    ]
    for (key, name) in names where key != .backTab { keys[name] = key }
    for (key, symbol) in symbols { keys[symbol] = key }
    return keys
  }()
}
