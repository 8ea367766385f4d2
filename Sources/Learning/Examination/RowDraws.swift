internal import Statistics
internal import StudyModel

/// Draws of judged rows with replacement, for intervals of what a fixed model shows on them. Rows that hang together, of
/// a group or of one stretch of time, are drawn together, as for the scores on the test rows.
struct RowDraws: Sendable {
  /// Places of rows that are drawn together; nil: each row by itself.
  private let members: [[Int]]?
  private let unitName: String
  private let rowCount: Int
  private let draws: Int
  private let seed: UInt64
  private static let level = 0.95
  /// Draws cost their number times the rows: of very many rows fewer draws say as much.
  private static let costLimit = 20_000_000

  /// - Parameter most: draws, where the rows are not very many.
  init(_ rows: [Int], in context: StudyContext, seed: UInt64, most: Int = 1000) {
    self.init(rowCount: rows.count, units: TestInterval.units(of: rows, in: context), seed: seed, most: most)
  }

  /// - Parameter units: what each row is drawn together with, and what such units are called.
  init(rowCount: Int, units: (ofRow: [Int], name: String)? = nil, seed: UInt64, most: Int = 1000) {
    (self.rowCount, self.seed, unitName) = (rowCount, seed, units?.name ?? "rows")
    draws = min(most, max(100, Self.costLimit / max(1, rowCount)))
    members = units.map { units in
      let places = Dictionary(grouping: units.ofRow.indices) { units.ofRow[$0] }
      return places.keys.sorted().compactMap { places[$0] }
    }
  }

  private var unitCount: Int { members?.count ?? rowCount }
  private var isEnough: Bool { members == nil || unitCount >= TestInterval.fewestGroups }

  /// How the intervals came about, a sentence.
  var note: String {
    guard isEnough else { return "Fewer than \(TestInterval.fewestGroups) \(unitName) leave no honest interval." }
    return "Intervals are of 95 %, from \(NumberText.count(draws)) bootstrap draws of "
      + "\(NumberText.count(unitCount)) \(unitName)."
  }

  /// Of the mean of a value a row. nil where there are too few units, or the draws do not differ.
  func mean(_ values: [Double], weights: [Double]?) -> Bounds? {
    guard isEnough else { return nil }
    let weightOfRow = weights ?? [Double](repeating: 1, count: values.count)
    let sumOfRow = zip(values, weightOfRow).map { $0 * $1 }
    let weightOfUnit = members.map { $0.map { unit in unit.reduce(0) { $0 + weightOfRow[$1] } } } ?? weightOfRow
    let sumOfUnit = members.map { $0.map { unit in unit.reduce(0) { $0 + sumOfRow[$1] } } } ?? sumOfRow
    let bootstrap = Bootstrap(rowCount: unitCount, draws: draws, seed: seed)
    func mean(_ drawn: [Int]) -> Double? {
      var (sum, total) = (0.0, 0.0)
      for unit in drawn {
        sum += sumOfUnit[unit]
        total += weightOfUnit[unit]
      }
      return total > 0 ? sum / total : nil
    }
    let found =
      bootstrap.accelerated(level: Self.level, jackknifeBlocks: 100, statistic: mean)
      ?? bootstrap.percentile(level: Self.level, statistic: mean)
    return found.flatMap { $0.bounds.low < $0.bounds.high ? $0.bounds : nil }
  }

  /// Of an error that chance itself raises, such as a calibration error; not below 0.
  /// - Parameter statistic: of rows by their place, drawn with repetition.
  func basic(_ statistic: ([Int]) -> Double?) -> Bounds? {
    guard isEnough else { return nil }
    let bootstrap = Bootstrap(rowCount: unitCount, draws: draws, seed: seed)
    let found = bootstrap.basic(level: Self.level) { drawn in
      statistic(members.map { members in drawn.flatMap { members[$0] } } ?? drawn)
    }
    return found.map { Bounds(low: max(0, $0.bounds.low), high: max(0, $0.bounds.high)) }
  }
}
