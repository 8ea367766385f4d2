internal import Glibc
internal import StudyModel

/// A regression's target as learners see it: mean 0, deviation 1, so that penalties mean the same for every unit.
struct RegressionScale {
  var mean = 0.0
  var deviation = 1.0

  init(_ rows: PreparedRows) {
    guard rows.task == .regression else { return }
    mean = rows.priorOutput[0]
    var squares = 0.0
    for (row, value) in rows.numbers.enumerated() { squares += rows.weight(row) * (value - mean) * (value - mean) }
    let deviation = sqrt(squares / rows.totalWeight)
    if deviation > 0, deviation.isFinite { self.deviation = deviation }
  }

  func labels(_ numbers: [Double]) -> [Float] { numbers.map { Float(($0 - mean) / deviation) } }
}
