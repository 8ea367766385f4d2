internal import Specification
internal import SpecifiedData
internal import StudyModel
internal import Tables

/// A study that has chosen, with its data: what is needed to ask its model about one row. Writes nothing.
struct FinishedStudy {
  let files: RunFiles
  private let input: StudyInput
  private let choice: FeatureChoice
  /// Of the table's rows: those with a target, then the asked one where it has none.
  private let rows: [Int]
  /// The features before the declared transformations, and the time columns; one a row of `rows`.
  let features: [StudyData.Column]
  private let times: [StudyData.Column]
  /// As the model sees them.
  let columns: [StudyData.Column]
  /// Places in `rows`.
  let training: [Int]
  let asked: Int
  private let splits: StudySplits

  /// Which row is meant.
  enum Row {
    /// Its id, or its number where the study has no ids.
    case named(String)
    case line(Int)
  }

  init(_ run: String, row: Row) throws(LearningError) {
    files = try RunFiles(run)
    let (specification, text, directory) = (files.specification, files.text, files.directory)
    input = try LearningError.specifiedData { () throws(SpecifiedDataError) in
      try StudyInput(specification, text: text, directory: directory)
    }
    guard input.data.digest == files.header.dataDigest else {
      throw .unsuitableData(
        path: input.data.path, reason: "the data have changed since the study, which cannot be explained with others")
    }
    guard specification.features.command.isEmpty else {
      throw .unavailable(
        reason: "the features are made by features.command, which only the study runs: one row cannot be explained here"
      )
    }
    let table = input.data.table
    let place = try Self.place(of: row, input)
    let labelled = input.labelled
    asked = labelled.firstIndex(of: place) ?? labelled.count
    rows = asked < labelled.count ? labelled : labelled + [place]
    let wanted = rows
    choice = input.features.excluding(files.header.excludedColumns.map(\.column), "left out by the study")
    features = choice.features.compactMap { StudySource.column($0, table, wanted) }
    times = specification.data.timeColumns.compactMap { StudySource.column($0, table, wanted) }
    columns = try Self.transformed(features, times, input, choice)
    splits = try StudySplits(
      specification.split, kind: input.split.kind,
      keys: StudySource.keys(specification, table, labelled, StudySource.target(input)), path: input.data.path)
    training = splits.development
  }

  var background: Background {
    let names = files.specification.data.weightColumn
    let cells = names.flatMap { input.data.table.cells(of: $0) }
    let weights = cells.map { cells in rows.map { ColumnValues.number(cells[$0]) ?? 0 } }
    return Background(columns: columns, rows: training, weights: weights, task: input.target.task)
  }

  /// What the model sees of rows whose features are these; their times are the asked row's.
  func transformed(_ features: [StudyData.Column]) throws(LearningError) -> [StudyData.Column] {
    if files.specification.features.transforms.isEmpty { return features }
    let count = features.first?.values.count ?? 0
    let own = times.map { column in
      StudyData.Column(
        name: column.name, values: column.values.selecting([Int](repeating: asked, count: count)))
    }
    return try Self.transformed(features, own, input, choice)
  }

  private static func transformed(
    _ features: [StudyData.Column], _ times: [StudyData.Column], _ input: StudyInput, _ choice: FeatureChoice
  ) throws(LearningError) -> [StudyData.Column] {
    var mistakes = input.mistakes
    let transforms = FeatureTransforms(input.specification.features.transforms, place: { _ in "the row" })
    let result = transforms.apply(to: features, times: times, noting: &mistakes, choice)
    if !mistakes.isEmpty { throw .specification(mistakes.errors, path: input.text.path) }
    return result
  }

  // MARK: The asked row

  /// Counted from 0 below the header.
  var rowNumber: Int { rows[asked] }
  /// nil where several files were read.
  var line: Int? { hasLines ? Int(input.data.table.lines[rowNumber]) : nil }
  private var hasLines: Bool { files.specification.data.paths.count == 1 }

  /// By which a person knows the row.
  var name: String {
    files.specification.data.idColumns.first.flatMap { input.data.table.cells(of: $0)?[rowNumber] }
      ?? "\(rowNumber + 1)"
  }

  /// As the file has it.
  var actual: String? {
    input.data.table.cells(of: files.specification.data.target).map { $0[rowNumber] }.flatMap { $0.isEmpty ? nil : $0 }
  }

  var part: String {
    if asked < input.labelled.count, splits.test.contains(asked) { return "test" }
    return splits.development.contains(asked) ? "development" : "other"
  }

  private static func place(of row: Row, _ input: StudyInput) throws(LearningError) -> Int {
    let table = input.data.table
    switch row {
    case .line(let line):
      guard input.specification.data.paths.count == 1 else {
        throw .unclear(reason: "the study read several files, so that a line names no row; use --row")
      }
      guard let place = table.lines.firstIndex(of: Int32(clamping: line)) else {
        throw .absent(
          reason: "no row begins on line \(line) of \(input.data.path); rows are on lines "
            + "\(table.lines[0]) to \(table.lines[table.rowCount - 1])")
      }
      return place
    case .named(let name):
      guard let ids = input.specification.data.idColumns.first, let cells = table.cells(of: ids) else {
        return try number(name, table)
      }
      let places = cells.indices.filter { cells[$0] == name }
      guard let place = places.first else {
        throw .absent(reason: "no row of \(input.data.path) has the \(ids) \(name); \(likely(cells, ids))")
      }
      guard places.count == 1 else {
        let lines = places.prefix(5).map { "\(table.lines[$0])" }
        throw .unclear(
          reason:
            "\(places.count) rows have the \(ids) \(name); name one with --line, such as \(NumberText.list(lines))")
      }
      return place
    }
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
