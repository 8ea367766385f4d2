internal import Crypto
internal import Specification
internal import Statistics
internal import StudyModel

/// Which rows no model sees before the end, and the folds of all others. Fixed by data and specification.
///
/// The search and the evaluation have folds of their own where chance divides the rows, so that the scores that choose
/// the settings are not the scores that are reported; windows of time and given folds are the same for both.
struct StudySplits: Sendable {
  var kind: StudySpecification.SplitKind
  /// Ascending; empty where the specification wants none.
  var test: [Int]
  /// Ascending. Rows in the gap before the test rows of a temporal split, and rows that a given split names nothing for,
  /// are on neither side.
  var development: [Int]
  /// Of all rows, as are the evaluation's.
  var search: [Fold]
  var evaluation: [Fold]
  /// How often the evaluation folds were drawn: windows of time and given folds are the same every time.
  let repeats: Int
  /// Whether the scores that choose the settings are of the folds that are reported.
  let sharesFolds: Bool

  /// What the rows are divided by.
  struct Keys: Sendable {
    var rowCount: Int
    /// nil for regression.
    var classes: [Int]?
    var groups: [Int]?
    var times: [Double]?
    /// The cells of `split.column`.
    var given: [String]?
  }

  /// The searches' seeds differ from the evaluation's by this.
  private static let searchSeedOffset: UInt64 = 0x5EA2_C400_0000
  private static let innerSeedOffset: UInt64 = 0x1442_0000_0000

  /// - Throws: when the rows cannot be divided as asked.
  init(_ split: StudySpecification.Split, kind: StudySpecification.SplitKind, keys: Keys, path: String)
    throws(LearningError)
  {
    self.kind = kind
    let seed = UInt64(bitPattern: split.seed)
    do throws(SplitProblem) {
      let isTested = try Self.testRows(split, kind, keys, seed)
      let test = isTested.indices.filter { isTested[$0] }
      development = try Self.development(split, kind, keys, test: test, isTested)
      self.test = test
      let drawn = Self.drawnKind(kind, keys, rows: development)
      sharesFolds = drawn == .temporal || drawn == .given
      repeats = sharesFolds ? 1 : max(1, split.repeats)
      evaluation = []
      for turn in 0..<repeats {
        evaluation += try Self.folds(split, kind, keys, rows: development, seed: seed &+ 1 &+ UInt64(turn))
      }
      search =
        sharesFolds
        ? evaluation
        : try Self.folds(split, kind, keys, rows: development, seed: seed &+ Self.searchSeedOffset)
    } catch {
      throw .unsuitableData(path: path, reason: error.reason)
    }
  }

  /// Folds by chance of the development rows, for the estimate beside a temporal one; whole groups where there are any.
  /// nil where there are too few.
  static func chanceFolds(_ split: StudySpecification.Split, keys: Keys, rows: [Int]) -> [Fold]? {
    do throws(SplitProblem) {
      return try folds(split, chanceKind(keys), keys, rows: rows, seed: UInt64(bitPattern: split.seed) &+ 1)
    } catch {
      return nil
    }
  }

  /// Folds of some rows, for a search inside a fold; nil where the rows cannot be divided so.
  static func innerFolds(
    _ split: StudySpecification.Split, kind: StudySpecification.SplitKind, keys: Keys, rows: [Int]
  ) -> [Fold]? {
    do throws(SplitProblem) {
      return try folds(split, kind, keys, rows: rows, seed: UInt64(bitPattern: split.seed) &+ innerSeedOffset)
    } catch {
      return nil
    }
  }

  /// Evaluation folds that tell nothing about this one's rows: those of another repeat hold them, and later windows come
  /// after.
  func foldsApart(from index: Int) -> [Int] {
    if kind == .temporal { return Array(0..<index) }
    let start = index / foldsPerRepeat * foldsPerRepeat
    return (start..<min(start + foldsPerRepeat, evaluation.count)).filter { $0 != index }
  }

  /// Evaluation folds that together hold each row once at most: of windows of time and given folds as many as the data
  /// leave, whatever was asked for.
  var foldsPerRepeat: Int { evaluation.count / repeats }

  private struct SplitProblem: Error { var reason: String }

  // MARK: Test rows

  private static func testRows(
    _ split: StudySpecification.Split, _ kind: StudySpecification.SplitKind, _ keys: Keys, _ seed: UInt64
  ) throws(SplitProblem) -> [Bool] {
    var result = [Bool](repeating: false, count: keys.rowCount)
    if kind == .given { return try given(keys).map { $0 == "test" } }
    guard split.test > 0 else { return result }
    for row in try chosen(split, kind, keys, seed) { result[row] = true }
    guard result.contains(true), result.contains(false) else {
      throw SplitProblem(reason: "a share of \(split.test) of \(keys.rowCount) rows leaves one side empty")
    }
    return result
  }

  private static func development(
    _ split: StudySpecification.Split, _ kind: StudySpecification.SplitKind, _ keys: Keys, test: [Int],
    _ isTested: [Bool]
  ) throws(SplitProblem) -> [Int] {
    let others = isTested.indices.filter { !isTested[$0] }
    switch kind {
    case .given:
      let given = try given(keys)
      return others.filter { !given[$0].isEmpty }
    case .temporal where split.gapDays > 0 && !test.isEmpty:
      let times = try times(keys)
      let first = test.reduce(Double.infinity) { min($0, times[$1]) }
      let kept = others.filter { times[$0] < first - split.gapDays }
      guard !kept.isEmpty else {
        throw SplitProblem(reason: "split.gap_days leaves no row before the test rows; make it shorter")
      }
      return kept
    case .random, .stratified, .grouped, .temporal: return others
    }
  }

  private static func chosen(
    _ split: StudySpecification.Split, _ kind: StudySpecification.SplitKind, _ keys: Keys, _ seed: UInt64
  ) throws(SplitProblem) -> [Int] {
    let wanted = Int((Double(keys.rowCount) * split.test).rounded())
    switch kind {
    case .random, .given: return Array(shuffled(Array(0..<keys.rowCount), seed).prefix(wanted))
    case .stratified:
      let members = Dictionary(grouping: 0..<keys.rowCount) { keys.classes?[$0] ?? 0 }
      return members.keys.sorted().flatMap { code in
        let rows = members[code] ?? []
        return shuffled(rows, seed &+ UInt64(code)).prefix(Int((Double(rows.count) * split.test).rounded()))
      }
    case .grouped:
      let groups = try groups(keys)
      let members = Dictionary(grouping: 0..<keys.rowCount) { groups[$0] }
      var rows: [Int] = []
      for group in shuffled(members.keys.sorted(), seed) where rows.count < wanted { rows += members[group] ?? [] }
      return rows
    case .temporal:
      let times = try times(keys)
      let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
      return Array(order[Splitter.boundary(keys.rowCount - wanted, in: order, times)...])
    }
  }

  // MARK: Folds

  /// How rows are divided that have neither a time nor folds of their own.
  private static func chanceKind(_ keys: Keys) -> StudySpecification.SplitKind {
    keys.groups != nil ? .grouped : keys.classes != nil ? .stratified : .random
  }

  /// A given split that names training rows, and no folds among them, leaves the folds to chance.
  private static func drawnKind(
    _ kind: StudySpecification.SplitKind, _ keys: Keys, rows: [Int]
  ) -> StudySpecification.SplitKind {
    guard kind == .given, let given = keys.given, rows.allSatisfy({ given[$0] == "train" }) else { return kind }
    return chanceKind(keys)
  }

  /// - Throws: when a fold would have nothing to learn from or nothing to judge.
  private static func folds(
    _ split: StudySpecification.Split, _ kind: StudySpecification.SplitKind, _ keys: Keys, rows: [Int], seed: UInt64
  ) throws(SplitProblem) -> [Fold] {
    let folds: [Fold]
    switch drawnKind(kind, keys, rows: rows) {
    case .random: folds = Splitter.kFold(count: rows.count, folds: split.folds, seed: seed)
    case .stratified:
      guard let classes = keys.classes else {
        throw SplitProblem(reason: "split.kind: stratified needs classes, the target holds numbers; say random")
      }
      let own = rows.map { classes[$0] }
      let rarest = Dictionary(grouping: own) { $0 }.values.map(\.count).min() ?? 0
      guard rarest >= split.folds else {
        throw SplitProblem(
          reason: "the rarest class has \(rarest) rows to learn from, too few for \(split.folds) folds; "
            + "lower split.folds, or pool classes")
      }
      folds = Splitter.stratified(classes: own, folds: split.folds, seed: seed)
    case .grouped:
      let own = try groups(keys)
      let groups = rows.map { own[$0] }
      guard Set(groups).count >= split.folds else {
        throw SplitProblem(reason: "\(Set(groups).count) groups are too few for \(split.folds) folds")
      }
      folds =
        keys.classes.map { classes in
          Splitter.stratifiedGrouped(classes: rows.map { classes[$0] }, groups: groups, folds: split.folds, seed: seed)
        } ?? Splitter.grouped(groups: groups, folds: split.folds, seed: seed)
    case .temporal:
      let own = try times(keys)
      folds = Splitter.temporal(times: rows.map { own[$0] }, folds: split.folds, gap: split.gapDays)
      guard folds.count >= 2 else { throw SplitProblem(reason: "the time column leaves fewer than two windows") }
    case .given: folds = try givenFolds(try given(keys), rows: rows)
    }
    guard folds.allSatisfy({ !$0.training.isEmpty && !$0.test.isEmpty }) else {
      throw SplitProblem(
        reason: "\(rows.count) rows to learn from are too few for \(split.folds) folds; lower split.folds")
    }
    return folds.map { $0.among(rows) }
  }

  /// Every cell other than `test` and `train` names a fold; rows of `train` are never tested.
  private static func givenFolds(_ cells: [String], rows: [Int]) throws(SplitProblem) -> [Fold] {
    let names = Set(rows.map { cells[$0] }).subtracting(["", "train"]).sorted()
    guard names.count >= 2 else {
      throw SplitProblem(
        reason: "split.column must name at least two folds besides test; it holds \(names.joined(separator: ", "))")
    }
    return names.map { name in
      let isTested = rows.map { cells[$0] == name }
      return Fold(
        training: isTested.indices.filter { !isTested[$0] }, test: isTested.indices.filter { isTested[$0] })
    }
  }

  // MARK: Parts

  private static func groups(_ keys: Keys) throws(SplitProblem) -> [Int] {
    guard let groups = keys.groups else { throw SplitProblem(reason: "split.kind: grouped needs data.roles.group") }
    return groups
  }

  private static func times(_ keys: Keys) throws(SplitProblem) -> [Double] {
    guard let times = keys.times else { throw SplitProblem(reason: "split.kind: temporal needs data.roles.time") }
    if let row = times.firstIndex(where: \.isNaN) {
      throw SplitProblem(reason: "row \(row) has no time; a temporal split needs one in every row")
    }
    return times
  }

  private static func given(_ keys: Keys) throws(SplitProblem) -> [String] {
    guard let given = keys.given else { throw SplitProblem(reason: "split.kind: given needs split.column") }
    return given
  }

  private static func shuffled(_ rows: [Int], _ seed: UInt64) -> [Int] {
    var (rows, generator) = (rows, SeededGenerator(seed: seed))
    generator.shuffle(&rows)
    return rows
  }
}

extension Fold {
  /// A fold of positions as one of the rows at these positions.
  func among(_ rows: [Int]) -> Fold { Fold(training: training.map { rows[$0] }, test: test.map { rows[$0] }) }
}

extension StudySplits {
  /// A line a row and fold it is tested in: `row,fold`; `test` for the rows kept for the end.
  func fileText(_ folds: [Fold], rowNumbers: [Int]) -> String {
    var text = "row,fold\n"
    for (index, fold) in folds.enumerated() { for row in fold.test { text += "\(rowNumbers[row]),\(index)\n" } }
    for row in test { text += "\(rowNumbers[row]),test\n" }
    return text
  }

  func summary(
    _ name: String, _ folds: [Fold], _ split: StudySpecification.Split, path: String, bytes: [UInt8]
  ) -> SplitSummary {
    SplitSummary(
      name: name, kind: kind.rawValue, folds: foldsPerRepeat, repeats: folds.count / foldsPerRepeat, seed: split.seed,
      trainingRows: folds.map(\.training.count), testRows: folds.map(\.test.count),
      digest: SHA256.hash(data: bytes).hexadecimal, path: path)
  }
}
