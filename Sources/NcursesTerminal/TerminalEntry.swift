import CNcurses
import TerminalModel

/// The terminal's entry in the terminal database, once it has been found.
struct TerminalEntry {
  let name: String

  /// Without the delays that terminals on slow lines were given; nil where the entry has none of that name.
  func string(_ capability: String) -> String? {
    pitwall_terminal_string(capability).map { Self.withoutPadding(String(cString: $0)) }
  }

  /// Negative where the entry has none.
  func number(_ capability: String) -> Int { Int(pitwall_terminal_number(capability)) }

  func has(_ capability: String) -> Bool { pitwall_terminal_has(capability) }

  /// `$<5>` means something to `tputs` alone.
  private static func withoutPadding(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstIndex(of: "$"), rest[rest.index(after: start)...].first == "<",
      let end = rest[start...].firstIndex(of: ">")
    {
      result += rest[..<start]
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }
}

extension TerminalEntry {
  /// Whether the cursor is placed as ECMA-48 has it: other terminals are too old for anybody to watch a training on.
  var placesCursor: Bool { string("cup") == "\u{1B}[%i%p1%d;%p2%dH" }

  var dialect: TerminalDialect {
    var dialect = TerminalDialect()
    dialect.placesColumns = string("hpa") == "\u{1B}[%i%p1%dG"
    dialect.placesRows = string("vpa") == "\u{1B}[%i%p1%dd"
    dialect.erasesCharacters = string("ech") == "\u{1B}[%p1%dX"
    dialect.erasesInColor = has("bce")
    dialect.hasScrollRegions = string("csr") == "\u{1B}[%i%p1%d;%p2%dr"
    dialect.waitsAtMargin = has("xenl") || !has("am")
    return dialect
  }
}
