internal import Glibc

/// A positive definite matrix and what linear models need of it; row-major, both halves filled.
struct SymmetricMatrix {
  let order: Int
  var values: [Double]

  init(order: Int) { (self.order, values) = (order, [Double](repeating: 0, count: order * order)) }

  subscript(row: Int, column: Int) -> Double {
    get { values[row * order + column] }
    set { values[row * order + column] = newValue }
  }

  func times(_ vector: [Double]) -> [Double] {
    (0..<order).map { row in (0..<order).reduce(0) { $0 + values[row * order + $1] * vector[$1] } }
  }

  /// The solution of `self × x = right` by Cholesky; nil where the matrix is not positive definite. O(order³).
  func solving(_ right: [Double]) -> [Double]? {
    var lower = values
    var solution = right
    let isDefinite = lower.withUnsafeMutableBufferPointer { lower in
      solution.withUnsafeMutableBufferPointer { Self.solve(lower, $0, order) }
    }
    return isDefinite && solution.allSatisfy(\.isFinite) ? solution : nil
  }

  private static func solve(
    _ lower: UnsafeMutableBufferPointer<Double>, _ x: UnsafeMutableBufferPointer<Double>, _ order: Int
  ) -> Bool {
    for row in 0..<order {
      for column in 0...row {
        var sum = lower[row * order + column]
        for inner in 0..<column { sum -= lower[row * order + inner] * lower[column * order + inner] }
        if row == column {
          guard sum > 0 else { return false }
          lower[row * order + row] = sqrt(sum)
        } else {
          lower[row * order + column] = sum / lower[column * order + column]
        }
      }
    }
    for row in 0..<order {
      for inner in 0..<row { x[row] -= lower[row * order + inner] * x[inner] }
      x[row] /= lower[row * order + row]
    }
    for row in stride(from: order - 1, through: 0, by: -1) {
      for inner in (row + 1)..<max(order, row + 1) { x[row] -= lower[inner * order + row] * x[inner] }
      x[row] /= lower[row * order + row]
    }
    return true
  }
}
