internal import Specification
internal import SpecifiedData
internal import StudyModel
internal import Tables

/// Which row of a study's data is meant.
enum AskedRow {
  /// By its id, or its number where the study has no ids.
  case named(String)
  /// By the line that it begins on; of several files the file must be named.
  case line(Int, file: String?)

  /// Candidates that a sentence lists.
  private static let mostCandidates = 5

  /// Among the rows of all files.
  /// - Throws: `absent` where there is no such row, `unclear` where it may be several, which are named.
  func place(in input: StudyInput) throws(LearningError) -> Int {
    switch self {
    case .line(let line, let file): return try Self.place(of: line, try Self.file(file, input.data), input.data)
    case .named(let name):
      guard let ids = input.specification.data.idColumns.first, let cells = input.data.table.cells(of: ids) else {
        return try Self.number(name, input.data.table)
      }
      let places = cells.indices.filter { cells[$0] == name }
      guard let place = places.first else {
        throw .absent(reason: "no row of \(input.data.path) has the \(ids) \(name); \(Self.likely(cells, ids))")
      }
      if places.count > 1 { throw Self.several(places, "the \(ids) \(name)", input.data) }
      return place
    }
  }

  // MARK: Lines

  private static func file(_ name: String?, _ data: DataFiles) throws(LearningError) -> String {
    let known = NumberText.list(data.files)
    guard let name else {
      if data.files.count == 1 { return data.files[0] }
      throw .unclear(
        reason: "the study read several files, so that a line alone names no row; add --file with one of \(known)")
    }
    guard let file = data.file(named: name) else {
      throw .absent(reason: "the study read no file \(name), or several that end so; it read \(known)")
    }
    return file
  }

  private static func place(of line: Int, _ file: String, _ data: DataFiles) throws(LearningError) -> Int {
    let (rows, lines) = (data.rows(of: file), data.table.lines)
    guard let first = rows.first, let last = rows.last else { throw .absent(reason: "\(file) has no rows") }
    guard let place = rows.first(where: { lines[$0] == Int32(clamping: line) }) else {
      throw .absent(
        reason: "no row begins on line \(line) of \(file); rows are on lines \(lines[first]) to \(lines[last])")
    }
    return place
  }

  // MARK: Names

  private static func several(_ places: [Int], _ what: String, _ data: DataFiles) -> LearningError {
    let shown = places.prefix(mostCandidates)
    let more = places.count > shown.count ? ["\(NumberText.count(places.count - shown.count)) more"] : []
    let file = data.files.count > 1 ? "--file \(data.file(of: places[0])) " : ""
    return .unclear(
      reason: "\(NumberText.count(places.count)) rows have \(what): \(NumberText.list(shown.map(data.place) + more)); "
        + "name one, such as \(file)--line \(data.table.lines[places[0]])")
  }

  private static func likely(_ cells: CellColumn, _ ids: String) -> String {
    let some = cells.prefix(3).filter { !$0.isEmpty }
    return some.isEmpty ? "the column \(ids) is empty" : "ids look like \(NumberText.list(Array(some)))"
  }

  private static func number(_ name: String, _ table: CSVTable) throws(LearningError) -> Int {
    guard let number = Int(name) else {
      throw .unclear(
        reason: "\(name) is no row number; data.roles.id names no column, so that rows are numbered from 1 to "
          + "\(table.rowCount)")
    }
    guard (1...table.rowCount).contains(number) else {
      throw .absent(reason: "there is no row \(number); rows are numbered from 1 to \(table.rowCount)")
    }
    return number - 1
  }
}
