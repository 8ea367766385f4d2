internal import JSONText
internal import RunModel

extension RunFormat {
  /// Tables of metrics with a header, one row a step; see `docs/formats/csv.md`.
  static let csv = RunFormat(
    name: "csv", claims: CSVIdentification.claims, makeDecoder: { _ in CSVDecoder() })
}

/// Decodes rows of comma-, semicolon- or tab-separated values under one header.
struct CSVDecoder: TextDecoder {
  /// Longer rows are damage.
  static let maximumRowLength = 1 << 20

  private struct Column: Sendable {
    var name: String
    var isWallTime: Bool
    /// Index in the batch; -1 until the first point.
    var metric: Int32 = -1
  }

  private var delimiter: UInt8 = UInt8(ascii: ",")
  /// Empty until the header has been read.
  private var columns: [Column] = []
  /// Columns that may be the step, best first; one that holds something else than whole numbers leaves.
  private var stepColumns: [Int] = []
  /// Columns that may be the wall time, best first.
  private var wallTimeColumns: [Int] = []
  private var row = CSVRow()
  private var ordinal: Int64 = 0
  private var newestStep: Int64?
  private var isSkippingLine = false

  init() {}

  mutating func decodeText(
    _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, at byteOffset: Int64, into batch: inout RecordBatch
  ) -> Int {
    var at = start
    while at < end {
      if isSkippingLine {
        guard let newline = ByteSearch.first(0x0A, in: base, from: at, to: end) else { return end }
        isSkippingLine = false
        at = newline + 1
        continue
      }
      if columns.isEmpty { delimiter = CSVRow.delimiter(base, from: at, to: end) }
      // A quote that never ends must not swallow the file, nor be searched for again and again.
      let limit = min(end, at + CSVDecoder.maximumRowLength)
      if let rowEnd = row.split(base, from: at, to: limit, delimiter: delimiter) {
        if !row.isBlank(base) { decodeRow(base, at: byteOffset + Int64(at), into: &batch) }
        at = rowEnd
      } else if limit - at == CSVDecoder.maximumRowLength {
        batch.append(damageAt: byteOffset + Int64(at), "the row is longer than 1 MiB")
        isSkippingLine = true
      } else {
        return at
      }
    }
    return at
  }

  private mutating func decodeRow(_ base: UnsafePointer<UInt8>, at offset: Int64, into batch: inout RecordBatch) {
    guard !columns.isEmpty else { return readHeader(base) }
    guard row.fields.count == columns.count else {
      return batch.append(
        damageAt: offset, "the row has \(row.fields.count) cells, the header \(columns.count)")
    }
    let step = self.step(base)
    if step.column == nil && isHeader(base) { return readHeader(base) }
    let wallTime = self.wallTime(base)
    let count = batch.points.count
    for index in columns.indices where index != step.column {
      let field = row.fields[index]
      if field.start == field.end { continue }
      guard let number = NumericText.number(base, from: field.start, to: field.end) else {
        noteText(base, in: index, at: offset, &batch)
        continue
      }
      if columns[index].isWallTime && AxisKeys.plausibleWallTime(number.double) != nil { continue }
      if columns[index].metric < 0 { columns[index].metric = batch.index(of: MetricName(columns[index].name)) }
      batch.points.append(
        metric: columns[index].metric, step: step.value, wallTime: wallTime, value: number.double)
    }
    newestStep = step.value
    if batch.points.count > count { ordinal += 1 }
  }

  /// A column of words is none of numbers; in one that has held numbers a word is damage, unless it says that there is
  /// none.
  private func noteText(
    _ base: UnsafePointer<UInt8>, in column: Int, at offset: Int64, _ batch: inout RecordBatch
  ) {
    guard columns[column].metric >= 0 else { return }
    let text = row.text(base, row.fields[column])
    guard !CSVDecoder.missingValues.contains(AxisKeys.trimmed(text).lowercased()) else { return }
    let shown = text.count > 20 ? "\(text.prefix(20))…" : text
    batch.append(damageAt: offset, "\"\(shown)\" in column \(columns[column].name) is not a number")
  }

  /// What programs write where there is no value.
  private static let missingValues: Set<String> = ["", "na", "n/a", "<na>", "null", "none", "nil", "-", "--", ".", "?"]

  /// The row's step and the column it came from. A blank step is that of the row before it; without any step column
  /// the rows are counted.
  private mutating func step(_ base: UnsafePointer<UInt8>) -> (value: Int64, column: Int?) {
    while let column = stepColumns.first {
      let field = row.fields[column]
      guard let number = NumericText.number(base, from: field.start, to: field.end), number.double.isFinite else {
        return (newestStep ?? ordinal, nil)
      }
      if let whole = number.wholeValue { return (whole, column) }
      stepColumns.removeFirst()
    }
    return (ordinal, nil)
  }

  private func wallTime(_ base: UnsafePointer<UInt8>) -> Double {
    for column in wallTimeColumns {
      let field = row.fields[column]
      if let number = NumericText.number(base, from: field.start, to: field.end),
        let plausible = AxisKeys.plausibleWallTime(number.double)
      {
        return plausible
      }
    }
    return .nan
  }

  /// Whether the row repeats a header: its step column holds that column's name.
  private func isHeader(_ base: UnsafePointer<UInt8>) -> Bool {
    guard let column = stepColumns.first else { return false }
    return row.text(base, row.fields[column]) == columns[column].name
  }

  private mutating func readHeader(_ base: UnsafePointer<UInt8>) {
    let names = row.fields.map { row.text(base, $0) }
    let roles = names.map { AxisKeys.role(of: $0) }
    columns = zip(names, roles).map { name, role in
      if case .wallTime = role { return Column(name: name, isWallTime: true) }
      return Column(name: name, isWallTime: false)
    }
    stepColumns = CSVDecoder.ranked(roles) { if case .step(let rank) = $0 { rank } else { nil } }
    wallTimeColumns = CSVDecoder.ranked(roles) { if case .wallTime(let rank) = $0 { rank } else { nil } }
  }

  private static func ranked(_ roles: [AxisKeys.Role], rank: (AxisKeys.Role) -> Int?) -> [Int] {
    roles.enumerated().compactMap { index, role in rank(role).map { (rank: $0, index: index) } }
      .sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.index)
  }
}

/// What makes a table a log of metrics, and not a data set.
enum CSVIdentification {
  private static let wellKnownNames: Set<String> = ["progress.csv", "results.csv", "metrics.csv", "summary.csv"]

  static func claims(fileName: String, prefix: ArraySlice<UInt8>) -> Bool {
    let name = fileName.lowercased()
    guard [".csv", ".tsv", ".log", ".txt"].contains(where: { name.hasSuffix($0) }) else { return false }
    return ByteOrderMark.dropped(from: prefix).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return false }
      return isLog(base, count: bytes.count, isWellKnown: wellKnownNames.contains(name))
    }
  }

  private static func isLog(_ base: UnsafePointer<UInt8>, count: Int, isWellKnown: Bool) -> Bool {
    let delimiter = CSVRow.delimiter(base, from: 0, to: count)
    var row = CSVRow()
    guard let end = row.split(base, from: 0, to: count, delimiter: delimiter), row.fields.count > 1 else {
      return false
    }
    let columnCount = row.fields.count
    let names = row.fields.map { row.text(base, $0) }
    let hasStep = names.contains { if case .step = AxisKeys.role(of: $0) { true } else { false } }
    let isAllText = row.fields.allSatisfy { NumericText.number(base, from: $0.start, to: $0.end) == nil }
    guard isAllText && (hasStep || isWellKnown) else { return false }
    // A first row that is not whole yet says nothing against it.
    guard row.split(base, from: end, to: count, delimiter: delimiter) != nil else { return true }
    let filled = row.fields.filter { $0.start < $0.end && row.text(base, $0) != "NA" }
    let numeric = filled.filter { NumericText.number(base, from: $0.start, to: $0.end) != nil }
    // A ragged first row is damage in a log that is known by its name; elsewhere it says that this is no log.
    return (row.fields.count == columnCount || isWellKnown) && !numeric.isEmpty && numeric.count * 2 > filled.count
  }
}
