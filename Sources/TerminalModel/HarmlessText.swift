/// Makes text that a run wrote fit to be shown: nothing in it can drive the terminal, hide, or reorder its
/// neighbours, and its width is known.
public enum HarmlessText {
  /// Combining marks kept on one base; more would pile up over the rows above.
  static let marksPerBase = 3

  /// The same text with every scalar that is not a plain visible one replaced.
  ///
  /// C0 controls and DEL become their control pictures (`␛`, `␊`); C1 controls, format characters (bidirectional
  /// overrides and isolates, zero-width ones, soft hyphen), line and paragraph separators, private-use and
  /// unassigned scalars, and marks without a base become U+FFFD. Regional indicators become letters; variation
  /// selectors, skin tones after a base, and marks beyond the third on one base are dropped.
  /// Never empty unless `text` is; making it harmless again changes nothing. Complexity: O(n).
  public static func make(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = String.UnicodeScalarView()
    // The base last seen, with its marks.
    var cell = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch fate(of: scalar) {
      case .base(let base):
        result.append(base)
        cell = String.UnicodeScalarView([base])
      case .mark where !joins(scalar, cell), .modifier where cell.isEmpty:
        result.append(standIn)
        cell = String.UnicodeScalarView([standIn])
      case .mark where cell.count <= marksPerBase:
        result.append(scalar)
        cell.append(scalar)
      case .mark, .modifier: break
      }
    }
    return String(result)
  }

  /// How many columns the harmless form of `text` takes. Complexity: O(n).
  public static func columns(of text: String) -> Int {
    var columns = 0
    eachCell(of: text) { _, width in
      columns += width
      return true
    }
    return columns
  }

  /// Visits the harmless form cell by cell, with 1 or 2 columns each, until `body` returns false.
  static func eachCell(of text: String, _ body: (Character, Int) -> Bool) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      for byte in text.utf8 where !body(Character(Unicode.Scalar(byte)), 1) { return }
      return
    }
    // Terminals place scalars, not grapheme clusters: a cell is a base with the marks that take no column.
    var cell = String.UnicodeScalarView()
    var width = 0
    for scalar in make(text).unicodeScalars {
      let columns = CharacterWidth.columns(of: scalar)
      if columns > 0 {
        if width > 0, !body(character(of: cell), width) { return }
        cell.removeAll(keepingCapacity: true)
        width = columns
      }
      cell.append(scalar)
    }
    if width > 0 { _ = body(character(of: cell), width) }
  }

  private static func character(of cell: String.UnicodeScalarView) -> Character { String(cell).first ?? " " }

  /// Whether a mark becomes one character with what stands before it. A trailing jamo joins no Latin letter, and
  /// nothing joins an empty cell.
  private static func joins(_ mark: Unicode.Scalar, _ cell: String.UnicodeScalarView) -> Bool {
    guard !cell.isEmpty else { return false }
    return String(cell + [mark]).count == 1
  }

  /// The same text with each tab widened to the next multiple of `interval` columns, for console lines. O(n).
  public static func expandingTabs(_ text: String, every interval: Int = 8) -> String {
    guard text.utf8.contains(0x09) else { return text }
    let step = max(1, interval)
    var (result, column) = ("", 0)
    for (index, part) in text.split(separator: "\t", omittingEmptySubsequences: false).enumerated() {
      if index > 0 {
        let blanks = step - column % step
        result += String(repeating: " ", count: blanks)
        column += blanks
      }
      result += part
      column += columns(of: make(String(part)))
    }
    return result
  }
}

extension HarmlessText {
  private static let standIn: Unicode.Scalar = "\u{FFFD}"

  private enum Fate {
    case base(Unicode.Scalar)
    case mark
    /// Says how the base before it looks; dropped, as terminals disagree about its width.
    case modifier
  }

  private static func fate(of scalar: Unicode.Scalar) -> Fate {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F: return .base(scalar)
    case 0..<0x20: return .base(Unicode.Scalar(0x2400 + value) ?? standIn)
    case 0x7F: return .base("\u{2421}")
    case 0x80..<0xA0, 0xAD: return .base(standIn)
    case 0xA1..<0x0300, 0x2500...0x25FC, 0x2800...0x28FF: return .base(scalar)
    case 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF, 0xE0100...0xE01EF: return .modifier
    case 0x1F1E6...0x1F1FF: return .base(Unicode.Scalar(UInt8(0x41 + value - 0x1F1E6)))
    default: break
    }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .base(standIn) }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
      return .base(standIn)
    default:
      return CharacterWidth.columns(of: scalar) == 0 ? .mark : .base(scalar)
    }
  }
}
