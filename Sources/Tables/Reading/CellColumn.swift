/// The cells of one column, each distinct text stored once. As a collection it gives the cells without surrounding
/// blanks; a missing cell is "".
public struct CellColumn: RandomAccessCollection, Sendable {
  /// One a row, an index into `writtenForms` and `texts`.
  public let codes: [Int32]
  /// The distinct cells exactly as written, quotes resolved, in the order of their first row.
  public let writtenForms: [String]
  /// What each written form means: without surrounding blanks, "" when missing, a decimal comma as a point. Two
  /// written forms may mean the same.
  public let texts: [String]

  init(codes: [Int32], writtenForms: [String], texts: [String]) {
    (self.codes, self.writtenForms, self.texts) = (codes, writtenForms, texts)
  }

  /// Of cells in memory.
  public init(_ cells: some Sequence<String>) {
    var places: [String: Int32] = [:]
    var (codes, forms): ([Int32], [String]) = ([], [])
    for cell in cells {
      if let place = places[cell] {
        codes.append(place)
      } else {
        places[cell] = Int32(forms.count)
        codes.append(Int32(forms.count))
        forms.append(cell)
      }
    }
    self.init(codes: codes, writtenForms: forms, texts: forms.map(Self.meaning))
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { codes.count }
  public subscript(row: Int) -> String { texts[Int(codes[row])] }

  /// The cell as the file has it, with its blanks.
  public func written(at row: Int) -> String { writtenForms[Int(codes[row])] }

  /// A cell without surrounding blanks, "" when it is one of the missing words.
  static func meaning(of cell: String) -> String {
    let text = trimmed(cell)
    switch text {
    case "NA", "N/A", "NaN", "nan", "null", "NULL", "?": return ""
    default: return text
    }
  }

  /// Blanks are spaces, tabs and no-break spaces.
  static func trimmed(_ cell: String) -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar == " " || scalar == "\t" || scalar == "\u{A0}"
    }
    let scalars = cell.unicodeScalars
    guard let first = scalars.first, let last = scalars.last, isBlank(first) || isBlank(last) else {
      return cell
    }
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }
}
