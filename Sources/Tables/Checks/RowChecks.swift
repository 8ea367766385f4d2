internal import StudyModel

/// Rows that occur more than once, or nearly.
struct RowChecks {
  private let context: CheckContext
  /// One a row: the sum of one term a compared column, so that a column can be taken out again.
  private let hashes: [UInt64]
  /// As `hashes`, over all columns, ids included.
  private let wholeHashes: [UInt64]

  init(_ context: CheckContext) {
    self.context = context
    hashes = RowHash.sums(of: context.compared, rowCount: context.rowCount)
    let ids = RowHash.sums(of: context.columns.filter(context.isID), rowCount: context.rowCount)
    wholeHashes = zip(hashes, ids).map { $0 &+ RowHash.mixed($1) }
  }

  private var compared: [InspectedColumn] { context.compared }

  /// Rows that differ from all others above them, ids included.
  var distinctRowCount: Int { Set(wholeHashes).count }

  func findings() -> [Finding] {
    guard !compared.isEmpty else { return [] }
    let copies = repeats(in: wholeHashes)
    let sameButID = repeats(in: hashes, except: Set(copies.map(\.row)))
    return [
      copied(copies, DataCheck.duplicateRows, "repeat a row above in every column"),
      copied(
        beyondChance(sameButID, usual: 0.005, among: compared) { $0.row }, DataCheck.repeatedRows,
        "repeat a row above in every column but the id"),
      repeatedIDs(copies: Set(copies.map(\.row))), conflictingLabels(), nearDuplicates(),
      emptyRows(),
    ].compactMap { $0 }
  }

  // MARK: - Exact copies

  /// Rows whose hash a row above has, with the first such row.
  private func repeats(in hashes: [UInt64], except: Set<Int> = []) -> [(row: Int, first: Int)] {
    var first: [UInt64: Int] = [:]
    first.reserveCapacity(hashes.count)
    var result: [(row: Int, first: Int)] = []
    for (row, hash) in hashes.enumerated() where !except.contains(row) {
      if let seen = first[hash] { result.append((row, seen)) } else { first[hash] = row }
    }
    return result
  }

  private func copied(_ pairs: [(row: Int, first: Int)], _ check: DataCheck, _ words: String)
    -> Finding?
  {
    guard let example = pairs.first else { return nil }
    return check.finding(
      "\(EvidenceText.rows(pairs.count)) of \(EvidenceText.count(context.rowCount)) "
        + "(\(EvidenceText.percent(pairs.count, of: context.rowCount))) \(words), as \(context.place(example.row)) "
        + "repeats \(context.place(example.first))",
      rows: pairs.map(\.row))
  }

  private func repeatedIDs(copies: Set<Int>) -> Finding? {
    let ids = context.columns.filter(context.isID)
    guard !ids.isEmpty, ids.allSatisfy({ $0.missingCount < context.rowCount }) else { return nil }
    let sums = RowHash.sums(of: ids, rowCount: context.rowCount)
    let pairs = repeats(in: sums)
    guard !pairs.isEmpty else { return nil }
    let copied = pairs.count { copies.contains($0.row) }
    let rest =
      copied == pairs.count
      ? "all in copies of whole rows" : "\(copied) of them in copies of whole rows"
    return DataCheck.duplicateIDs.finding(
      "\(EvidenceText.rows(pairs.count)) with an id that a row above has, \(rest); \(context.place(pairs[0].row)) has the id of "
        + "\(context.place(pairs[0].first))",
      columns: ids.map(\.name), rows: pairs.map(\.row),
      severity: copied == pairs.count ? .info : nil)
  }

  /// A smaller share of the rows than this comes about by chance.
  private static let fewest = 0.001

  /// All of the places where they are a usual share of the rows or more; else those alone whose rows have two values that
  /// few rows have, as rows of common values are equal by chance; none where these are too few.
  private func beyondChance<Place>(
    _ places: [Place], usual: Double, among columns: [InspectedColumn], row: (Place) -> Int
  ) -> [Place] {
    if context.share(places.count) >= usual { return places }
    let distinctive = columns.filter { $0.levels.count * 5 > $0.presentCount }
    let telling = places.filter { place in distinctive.count { $0.isRare($0.codes[row(place)]) } >= 2 }
    return context.share(telling.count) >= Self.fewest ? telling : []
  }

  private func emptyRows() -> Finding? {
    let rows = (0..<context.rowCount).filter { row in compared.allSatisfy { $0.codes[row] < 0 } }
    guard !rows.isEmpty else { return nil }
    return DataCheck.emptyRows.finding(
      "\(EvidenceText.rows(rows.count)) without any value", rows: rows)
  }

  // MARK: - Same features, another class

  private func conflictingLabels() -> Finding? {
    guard let target = context.target, !target.isRegression, !context.features.isEmpty else {
      return nil
    }
    let codes = target.column.codes
    var groups: [UInt64: [Int]] = [:]
    let sums = RowHash.sums(of: context.features, rowCount: context.rowCount)
    for (row, hash) in sums.enumerated() where codes[row] >= 0 {
      groups[hash, default: []].append(row)
    }
    let rows = groups.values.filter { group in group.contains { codes[$0] != codes[group[0]] } }
      .flatMap { $0 }.sorted()
    let telling = beyondChance(rows, usual: 0.01, among: context.features) { $0 }
    guard !telling.isEmpty else { return nil }
    return DataCheck.conflictingLabels.finding(
      "\(EvidenceText.rows(telling.count)) (\(EvidenceText.percent(telling.count, of: context.rowCount))) with the "
        + "features of another row and a different \(target.column.name)",
      columns: [target.column.name], rows: telling, severity: context.share(telling.count) >= 0.01 ? nil : .info)
  }

  // MARK: - Near copies

  /// Tables with more cells than this are not searched for near copies.
  private static let nearCopyCells = 5_000_000

  /// Rows that differ in one column and share rare values of at least two others.
  private func nearDuplicates() -> Finding? {
    let rare = compared.filter { $0.levels.count * 5 > $0.presentCount }
    guard rare.count >= 2, compared.count >= 4,
      compared.count * context.rowCount <= Self.nearCopyCells
    else {
      return nil
    }
    var rows: Set<Int> = []
    var example: (row: Int, first: Int, column: String)?
    for column in compared where column.name != context.target?.column.name {
      let salt = RowHash.salt(of: column.name)
      let sums = hashes.indices.map { hashes[$0] &- RowHash.term(column.codes[$0], salt) }
      for pair in repeats(in: sums) where column.codes[pair.row] != column.codes[pair.first] {
        let shared = rare.count { $0.name != column.name && $0.isRare($0.codes[pair.row]) }
        guard shared >= 2, rows.insert(pair.row).inserted else { continue }
        if example.map({ pair.row < $0.row }) ?? true {
          example = (pair.row, pair.first, column.name)
        }
      }
    }
    guard let example, context.share(rows.count) >= Self.fewest else { return nil }
    return DataCheck.nearDuplicates.finding(
      "\(EvidenceText.rows(rows.count)) differ from a row above in one column only; \(context.place(example.row)) differs from "
        + "\(context.place(example.first)) in \(example.column)",
      rows: rows.sorted(), severity: context.share(rows.count) >= 0.01 ? nil : .info)
  }
}

extension InspectedColumn {
  /// Few rows have it.
  fileprivate func isRare(_ code: Int32) -> Bool { code >= 0 && counts[Int(code)] <= 3 }
}

/// Sums of one pseudo-random term a cell: equal rows have equal sums, others with near certainty different ones.
enum RowHash {
  /// One a row. O(cells).
  static func sums(of columns: [InspectedColumn], rowCount: Int) -> [UInt64] {
    var sums = [UInt64](repeating: 0, count: rowCount)
    for column in columns {
      let salt = salt(of: column.name)
      for (row, code) in column.codes.enumerated() { sums[row] &+= term(code, salt) }
    }
    return sums
  }

  static func term(_ code: Int32, _ salt: UInt64) -> UInt64 {
    mixed(salt &+ UInt64(bitPattern: Int64(code)))
  }

  /// FNV-1a of the column's name, spread over all bits.
  static func salt(of name: String) -> UInt64 {
    mixed(name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
  }

  /// The output function of SplitMix64 (Steele, Lea and Flood, 2014).
  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
