internal import FileAccess
internal import Specification
internal import StudyModel
internal import Tables

/// Compares what a study's specification says with its data.
struct StudyChecks {
  private let specification: StudySpecification
  private let data: DataFiles
  private let labelled: [Int]
  private let features: FeatureChoice

  init(_ specification: StudySpecification, _ data: DataFiles, labelled: [Int], features: FeatureChoice) {
    (self.specification, self.data, self.labelled, self.features) = (specification, data, labelled, features)
  }

  /// Rows that have a target; none when there is no such column.
  static func labelledRows(_ data: DataFiles, target: String) -> [Int] {
    data.table.cells(of: target).map { cells in cells.indices.filter { !cells[$0].isEmpty } } ?? []
  }

  /// Columns whose drift is watched.
  var watched: [String] {
    let sensitive = specification.data.sensitiveColumns.filter { data.table.header.contains($0) }
    return features.features + sensitive.filter { !features.features.contains($0) }
  }

  /// What only the data can decide; nil for what cannot be decided, and then a mistake says why.
  func decide(_ mistakes: inout SpecificationMistakes) -> (target: TargetColumn?, split: SplitChoice?) {
    mistakes.checkColumns(specification.namedColumns, of: data)
    checkExamined(&mistakes)
    if features.features.isEmpty { mistakes.add("data", "no column is left to be a feature") }
    checkWeights(&mistakes)
    checkTimes(&mistakes)
    checkTransforms(&mistakes)
    let cells = data.table.cells(of: specification.data.target).map { cells in labelled.map { cells[$0] } }
    let task = specification.task ?? cells.map { TargetColumn.detect(Set($0)).task }
    if let task { mistakes.check(specification, as: task) }
    // Without a target the kind cannot be named; dates and ids are asked about all the same.
    let split = SplitChoice.make(
      specification, data, features: features.features, hasClasses: task != .regression, &mistakes)
    let target = cells.flatMap { readTarget($0, &mistakes) }
    if let target, let cells, let split { checkFolds(split.kind, target, cells, &mistakes) }
    return (target, split)
  }

  /// A column may also be one that a transformation makes.
  private func checkExamined(_ mistakes: inout SpecificationMistakes) {
    let made = Set(specification.features.transforms.flatMap(\.madeColumns))
    for (path, columns, isFeature) in specification.examinedColumns {
      let named = columns.filter { !made.contains($0) }
      mistakes.checkColumns([(path, named)], of: data)
      guard isFeature, specification.features.command.isEmpty else { continue }
      for column in named where data.table.header.contains(column) && !features.features.contains(column) {
        mistakes.add(path, naming: column, "\(column) is no feature of this study")
      }
    }
    if specification.features.command.isEmpty { checkSteps(&mistakes) }
  }

  /// How far a feature may change is said of numbers and dates alone.
  private func checkSteps(_ mistakes: inout SpecificationMistakes) {
    for (index, mutable) in specification.examination.mutable.enumerated() where mutable.by != nil {
      guard let cells = data.table.cells(of: mutable.column), ColumnTyping(cells).values.kind == .categorical else {
        continue
      }
      mistakes.add(
        DocumentPath("examination.mutable").item(index).key("by"),
        "\(mutable.column) holds texts, which have no distance; leave by out, then any level that occurs is tried")
    }
  }

  private func readTarget(_ cells: [String], _ mistakes: inout SpecificationMistakes) -> TargetColumn? {
    let asked = specification.data
    do throws(TargetColumn.Misfit) {
      return try TargetColumn(
        cells: cells, name: asked.target, asked: specification.task, positive: asked.positive,
        place: { data.place(of: labelled[$0]) })
    } catch {
      mistakes.add(error.path, error.reason)
      return nil
    }
  }

  private func checkWeights(_ mistakes: inout SpecificationMistakes) {
    guard let name = specification.data.weightColumn, let cells = data.table.cells(of: name),
      let row = labelled.first(where: { (ColumnValues.number(cells[$0]) ?? -1) < 0 })
    else { return }
    mistakes.add("data.roles.weight", "\(name) must be a number from 0 in every row; \(written(cells, row))")
  }

  private func checkTimes(_ mistakes: inout SpecificationMistakes) {
    guard specification.split.kind == .temporal, let name = specification.data.timeColumns.first,
      let cells = data.table.cells(of: name)
    else { return }
    switch ColumnTyping(cells).values {
    case .categorical:
      mistakes.add(
        "data.roles.time", naming: name,
        "a temporal split needs dates (YYYY-MM-DD) or numbers; \(name) holds texts, such as \(cells.first { !$0.isEmpty } ?? "")"
      )
    case .numeric(let times), .date(let times):
      guard let row = labelled.first(where: { times[$0].isNaN }) else { return }
      mistakes.add(
        "data.roles.time", naming: name, "a temporal split needs a time in every row; \(written(cells, row))")
    }
  }

  private func written(_ cells: CellColumn, _ row: Int) -> String {
    "\(data.place(of: row)) has \(cells[row].isEmpty ? "none" : cells[row])"
  }

  // MARK: Enough for the folds

  private func checkFolds(
    _ kind: StudySpecification.SplitKind, _ target: TargetColumn, _ cells: [String],
    _ mistakes: inout SpecificationMistakes
  ) {
    switch kind {
    case .stratified: checkClasses(target, cells, &mistakes)
    case .given: checkGivenFolds(&mistakes)
    case .random, .grouped, .temporal: break
    }
  }

  /// A stratified split takes its share of test rows from each class.
  private func checkClasses(_ target: TargetColumn, _ cells: [String], _ mistakes: inout SpecificationMistakes) {
    let split = specification.split
    let counts = cells.reduce(into: [:]) { counts, cell in counts[cell, default: 0] += 1 }
    let learned = target.classes.map { name -> (name: String, rows: Int) in
      let count = counts[name] ?? 0
      return (name, count - Int((Double(count) * split.test).rounded()))
    }
    guard let rarest = learned.min(by: { $0.rows < $1.rows }), rarest.rows < split.folds else { return }
    mistakes.add(
      "split.folds",
      "the rarest value of \(specification.data.target), \(rarest.name), has \(EvidenceText.rows(rarest.rows)) to learn "
        + "from, too few for \(split.folds) folds; lower split.folds, pool values, or leave its rows out of the file")
  }

  private func checkGivenFolds(_ mistakes: inout SpecificationMistakes) {
    guard let name = specification.split.column, let cells = data.table.cells(of: name) else { return }
    let named = Set(labelled.map { cells[$0] }).subtracting([""])
    let folds = named.subtracting(["train", "test"]).sorted()
    let isLeftToChance = folds.isEmpty && named.contains("train")
    guard folds.count < 2, !isLeftToChance else { return }
    mistakes.add(
      "split.column",
      "\(name) must hold train in all rows to learn from, or name at least two folds; besides test it holds "
        + (folds.first.map { "\($0) alone" } ?? "nothing"))
  }

  // MARK: Transformations

  private func checkTransforms(_ mistakes: inout SpecificationMistakes) {
    let transforms = FeatureTransforms(specification.features.transforms, place: { data.place(of: labelled[$0]) })
    guard !transforms.isEmpty else { return }
    func columns(_ names: [String]) -> [TypedColumn] {
      names.compactMap { name in
        data.table.cells(of: name).map { TypedColumn(name: name, values: ColumnTyping($0).values.selecting(labelled)) }
      }
    }
    _ = transforms.apply(
      to: columns(features.features), times: columns(specification.data.timeColumns), noting: &mistakes, features)
  }
}

extension SpecificationMistakes {
  /// Commands begin in the directory of the specification.
  mutating func checkPrograms(of specification: StudySpecification, in directory: String) {
    var commands = [(DocumentPath("features.command"), specification.features.command)]
    for (index, candidate) in (specification.candidates ?? []).enumerated() {
      commands.append((DocumentPath("candidates").item(index).key("command"), candidate.command))
    }
    for (path, command) in commands {
      guard let program = command.first, !program.contains("{"), !Files.canStart(program, in: directory) else {
        continue
      }
      add(path, naming: program, "there is no program \(program)")
    }
  }
}
