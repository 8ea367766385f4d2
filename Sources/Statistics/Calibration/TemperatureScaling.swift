internal import Glibc

/// Class probabilities made sharper or flatter by one number, which keeps each row's order of classes: softmax of
/// slope · ln p. The temperature is 1 / slope: Guo et al. (2017), On Calibration of Modern Neural Networks.
public struct TemperatureScaling: Equatable, Sendable {
  /// Above 0; below 1 it draws the probabilities towards each other.
  public var slope: Double

  /// Probabilities are kept at least this far from 0, so that one wrong certainty does not decide the fit: the
  /// rounding of single precision.
  public static let floor = Double(Float.ulpOfOne)

  /// By maximum likelihood, with Newton's method on the one number.
  /// - Parameter probabilities: row-major, a column a class.
  /// - Returns: nil without rows that count, for a class or probability out of range, and where no finite slope above 0
  ///   is best, as when every row is right already.
  public init?(classes: [Int], classCount: Int, probabilities: [Double], weights: [Double]? = nil) {
    guard classCount > 1, !classes.isEmpty, probabilities.count == classes.count * classCount,
      areWeights(weights, classes.count), classes.allSatisfy({ (0..<classCount).contains($0) }),
      probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    let logs = probabilities.map { log(max($0, Self.floor)) }
    slope = 1
    for _ in 0..<100 {
      guard let step = step(classes, classCount, logs, weights) else { return nil }
      // The loss is convex; a step may still pass 0 or go far where it is nearly flat.
      let next = min(max(slope + step, slope / 4), slope * 4)
      let isDone = abs(next - slope) <= 1e-12 * slope
      slope = next
      if isDone, slope > 1e-6, slope < 1e6 { return }
    }
    return nil
  }

  /// nil where the curvature is gone.
  private func step(_ classes: [Int], _ width: Int, _ logs: [Double], _ weights: [Double]?) -> Double? {
    var (gradient, curvature, total) = (0.0, 0.0, 0.0)
    var shares = [Double](repeating: 0, count: width)
    for (row, actual) in classes.enumerated() {
      let weight = weights?[row] ?? 1
      spread(logs[row * width..<(row + 1) * width], into: &shares)
      var (mean, square) = (0.0, 0.0)
      for column in 0..<width {
        let value = logs[row * width + column]
        mean += shares[column] * value
        square += shares[column] * value * value
      }
      gradient += weight * (logs[row * width + actual] - mean)
      curvature += weight * max(0, square - mean * mean)
      total += weight
    }
    return curvature > 1e-10 * total ? gradient / curvature : nil
  }

  private func spread(_ logs: ArraySlice<Double>, into shares: inout [Double]) {
    let largest = logs.max() ?? 0
    var sum = 0.0
    for (column, value) in logs.enumerated() {
      shares[column] = exp(slope * (value - largest))
      sum += shares[column]
    }
    for column in shares.indices { shares[column] /= sum }
  }

  /// Row-major as given.
  public func scaled(_ probabilities: [Double], classCount: Int) -> [Double] {
    var result: [Double] = []
    result.reserveCapacity(probabilities.count)
    var shares = [Double](repeating: 0, count: classCount)
    for start in stride(from: 0, to: probabilities.count, by: classCount) {
      spread(ArraySlice(probabilities[start..<start + classCount].map { log(max($0, Self.floor)) }), into: &shares)
      result += shares
    }
    return result
  }
}
