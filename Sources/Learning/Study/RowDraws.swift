internal import Specification
internal import Statistics
internal import StudyModel

/// Draws of judged rows with replacement, for intervals of what a fixed model shows on them. Rows of a group are not
/// independent, nor are those of one time: where there are groups whole groups are drawn, of a temporal split whole
/// stretches of time, as in Carlstein (1986).
struct RowDraws: Sendable {
  /// What each row is drawn together with, and what such units are called.
  typealias Units = (ofRow: [Int], name: String)

  /// Draws of fewer units than this say too little about others.
  static let fewestUnits = 10
  /// Stretches that the rows of a temporal split are cut into.
  static let timeBlocks = 20
  /// Draws cost their number times the rows: of very many rows fewer draws say as much.
  private static let costLimit = 20_000_000

  let count: Int
  /// Places of rows that are drawn together; nil: each row by itself.
  private let members: [[Int]]?
  private let unitName: String
  private let unitCount: Int
  private let bootstrap: Bootstrap

  /// - Parameters:
  ///   - rows: of the data.
  ///   - strata: a code a row, of which every draw has as many rows; nothing where whole units are drawn.
  ///   - count: of draws; nil: a thousand, fewer of very many rows.
  init(_ rows: [Int], in context: StudyContext, strata: [Int]? = nil, count: Int? = nil, seed: UInt64) {
    self.init(
      rowCount: rows.count, units: Self.units(of: rows, in: context), strata: strata, count: count, seed: seed)
  }

  init(rowCount: Int, units: Units? = nil, strata: [Int]? = nil, count: Int? = nil, seed: UInt64) {
    self.count = count ?? min(1000, max(100, Self.costLimit / max(1, rowCount)))
    unitName = units?.name ?? "rows"
    members = units.map { units in
      let places = Dictionary(grouping: units.ofRow.indices) { units.ofRow[$0] }
      return places.keys.sorted().compactMap { places[$0] }
    }
    unitCount = members?.count ?? rowCount
    if members == nil, let strata {
      bootstrap = Bootstrap(stratumOfRow: strata, draws: self.count, seed: seed)
    } else {
      bootstrap = Bootstrap(rowCount: unitCount, draws: self.count, seed: seed)
    }
  }

  var areRowsIndependent: Bool { members == nil }
  private var isEnough: Bool { members == nil || unitCount >= Self.fewestUnits }

  /// Such as `500 draws of 24 groups`.
  var text: String { areRowsIndependent ? "\(count) draws" : "\(count) draws of \(unitCount) \(unitName)" }

  /// How intervals of 95 % came about, a sentence.
  var note: String {
    guard isEnough else { return "Fewer than \(Self.fewestUnits) \(unitName) leave no honest interval." }
    return "Intervals are of 95 %, from \(NumberText.count(count)) bootstrap draws of "
      + "\(NumberText.count(unitCount)) \(unitName)."
  }

  // MARK: Intervals

  /// Bias-corrected and accelerated where that is defined, else percentiles. nil where there are too few units, and where
  /// the draws do not differ: rows that are all right say nothing of how often others are wrong.
  /// - Parameter statistic: of rows by their place, drawn with repetition.
  func interval(level: Double = 0.95, _ statistic: ([Int]) -> Double?) -> ConfidenceInterval? {
    interval(level, ofUnits: { drawn in statistic(places(of: drawn)) })
  }

  /// Of the mean of a value a row; as `interval`, and faster.
  func mean(_ values: [Double], weights: [Double]?) -> Bounds? {
    let weightOfRow = weights ?? [Double](repeating: 1, count: values.count)
    let weightOfUnit = sums(weightOfRow)
    let sumOfUnit = sums(zip(values, weightOfRow).map { $0 * $1 })
    let found = interval(0.95) { drawn in
      var (sum, total) = (0.0, 0.0)
      for unit in drawn {
        sum += sumOfUnit[unit]
        total += weightOfUnit[unit]
      }
      return total > 0 ? sum / total : nil
    }
    return found.map { Bounds(low: $0.low, high: $0.high) }
  }

  /// Of several statistics of the same draws, of 95 %; as many as there are, nil as `interval` and where one is undefined
  /// too often.
  func intervals(_ count: Int, _ statistics: ([Int]) -> [Double?]) -> [ConfidenceInterval?] {
    results(count, ends: .biasCorrected, statistics).map { result in
      result.flatMap { interval($0.bounds, 0.95, "bootstrap, bias-corrected, \(self.count) draws") }
    }
  }

  /// Of errors that chance itself raises, such as calibration errors: what the draws add is taken off again (basic), which
  /// leaves bounds that may lie below the value altogether. The value is then the upper one, as without chance the error is
  /// rather smaller; none is below 0.
  func errorIntervals(_ count: Int, _ statistics: ([Int]) -> [Double?]) -> [ConfidenceInterval?] {
    results(count, ends: .basic, statistics).map { result in
      result.flatMap { result in
        let bounds = Bounds(
          low: max(0, min(result.bounds.low, result.estimate)), high: max(result.bounds.high, result.estimate))
        return interval(bounds, 0.95, "bootstrap, basic, up to the value at least, \(self.count) draws")
      }
    }
  }

  func errorInterval(_ statistic: ([Int]) -> Double?) -> Bounds? {
    errorIntervals(1) { [statistic($0)] }[0].map { Bounds(low: $0.low, high: $0.high) }
  }

  private func results(
    _ count: Int, ends: Bootstrap.Ends, _ statistics: ([Int]) -> [Double?]
  ) -> [Bootstrap.Result?] {
    let found =
      isEnough ? bootstrap.joint(level: 0.95, ends: ends) { drawn in statistics(places(of: drawn)) } : []
    // Without rows there is nothing to draw.
    return found.count == count ? found : [Bootstrap.Result?](repeating: nil, count: count)
  }

  private func places(of drawn: [Int]) -> [Int] { members.map { members in drawn.flatMap { members[$0] } } ?? drawn }

  private func sums(_ values: [Double]) -> [Double] {
    members.map { $0.map { unit in unit.reduce(0) { $0 + values[$1] } } } ?? values
  }

  private func interval(_ level: Double, ofUnits statistic: ([Int]) -> Double?) -> ConfidenceInterval? {
    guard isEnough else { return nil }
    let corrected = bootstrap.accelerated(level: level, jackknifeBlocks: 100, statistic: statistic)
    guard let found = corrected ?? bootstrap.percentile(level: level, statistic: statistic) else { return nil }
    return interval(found.bounds, level, "bootstrap \(corrected == nil ? "percentile" : "BCa"), \(text)")
  }

  private func interval(_ bounds: Bounds, _ level: Double, _ method: String) -> ConfidenceInterval? {
    guard bounds.low < bounds.high else { return nil }
    return ConfidenceInterval(low: bounds.low, high: bounds.high, level: level, method: method)
  }

  // MARK: Units

  /// What a row is drawn together with: its group, of a temporal split its stretch of time; nil: rows by themselves.
  static func units(of rows: [Int], in context: StudyContext) -> Units? {
    if let groups = context.data.groups { return (rows.map { groups[$0] }, "groups") }
    guard context.splits.kind == .temporal, let times = context.data.times else { return nil }
    return (blocks(of: rows.map { times[$0] }), "stretches of time")
  }

  /// A number a row: consecutive stretches of about as many rows; equal times share one.
  static func blocks(of times: [Double], count: Int = timeBlocks) -> [Int] {
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let cuts = (1..<count).map { Splitter.boundary(times.count * $0 / count, in: order, times) }
    var blocks = [Int](repeating: 0, count: times.count)
    var block = 0
    for (place, row) in order.enumerated() {
      while block < cuts.count, place >= cuts[block] { block += 1 }
      blocks[row] = block
    }
    return blocks
  }
}
