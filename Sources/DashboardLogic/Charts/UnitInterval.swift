extension ClosedRange<Double> {
  /// An axis with air around `values`, but none above 1 where they are all in 0…1: no accuracy and no area under a curve
  /// goes there.
  func endingAtOne(for values: ClosedRange<Double>) -> ClosedRange<Double> {
    guard values.lowerBound >= 0, values.upperBound <= 1, lowerBound < 1, upperBound > 1 else { return self }
    return lowerBound...1
  }
}
