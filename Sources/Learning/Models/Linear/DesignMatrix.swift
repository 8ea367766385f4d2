/// Encoded rows as doubles, column after column, with a last column of ones for the intercept.
struct DesignMatrix {
  let rowCount: Int
  /// The columns and the intercept's.
  let order: Int
  /// Rows a column takes: a multiple of four, the rest 0.
  private let stride: Int
  private let values: [Double]

  init(_ rows: EncodedRows) {
    (rowCount, order) = (rows.rowCount, rows.width + 1)
    let stride = (rows.rowCount + 3) / 4 * 4
    var values = [Double](repeating: 0, count: stride * (rows.width + 1))
    rows.values.withUnsafeBufferPointer { source in
      values.withUnsafeMutableBufferPointer { target in
        for row in 0..<rows.rowCount {
          for column in 0..<rows.width { target[column * stride + row] = Double(source[row * rows.width + column]) }
          target[rows.width * stride + row] = 1
        }
      }
    }
    (self.stride, self.values) = (stride, values)
  }

  /// `X × coefficients`, one a row.
  func times(_ coefficients: ArraySlice<Double>) -> [Double] {
    var result = [Double](repeating: 0, count: rowCount)
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        for (column, coefficient) in coefficients.enumerated() where coefficient != 0 {
          let start = column * stride
          for row in 0..<rowCount { result[row] += coefficient * values[start + row] }
        }
      }
    }
    return result
  }

  /// `Xᵀ × residuals`, one a column.
  func transposedTimes(_ residuals: [Double]) -> [Double] {
    let padded = residuals + [Double](repeating: 0, count: stride - rowCount)
    return values.withUnsafeBufferPointer { values in
      padded.withUnsafeBufferPointer { padded in
        (0..<order).map { Self.dot(values.baseAddress! + $0 * stride, padded.baseAddress!, stride) }
      }
    }
  }

  /// Sum of squares of each column.
  var diagonal: [Double] {
    values.withUnsafeBufferPointer { values in
      (0..<order).map { Self.dot(values.baseAddress! + $0 * stride, values.baseAddress! + $0 * stride, stride) }
    }
  }

  private static func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
    var sum = SIMD4<Double>.zero
    for index in Swift.stride(from: 0, to: count, by: 4) { sum += load(a + index) * load(b + index) }
    return sum.sum()
  }

  @inline(__always)
  private static func load(_ pointer: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Double>.self)
  }

  /// `Xᵀ × diag(weights) × X`. O(rows × order²), by tiles of 2 × 2 columns over rows that fit the cache.
  func gram(_ weights: [Double]) -> SymmetricMatrix {
    var result = SymmetricMatrix(order: order)
    let chunk = 256
    var scaled = [Double](repeating: 0, count: chunk * order)
    let padded = weights + [Double](repeating: 0, count: stride - rowCount)
    for start in Swift.stride(from: 0, to: stride, by: chunk) {
      let count = min(chunk, stride - start)
      values.withUnsafeBufferPointer { values in
        scaled.withUnsafeMutableBufferPointer { scaled in
          padded.withUnsafeBufferPointer { padded in
            for column in 0..<order {
              let (from, to) = (column * stride + start, column * chunk)
              for row in 0..<count { scaled[to + row] = values[from + row] * padded[start + row] }
            }
          }
          result.values.withUnsafeMutableBufferPointer { sums in
            addProducts(values.baseAddress! + start, scaled.baseAddress!, chunk: chunk, count: count, sums)
          }
        }
      }
    }
    for row in 0..<order { for column in 0..<row { result[column, row] = result[row, column] } }
    return result
  }

  private func addProducts(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, chunk: Int, count: Int,
    _ sums: UnsafeMutableBufferPointer<Double>
  ) {
    for row in Swift.stride(from: 0, to: order, by: 2) {
      let (a, b) = (left + row * stride, left + min(row + 1, order - 1) * stride)
      for column in Swift.stride(from: 0, through: min(row + 1, order - 1), by: 2) {
        let (c, d) = (right + column * chunk, right + min(column + 1, order - 1) * chunk)
        var (ac, ad, bc, bd) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        for index in Swift.stride(from: 0, to: count, by: 4) {
          let (va, vb) = (Self.load(a + index), Self.load(b + index))
          let (vc, vd) = (Self.load(c + index), Self.load(d + index))
          ac += va * vc
          ad += va * vd
          bc += vb * vc
          bd += vb * vd
        }
        sums[row * order + column] += ac.sum()
        if column + 1 < order { sums[row * order + column + 1] += ad.sum() }
        if row + 1 < order {
          sums[(row + 1) * order + column] += bc.sum()
          if column + 1 < order { sums[(row + 1) * order + column + 1] += bd.sum() }
        }
      }
    }
  }
}
