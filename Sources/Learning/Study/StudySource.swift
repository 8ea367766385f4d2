internal import Crypto
internal import FileAccess
internal import Specification
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
  var target: TargetColumn
  var splitKind: StudySpecification.SplitKind
  var splitKeys: StudySplits.Keys
  var splits: StudySplits
  /// Whose drift is watched: the features as the files have them, and the sensitive columns that are none.
  var watched: [StudyData.Column]
  var later: LaterSample?
  var excluded: [StudyHeader.ExcludedColumn]
  var findings: [Finding]

  /// Reads the files, checks them and decides what only the data can decide.
  /// - Parameter directory: of the specification.
  /// - Throws: when the files cannot be read, a named column is missing, or the data ask for a decision.
  init(_ specification: StudySpecification, directory: String) throws(LearningError) {
    let asked = specification.data
    path = asked.paths.joined(separator: " + ")
    let (table, digest) = try Self.read(asked.paths, directory: directory)
    self.digest = digest
    try Self.checkNames(specification, table, path)
    guard let targetCells = table.column(asked.target) else {
      throw .unsuitableData(path: path, reason: "there is no column \(asked.target)")
    }
    let labelled = targetCells.indices.filter { !targetCells[$0].isEmpty }
    rowNumbers = labelled
    target = try TargetColumn(
      cells: labelled.map { targetCells[$0] }, name: asked.target, asked: specification.task,
      positive: asked.positive, path: path)
    let roles = Self.roles(specification, task: target.task)
    let inspected = InspectedTable(table)
    let keys = Self.keys(specification, table, labelled, target.target)
    splitKind = try Self.splitKind(
      specification, table, try Self.featureNames(specification, table, [], path).features,
      classes: keys.classes != nil, path)
    splits = try StudySplits(specification.split, kind: splitKind, keys: keys, path: path)
    splitKeys = keys
    let (development, test) = (splits.development.map { labelled[$0] }, splits.test.map { labelled[$0] })
    findings = DataChecks.findings(
      table: inspected, roles: roles, leaks: DataChecks.leaks(in: table, rows: development, roles: roles))
    let sorted = try Self.featureNames(specification, table, findings, path)
    excluded = sorted.excluded
    let columns = sorted.features.compactMap { name in Self.column(name, table, labelled) }
    data = StudyData(
      columns: try FeatureTransforms.apply(specification.features.transforms, to: columns, path: path),
      target: target.target, weights: try Self.weights(asked.weightColumn, table, labelled, path), times: keys.times,
      groups: keys.groups, seasonalPeriodDays: nil)
    watched =
      columns
      + asked.sensitiveColumns.filter { !sorted.features.contains($0) }
      .compactMap { Self.column($0, table, labelled) }
    later = try Self.later(asked, directory: directory, like: watched, of: path)
    findings += SplitChecks.findings(
      table: inspected, roles: roles, training: development, test: test, isTemporal: splitKind == .temporal)
  }

  // MARK: Files

  private static func read(
    _ paths: [String], directory: String
  ) throws(LearningError) -> (CSVTable, digest: String) {
    var hash = SHA256()
    var whole: CSVTable?
    for relative in paths {
      let path = TrainingData.resolve(relative, in: directory)
      let bytes = try TrainingData.read(path)
      hash.update(data: bytes)
      let table = try TrainingData.table(bytes, path)
      guard var known = whole else {
        whole = table
        continue
      }
      guard known.header == table.header else {
        throw .unsuitableData(path: path, reason: "its header differs from that of \(paths[0])")
      }
      known.append(table)
      whole = known
    }
    guard let whole else { throw .unsuitableData(path: directory, reason: "data.path names no file") }
    return (whole, hash.finalize().hexadecimal)
  }

  private static func later(
    _ asked: StudySpecification.Data, directory: String, like columns: [StudyData.Column], of path: String
  ) throws(LearningError) -> LaterSample? {
    guard let relative = asked.later else { return nil }
    return try LaterSample(
      relative, directory: directory, like: columns.map { ($0.name, $0.values) }, of: path,
      timeColumn: asked.timeColumns.first)
  }

  private static func checkNames(
    _ specification: StudySpecification, _ table: CSVTable, _ path: String
  ) throws(LearningError) {
    let data = specification.data
    let asked: [(String, [String])] = [
      ("data.target", [data.target]), ("data.features", data.features ?? []), ("data.roles.id", data.idColumns),
      ("data.roles.time", data.timeColumns), ("data.roles.group", [data.groupColumn].compactMap { $0 }),
      ("data.roles.weight", [data.weightColumn].compactMap { $0 }),
      ("data.roles.sensitive", data.sensitiveColumns),
      ("data.roles.unknown_at_prediction", data.unknownAtPrediction), ("data.ignore", data.ignore),
      ("split.column", [specification.split.column].compactMap { $0 }),
    ]
    for (key, names) in asked {
      for name in names where !table.header.contains(name) {
        throw .unsuitableData(
          path: path,
          reason: "\(key) names \(name), which is no column; there are \(table.header.joined(separator: ", "))")
      }
    }
  }

  // MARK: Columns

  private static func roles(_ specification: StudySpecification, task: StudyTask) -> ColumnRoles {
    let data = specification.data
    return ColumnRoles(
      target: data.target, task: task, id: data.idColumns, time: data.timeColumns,
      group: data.groupColumn, weight: data.weightColumn, sensitive: data.sensitiveColumns,
      ignore: data.ignore + data.unknownAtPrediction)
  }

  /// The features in the order of the file, and why the other columns are none; before the checks without findings.
  private static func featureNames(
    _ specification: StudySpecification, _ table: CSVTable, _ findings: [Finding], _ path: String
  ) throws(LearningError) -> (features: [String], excluded: [StudyHeader.ExcludedColumn]) {
    let data = specification.data
    var reasons: [String: String] = [:]
    func exclude(_ names: [String], _ reason: String) {
      for name in names where reasons[name] == nil { reasons[name] = reason }
    }
    exclude([data.target], "the target")
    exclude(data.idColumns, "names a row")
    exclude(data.timeColumns, "says when")
    exclude([data.groupColumn].compactMap { $0 }, "names a group")
    exclude([data.weightColumn].compactMap { $0 }, "a weight")
    exclude([specification.split.column].compactMap { $0 }, "gives the split")
    exclude(data.unknownAtPrediction, "not known when a prediction is made")
    exclude(data.ignore, "left out by the specification")
    if data.features == nil { exclude(data.sensitiveColumns, "sensitive") }
    let leaks = findings.filter { $0.check.hasPrefix("leak-") && $0.severity == .critical }
    let leaking = leaks.flatMap(\.columns).filter { reasons[$0] == nil }
    switch data.leaks {
    case .keep: break
    case .stop:
      if let leak = leaks.first(where: { $0.columns.contains { reasons[$0] == nil } }) {
        throw .unsuitableData(path: path, reason: "\(leak.evidence); \(leak.advice)")
      }
    case .exclude: exclude(leaking, "held for a leak; data.leaks: keep takes it back")
    }
    if let asked = data.features {
      exclude(table.header.filter { !asked.contains($0) }, "not among data.features")
    }
    let features = table.header.filter { reasons[$0] == nil }
    guard !features.isEmpty else { throw .unsuitableData(path: path, reason: "no column is left to be a feature") }
    let excluded = table.header.compactMap { name in
      reasons[name].map { StudyHeader.ExcludedColumn(column: name, reason: $0) }
    }
    return (features, excluded.filter { $0.column != data.target })
  }

  private static func column(_ name: String, _ table: CSVTable, _ rows: [Int]) -> StudyData.Column? {
    table.column(name).map { cells in .init(name: name, values: ColumnTyping(cells: cells).values.selecting(rows)) }
  }

  private static func weights(
    _ name: String?, _ table: CSVTable, _ rows: [Int], _ path: String
  ) throws(LearningError) -> [Double]? {
    guard let name, let cells = table.column(name) else { return nil }
    var weights: [Double] = []
    for row in rows {
      guard let weight = ColumnValues.number(cells[row]), weight >= 0 else {
        throw .unsuitableData(
          path: path,
          reason: "data.roles.weight: \(name) must be a number from 0 in every row; row \(row) has \(cells[row])")
      }
      weights.append(weight)
    }
    return weights
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

  private static func keys(
    _ specification: StudySpecification, _ table: CSVTable, _ rows: [Int], _ target: StudyData.Target
  ) -> StudySplits.Keys {
    var classes: [Int]?
    if case .classes(let codes, _) = target { classes = codes }
    let given = specification.split.column.flatMap { table.column($0) }.map { cells in rows.map { cells[$0] } }
    return StudySplits.Keys(
      rowCount: rows.count, classes: classes, groups: groups(specification.data.groupColumn, table, rows),
      times: times(specification.data.timeColumns, table, rows), given: given)
  }

  /// A split by chance is never assumed where rows have a date or share an id.
  private static func splitKind(
    _ specification: StudySpecification, _ table: CSVTable, _ columns: [String], classes: Bool, _ path: String
  ) throws(LearningError) -> StudySpecification.SplitKind {
    if let asked = specification.split.kind { return asked }
    if specification.data.groupColumn != nil { return .grouped }
    let dated =
      specification.data.timeColumns.first
      ?? columns.first { name in table.cells(of: name).map { ColumnTyping($0).values.kind == .date } ?? false }
    if let dated {
      throw .unsuitableData(
        path: path,
        reason: "\(dated) says when a row was, and a random split would let the model see the future; say "
          + "data.roles.time: [\(dated)] with split.kind: temporal, or split.kind: \(classes ? "stratified" : "random") "
          + "if the order in time does not matter")
    }
    for name in specification.data.idColumns {
      guard let cells = table.column(name), Set(cells).count < cells.count else { continue }
      throw .unsuitableData(
        path: path,
        reason: "the id \(name) occurs in several rows, and a random split would test on whom it has learnt; say "
          + "data.roles.group: \(name), or split.kind: \(classes ? "stratified" : "random") if rows of one id are "
          + "independent")
    }
    return classes ? .stratified : .random
  }
}
