internal import RunModel
internal import Tables

/// How the values of a column lie in two samples.
enum ValueDistribution {
  private static let binCount = 20
  /// Numbers with no more distinct values are counted one by one.
  private static let mostDistinct = 12
  private static let mostLevels = 12
  private static let longestLevel = 60

  /// nil where the two are of different kinds, or neither has a value.
  static func compare(
    _ reference: ColumnValues, rows: [Int], with current: ColumnValues, rows currentRows: [Int]
  ) -> DriftReport.Distribution? {
    switch (reference, current) {
    case (.numeric(let old), .numeric(let new)), (.date(let old), .date(let new)):
      return numbers(rows.map { old[$0] }, currentRows.map { new[$0] })
    case (.categorical(let old), .categorical(let new)):
      return levels(rows.map { old.text(at: $0) }, currentRows.map { new.text(at: $0) })
    default: return nil
    }
  }

  private static func numbers(_ reference: [Double], _ current: [Double]) -> DriftReport.Distribution? {
    let known = (reference + current).filter(\.isFinite)
    guard !known.isEmpty else { return nil }
    var distinct: Set<Double> = []
    for value in known where distinct.count <= mostDistinct { distinct.insert(value) }
    if distinct.count <= mostDistinct {
      let values = distinct.sorted()
      let names = values.map { $0 == $0.rounded() && $0.magnitude < 1e15 ? "\(Int64($0))" : "\($0)" }
      let count = { (sample: [Double]) in values.map { value in Int64(sample.count { $0 == value }) } }
      return .init(
        bins: .levels(names), reference: count(reference), current: count(current),
        missingReference: missing(reference), missingCurrent: missing(current))
    }
    let bins = EqualBins(covering: known, count: binCount)
    return .init(
      bins: .edges(bins.edges), reference: bins.counts(of: reference.filter(\.isFinite)),
      current: bins.counts(of: current.filter(\.isFinite)), missingReference: missing(reference),
      missingCurrent: missing(current))
  }

  private static func missing(_ values: [Double]) -> Int64 { Int64(values.count { !$0.isFinite }) }

  /// The most frequent in both together, and the others as one.
  private static func levels(_ reference: [String?], _ current: [String?]) -> DriftReport.Distribution? {
    let count = { (sample: [String?]) in
      sample.reduce(into: [String: Int64]()) { counts, level in if let level { counts[level, default: 0] += 1 } }
    }
    let (old, new) = (count(reference), count(current))
    let total = old.merging(new, uniquingKeysWith: +)
    guard !total.isEmpty else { return nil }
    let order = total.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let shown = order.count <= mostLevels ? order : Array(order.prefix(mostLevels - 1))
    let others = order.dropFirst(shown.count)
    let counts = { (known: [String: Int64]) in
      shown.map { known[$0] ?? 0 } + (others.isEmpty ? [] : [others.reduce(0) { $0 + (known[$1] ?? 0) }])
    }
    let names = shown.map { $0.count > longestLevel ? $0.prefix(longestLevel - 1) + "…" : $0 }
    return .init(
      bins: .levels(names + (others.isEmpty ? [] : ["\(others.count) others"])), reference: counts(old),
      current: counts(new), missingReference: Int64(reference.count { $0 == nil }),
      missingCurrent: Int64(current.count { $0 == nil }))
  }
}

extension DriftReport {
  private static let mostDistributions = 300

  /// With the distributions of the features that have moved most alone, so that a line of a run stays below 1 MiB.
  var bounded: DriftReport {
    guard features.count > Self.mostDistributions else { return self }
    var report = self
    let order = features.indices.sorted { (features[$0].value ?? -1, $1) > (features[$1].value ?? -1, $0) }
    for index in order.dropFirst(Self.mostDistributions) { report.features[index].distribution = nil }
    return report
  }
}
