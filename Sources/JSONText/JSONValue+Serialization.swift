extension JSONValue {
  /// The value as JSON text: one line, or, when `pretty`, indented by two spaces. Doubles are the shortest text that
  /// reads back the same; NaN and the infinities become the strings "NaN", "Infinity" and "-Infinity". Control
  /// characters, line separators and direction overrides are escaped, so a line stays a line on any screen.
  public func serialized(pretty: Bool = false) -> String {
    var text = ""
    write(to: &text, indent: pretty ? 0 : nil)
    return text
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): JSONValue.write(value, to: &text)
    case .string(let string): JSONValue.write(string, to: &text)
    case .array(let elements):
      JSONValue.writeList(elements, "[", "]", to: &text, indent: indent) { element, inner, text in
        element.write(to: &text, indent: inner)
      }
    case .object(let object):
      JSONValue.writeList(object.pairs, "{", "}", to: &text, indent: indent) { pair, inner, text in
        JSONValue.write(pair.key, to: &text)
        text += inner == nil ? ":" : ": "
        pair.value.write(to: &text, indent: inner)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, to text: inout String, indent: Int?,
    each: (Element, Int?, inout String) -> Void
  ) {
    text += open
    let inner = indent.map { $0 + 2 }
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      if let inner { text += "\n" + String(repeating: " ", count: inner) }
      each(element, inner, &text)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent) }
    text += close
  }

  /// A double that is whole keeps its fraction (`3.0`), so it reads back as a double.
  private static func write(_ value: Double, to text: inout String) {
    if value.isNaN {
      text += "\"NaN\""
    } else if value.isInfinite {
      text += value < 0 ? "\"-Infinity\"" : "\"Infinity\""
    } else {
      text += value.description
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: text += "\\\""
      case 0x5C: text += "\\\\"
      case 0x0A: text += "\\n"
      case 0x0D: text += "\\r"
      case 0x09: text += "\\t"
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
