internal import Specification
internal import SpecifiedData
internal import StudyModel
internal import Tables

/// The rows of a study's specification, typed, divided and checked.
struct StudySource: Sendable {
  /// As in the specification, joined with ` + `.
  var path: String
  /// SHA-256 of the files' bytes.
  var digest: String
  /// Labelled rows only.
  var data: StudyData
  /// Where each row of `data` stands in the files, counted from 0 below the header.
  var rowNumbers: [Int]
  /// The file's line of each of its rows; nil for several files.
  var lines: [Int32]?
  /// Whether times are dates, and not numbers of an unknown unit.
  var areTimesDates: Bool
  var target: TargetColumn
  var splitKind: StudySpecification.SplitKind
  var splitKeys: StudySplits.Keys
  var splits: StudySplits
  /// Whose drift is watched: the features as the files have them, and the sensitive columns that are none.
  var watched: [StudyData.Column]
  /// Other columns of the files by which the specification requires segments.
  var described: [StudyData.Column]
  var later: LaterSample?
  var excluded: [StudyHeader.ExcludedColumn]
  var findings: [Finding]
  /// Among the rows of the files.
  var copies: RowCopies

  /// Reads the files, checks them and decides what only the data can decide.
  /// - Parameters:
  ///   - text: as which the specification is written.
  ///   - directory: of the specification.
  /// - Throws: when the files cannot be read, or do not go together with the specification.
  init(
    _ specification: StudySpecification, text: SpecificationText? = nil, directory: String
  ) throws(LearningError) {
    let input = try LearningError.specifiedData { () throws(SpecifiedDataError) in
      try StudyInput(specification, text: text, directory: directory)
    }
    let (asked, table, labelled) = (specification.data, input.data.table, input.labelled)
    (path, digest, rowNumbers, target) = (input.data.path, input.data.digest, labelled, input.target)
    let learned = Self.target(input)
    areTimesDates =
      asked.timeColumns.first.flatMap { Self.column($0, table, labelled) }.map { $0.values.kind == .date } ?? false
    lines = asked.paths.count == 1 ? table.lines : nil
    var roles = Self.roles(specification, task: target.task)
    let inspected = InspectedTable(table)
    let keys = Self.keys(specification, table, labelled, learned)
    splitKind = input.split.kind
    splits = try StudySplits(specification.split, kind: splitKind, keys: keys, path: path)
    splitKeys = keys
    let (development, test) = (splits.development.map { labelled[$0] }, splits.test.map { labelled[$0] })
    let leaks = DataChecks.leaks(in: table, rows: development, roles: roles)
    let choice = try Self.withoutLeaks(input.features, leaks, rule: asked.leaks, path)
    excluded = choice.excluded
    roles.features = choice.features
    roles.madeFeatures = specification.features.transforms.flatMap(\.madeColumns).count
    findings = DataChecks.findings(table: inspected, roles: roles, leaks: leaks)
    copies = RowCopies(inspected, roles: roles)
    for index in findings.indices where findings[index].check.hasPrefix("leak-") {
      let isSettled = findings[index].columns.allSatisfy { !choice.features.contains($0) }
      if isSettled { findings[index].advice = Self.leftOut(findings[index].columns) }
    }
    let columns = choice.features.compactMap { name in Self.column(name, table, labelled) }
    data = StudyData(
      columns: try Self.transformed(columns, input, choice), target: learned,
      weights: Self.weights(asked.weightColumn, table, labelled), times: keys.times, groups: keys.groups,
      leadDays: splitKind == .temporal ? specification.split.gapDays : nil)
    watched =
      columns
      + asked.sensitiveColumns.filter { !choice.features.contains($0) }
      .compactMap { Self.column($0, table, labelled) }
    let names = Set(watched.map(\.name))
    described = Set(specification.segments.flatMap(\.by)).subtracting(names).sorted()
      .compactMap { Self.column($0, table, labelled) }
    let reference = watched.map { ($0.name, $0.values) }
    later = input.later.map { LaterSample($0, like: reference, timeColumn: asked.timeColumns.first) }
    findings += SplitChecks.findings(
      table: inspected, roles: roles, training: development, test: test, isTemporal: splitKind == .temporal)
  }

  // MARK: Columns

  private static func leftOut(_ columns: [String]) -> String {
    "\(columns.count == 1 ? "It was" : "They were") left out; data.leaks: keep takes "
      + "\(columns.count == 1 ? "it" : "them") back."
  }

  static func target(_ input: StudyInput) -> StudyData.Target {
    let (target, table) = (input.target, input.data.table)
    guard target.task != .regression, let cells = table.cells(of: input.specification.data.target) else {
      return .numbers(target.numbers)
    }
    let code = Dictionary(uniqueKeysWithValues: target.classes.enumerated().map { ($1, $0) })
    return .classes(input.labelled.map { code[cells[$0]] ?? 0 }, names: target.classes)
  }

  private static func roles(_ specification: StudySpecification, task: StudyTask) -> ColumnRoles {
    let data = specification.data
    return ColumnRoles(
      target: data.target, task: task, id: data.idColumns, time: data.timeColumns,
      group: data.groupColumn, weight: data.weightColumn, sensitive: data.sensitiveColumns,
      ignore: data.ignore + data.unknownAtPrediction)
  }

  private static func withoutLeaks(
    _ choice: FeatureChoice, _ findings: [Finding], rule: StudySpecification.LeakRule, _ path: String
  ) throws(LearningError) -> FeatureChoice {
    let leaks = findings.filter { finding in
      finding.severity == .critical && finding.columns.contains(where: choice.features.contains)
    }
    switch rule {
    case .keep: return choice
    case .stop:
      if let leak = leaks.first {
        throw .unsuitableData(path: path, reason: "\(leak.evidence); \(leak.advice)")
      }
      return choice
    case .exclude:
      let rest = choice.excluding(leaks.flatMap(\.columns), "held for a leak; data.leaks: keep takes it back")
      guard !rest.features.isEmpty else {
        throw .unsuitableData(path: path, reason: "no column is left to be a feature")
      }
      return rest
    }
  }

  /// What the specification makes of the features; a column that a leak took away is missed here.
  private static func transformed(
    _ columns: [StudyData.Column], _ input: StudyInput, _ choice: FeatureChoice
  ) throws(LearningError) -> [StudyData.Column] {
    var mistakes = input.mistakes
    let transforms = FeatureTransforms(
      input.specification.features.transforms, place: { input.data.place(of: input.labelled[$0]) })
    let times = input.specification.data.timeColumns.compactMap { column($0, input.data.table, input.labelled) }
    let result = transforms.apply(to: columns, times: times, noting: &mistakes, choice)
    if !mistakes.isEmpty { throw .specification(mistakes.errors, path: input.text.path) }
    return result
  }

  static func column(_ name: String, _ table: CSVTable, _ rows: [Int]) -> StudyData.Column? {
    table.column(name).map { cells in .init(name: name, values: ColumnTyping(cells: cells).values.selecting(rows)) }
  }

  private static func weights(_ name: String?, _ table: CSVTable, _ rows: [Int]) -> [Double]? {
    name.flatMap { table.cells(of: $0) }.map { cells in rows.map { ColumnValues.number(cells[$0]) ?? .nan } }
  }

  private static func times(_ names: [String], _ table: CSVTable, _ rows: [Int]) -> [Double]? {
    guard let name = names.first, let cells = table.column(name) else { return nil }
    switch ColumnTyping(cells: cells).values.selecting(rows) {
    case .date(let times), .numeric(let times): return times
    case .categorical: return nil
    }
  }

  private static func groups(_ name: String?, _ table: CSVTable, _ rows: [Int]) -> [Int]? {
    name.flatMap { table.column($0) }.map { cells in
      CategoricalColumn(cells: rows.map { cells[$0] }).codes.map(Int.init)
    }
  }

  // MARK: Split

  static func keys(
    _ specification: StudySpecification, _ table: CSVTable, _ rows: [Int], _ target: StudyData.Target
  ) -> StudySplits.Keys {
    var classes: [Int]?
    if case .classes(let codes, _) = target { classes = codes }
    let given = specification.split.column.flatMap { table.column($0) }.map { cells in rows.map { cells[$0] } }
    return StudySplits.Keys(
      rowCount: rows.count, classes: classes, groups: groups(specification.data.groupColumn, table, rows),
      times: times(specification.data.timeColumns, table, rows), given: given)
  }
}
