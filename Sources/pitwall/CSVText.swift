/// Cells of a printed CSV.
enum CSVText {
  /// In quotes where RFC 4180 asks for them.
  static func field(_ text: String) -> String {
    let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
    guard needsQuotes else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }
}
