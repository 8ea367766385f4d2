internal import Specification
internal import Tables

/// Names of columns in sentences, and what a name that is none may have meant.
enum ColumnNames {
  /// `a, b, c and 12 more`.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(12)
    let more = names.count > shown.count ? " and \(names.count - shown.count) more" : ""
    return shown.joined(separator: ", ") + more
  }

  /// The advice for a name that is not among the known ones.
  static func advice(for name: String, among known: [String]) -> String {
    NearestWord.find(name, among: known).map { "did you mean \($0)?" } ?? "there are \(list(known))"
  }
}

extension SpecificationMistakes {
  /// Every role must name columns that the data have.
  mutating func checkColumns(_ roles: [(path: DocumentPath, columns: [String])], of data: DataFiles) {
    for (path, columns) in roles {
      for column in columns where !data.table.header.contains(column) {
        let advice = ColumnNames.advice(for: column, among: data.table.header)
        add(path, naming: column, "no column \(column) in \(data.path); \(advice)")
      }
    }
  }

  /// A later sample must have the columns whose drift is watched.
  mutating func checkLater(_ later: DataFiles, has columns: [String], of data: DataFiles) {
    let lacking = columns.filter { !later.table.header.contains($0) }
    guard !lacking.isEmpty else { return }
    add("data.later", "\(later.path) lacks \(ColumnNames.list(lacking)), which \(data.path) has")
  }

  /// - Throws: when there is any.
  func throwAny(in text: SpecificationText) throws(SpecifiedDataError) {
    if !isEmpty { throw .specification(errors, path: text.path) }
  }
}
