internal import Glibc
internal import StudyModel

/// What learners minimise where they choose among their own variants.
enum TrainingLoss {
  /// Log loss of the row's class, probabilities bounded below by 10⁻¹⁵, or the squared error.
  static func of(_ rows: PreparedRows, row: Int, output: [Double]) -> Double {
    of(rows, row: row) { output[$0] }
  }

  static func of(_ rows: PreparedRows, row: Int, output: (Int) -> Double) -> Double {
    switch rows.task {
    case .regression: (output(0) - rows.numbers[row]) * (output(0) - rows.numbers[row])
    case .binary: -log(max(rows.classes[row] == 1 ? output(0) : 1 - output(0), 1e-15))
    case .multiclass: -log(max(output(rows.classes[row]), 1e-15))
    }
  }
}
