import JSONText
import Tables

/// Judged rows with their cells of the data.
struct JudgedRowPage {
  private let judged: JudgedRowFile
  private let data: CSVTable
  /// Places among the judged rows.
  private let rows: [Int]
  /// Of the data, one a row of `rows`.
  private let numbers: [Int]

  /// What is said of a row, without its segments.
  private var facts: [String] { judged.table.header.filter { $0 != "segments" } }

  init(_ judged: JudgedRowFile, _ data: CSVTable, rows: [Int]) throws {
    (self.judged, self.data, self.rows) = (judged, data, rows)
    let named = judged.cells("row")
    numbers = rows.compactMap { Int(named[$0]) }.filter { $0 >= 0 && $0 < data.rowCount }
    guard numbers.count == rows.count else {
      throw CommandFailure(.damagedInput, "examination/predictions.csv: names a row that the data do not have")
    }
  }

  private func cell(_ column: Int, of table: CSVTable, _ row: Int) -> String { table.columns[column].written(at: row) }

  /// - Parameter number: of the data's row; people count from 1.
  private func fact(_ name: String, _ row: Int, number: Int) -> String {
    if name == "row" { return "\(number + 1)" }
    return judged.table.header.firstIndex(of: name).map { cell($0, of: judged.table, row) } ?? ""
  }

  /// What is said of a row, then the data's columns; a name that both have is `pitwall_NAME` of the first.
  var csv: [String] {
    let names = facts.map { data.header.contains($0) ? "pitwall_\($0)" : $0 }
    let lines = zip(rows, numbers).map { row, number in
      facts.map { fact($0, row, number: number) } + data.header.indices.map { cell($0, of: data, number) }
    }
    return ([names + data.header] + lines).map(CSVText.line)
  }

  /// One object a row; its cells of the data are texts in `data`.
  var json: JSONValue {
    .array(
      zip(rows, numbers).map { row, number in
        var object = JSONObject()
        for name in facts { object[name] = value(name, fact(name, row, number: number)) }
        var cells = JSONObject()
        for (column, name) in data.header.enumerated() { cells[name] = .string(cell(column, of: data, number)) }
        object["data"] = .object(cells)
        return .object(object)
      })
  }

  /// `fold` and `actual` are texts, as a class may look like a number.
  private func value(_ name: String, _ text: String) -> JSONValue {
    switch name {
    case "row", "line": Int64(text).map { .integer($0) } ?? .null
    case "fold", "actual": .string(text)
    default: ColumnValues.number(text).map { .number($0) } ?? .string(text)
    }
  }
}
