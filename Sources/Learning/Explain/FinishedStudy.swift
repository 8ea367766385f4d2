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

  init(_ run: String, row: AskedRow) throws(LearningError) {
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
    let place = try row.place(in: input)
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
  var line: Int { Int(input.data.table.lines[rowNumber]) }
  /// nil where one was read.
  var file: String? { input.data.files.count > 1 ? input.data.file(of: rowNumber) : nil }

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
}
