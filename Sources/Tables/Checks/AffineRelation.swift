/// A column that is, but for few rows, a straight line of another one.
struct AffineRelation: Equatable {
  var slope: Double
  var intercept: Double
  /// Rows where both columns have a number and the line does not hold, ascending.
  var exceptions: [Int]

  var isIdentity: Bool { slope == 1 && intercept == 0 }

  /// The share of rows with both numbers on which the line must hold; also among those that are off the most frequent
  /// value, so that two columns full of zeros are not held for relatives.
  static let neededShare = 0.97
  private static let sampleSize = 64

  /// nil when there is no such line, or too little to tell: fewer than 20 rows off the most frequent value.
  init?(of second: InspectedColumn, from first: InspectedColumn) {
    self.init(of: second.numbers, from: first.numbers, mode: first.distribution.mode?.value)
  }

  init?(of y: [Double], from x: [Double], mode: Double?) {
    guard let mode else { return nil }
    let rows = x.indices.filter { !x[$0].isNaN && !y[$0].isNaN && x[$0] != mode }
    guard rows.count >= 20 else { return nil }
    let sample = (0..<Self.sampleSize).map { rows[$0 * (rows.count - 1) / (Self.sampleSize - 1)] }
    let lines = (0..<8).compactMap { Self.line(sample, x, y, at: $0) }
    guard
      let line = lines.max(by: {
        Self.agreement($0, sample, x, y) < Self.agreement($1, sample, x, y)
      }),
      Self.agreement(line, sample, x, y) * 10 >= 9 * sample.count
    else { return nil }
    (slope, intercept) = line
    let isOff = { (row: Int) in !Self.holds(line, x[row], y[row]) }
    exceptions = x.indices.filter { !x[$0].isNaN && !y[$0].isNaN && isOff($0) }
    let offMode = rows.count(where: isOff)
    guard Double(offMode) <= (1 - Self.neededShare) * Double(rows.count) else { return nil }
    let both = zip(x, y).count { !$0.isNaN && !$1.isNaN }
    guard Double(exceptions.count) <= (1 - Self.neededShare) * Double(both) else { return nil }
  }

  /// Through two of the sample's rows; nil when it is not a slope.
  private static func line(_ sample: [Int], _ x: [Double], _ y: [Double], at turn: Int) -> (
    Double, Double
  )? {
    let a = sample[turn * 5]
    guard let b = sample.dropFirst(turn * 3 + 7).first(where: { x[$0] != x[a] }) else { return nil }
    let slope = rounded((y[b] - y[a]) / (x[b] - x[a]))
    guard slope != 0, slope.isFinite else { return nil }
    return (slope, rounded(y[a] - slope * x[a]))
  }

  /// Nearest number of nine digits, so that the arithmetic's last bits do not show.
  private static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value.magnitude < 1e6 else { return value }
    let result = (value * 1e8).rounded() / 1e8
    return (result - value).magnitude <= 1e-9 * max(1, value.magnitude) ? result : value
  }

  private static func agreement(
    _ line: (Double, Double), _ rows: [Int], _ x: [Double], _ y: [Double]
  ) -> Int {
    rows.count { holds(line, x[$0], y[$0]) }
  }

  private static func holds(_ line: (Double, Double), _ x: Double, _ y: Double) -> Bool {
    (line.0 * x + line.1 - y).magnitude <= 1e-6 * max(y.magnitude, (line.0 * x).magnitude, 1e-6)
  }

  /// When most exceptions are the identity times 10, 100 or 1000 (or the other way round): that factor and their rows.
  func unitFactor(of second: InspectedColumn, from first: InspectedColumn) -> (
    value: Double, rows: [Int]
  )? {
    guard isIdentity, exceptions.count >= 3 else { return nil }
    let (x, y) = (first.numbers, second.numbers)
    for factor in [10, 100, 1000, 0.1, 0.01, 0.001] {
      let rows = exceptions.filter { x[$0] != 0 && Self.holds((factor, 0), x[$0], y[$0]) }
      if rows.count * 2 > exceptions.count { return (factor, rows) }
    }
    return nil
  }
}
