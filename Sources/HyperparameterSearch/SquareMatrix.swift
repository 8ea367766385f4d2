internal import Glibc

/// A square matrix, row after row.
struct SquareMatrix: Sendable {
  let count: Int
  var elements: [Double]

  init(zeros count: Int) {
    self.count = count
    elements = Array(repeating: 0, count: count * count)
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * count + column] }
    set { elements[row * count + column] = newValue }
  }
}

/// The lower Cholesky factor L of a symmetric positive definite matrix A = L Lᵀ.
struct CholeskyFactor: Sendable {
  private(set) var lower: SquareMatrix
  /// ln |A|.
  let logDeterminant: Double

  /// Reads the lower triangle. nil when the matrix is not positive definite. Cost: count³ / 6.
  init?(_ matrix: SquareMatrix) {
    lower = matrix
    let count = matrix.count
    let isPositive = lower.elements.withUnsafeMutableBufferPointer { a in
      for row in 0..<count {
        for column in 0..<row {
          let rest =
            a[row * count + column] - dot(a.baseAddress! + row * count, a.baseAddress! + column * count, column)
          a[row * count + column] = rest / a[column * count + column]
        }
        let rest = a[row * count + row] - dot(a.baseAddress! + row * count, a.baseAddress! + row * count, row)
        guard rest > 1e-14 else { return false }
        a[row * count + row] = rest.squareRoot()
      }
      return true
    }
    guard isPositive else { return nil }
    logDeterminant = 2 * (0..<count).reduce(0) { [lower] in $0 + log(lower[$1, $1]) }
  }

  /// L⁻¹ b. Cost: count² / 2.
  func forwardSolve(_ b: [Double]) -> [Double] {
    var x = b
    let count = lower.count
    lower.elements.withUnsafeBufferPointer { l in
      x.withUnsafeMutableBufferPointer { x in
        for row in 0..<count {
          let known = dot(l.baseAddress! + row * count, x.baseAddress!, row)
          x[row] = (x[row] - known) / l[row * count + row]
        }
      }
    }
    return x
  }

  /// L⁻ᵀ b. Cost: count² / 2.
  func backwardSolve(_ b: [Double]) -> [Double] {
    var x = b
    let count = lower.count
    lower.elements.withUnsafeBufferPointer { l in
      x.withUnsafeMutableBufferPointer { x in
        for row in stride(from: count - 1, through: 0, by: -1) {
          x[row] /= l[row * count + row]
          let value = x[row]
          for column in 0..<row { x[column] -= value * l[row * count + column] }
        }
      }
    }
    return x
  }

  /// A⁻¹ b.
  func solve(_ b: [Double]) -> [Double] { backwardSolve(forwardSolve(b)) }

  /// The lower triangle of A⁻¹ = L⁻ᵀ L⁻¹, what is above it being 0. Cost: count³ / 3.
  func inverse() -> SquareMatrix {
    let count = lower.count
    // Row j holds column j of L⁻¹, so that every sum runs over neighbours.
    var columns = SquareMatrix(zeros: count)
    var inverse = SquareMatrix(zeros: count)
    columns.elements.withUnsafeMutableBufferPointer { t in
      lower.elements.withUnsafeBufferPointer { l in
        for column in 0..<count {
          let start = t.baseAddress! + column * count
          start[column] = 1 / l[column * count + column]
          for row in (column + 1)..<max(count, column + 1) {
            let sum = dot(l.baseAddress! + row * count + column, start + column, row - column)
            start[row] = -sum / l[row * count + row]
          }
        }
      }
      inverse.elements.withUnsafeMutableBufferPointer { result in
        for row in 0..<count {
          for column in 0...row {
            result[row * count + column] = dot(
              t.baseAddress! + row * count + row, t.baseAddress! + column * count + row, count - row)
          }
        }
      }
    }
    return inverse
  }
}

/// Four running sums, so that no addition waits for the one before.
@inline(__always)
func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
  var index = 0
  while index + 4 <= count {
    first += a[index] * b[index]
    second += a[index + 1] * b[index + 1]
    third += a[index + 2] * b[index + 2]
    fourth += a[index + 3] * b[index + 3]
    index += 4
  }
  while index < count {
    first += a[index] * b[index]
    index += 1
  }
  return (first + second) + (third + fourth)
}
