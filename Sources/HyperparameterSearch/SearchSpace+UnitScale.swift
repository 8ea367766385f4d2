internal import Glibc

/// How a domain's values lie on 0…1.
extension SearchSpace.Domain {
  /// The number of values; nil when infinite or more than an `Int` counts.
  var size: Int? {
    switch self {
    case .real(let range, _): range.lowerBound == range.upperBound ? 1 : nil
    case .integer(let range, _): size(of: range)
    case .categorical(let values): values.count
    }
  }

  var middle: ParameterValue { value(atUnit: isCategorical ? 0 : 0.5) }

  var isCategorical: Bool { if case .categorical = self { true } else { false } }

  var isReal: Bool { if case .real = self { true } else { false } }

  /// nil outside the domain.
  func unit(of value: ParameterValue) -> Double? {
    guard let own = self.value(equalTo: value) else { return nil }
    switch self {
    case .real(let range, let isLogarithmic):
      guard range.lowerBound < range.upperBound, let number = own.number else { return 0.5 }
      return Self.share(of: number, from: range.lowerBound, to: range.upperBound, isLogarithmic)
    case .integer(let range, let isLogarithmic):
      guard let number = own.number else { return nil }
      let (low, high) = Self.ends(of: range)
      return Self.share(of: number, from: low, to: high, isLogarithmic)
    case .categorical(let values):
      return values.firstIndex(of: own).map { (Double($0) + 0.5) / Double(values.count) }
    }
  }

  func value(atUnit unit: Double) -> ParameterValue {
    let unit = min(max(unit, 0), 1)
    switch self {
    case .real(let range, let isLogarithmic):
      let number = Self.number(at: unit, from: range.lowerBound, to: range.upperBound, isLogarithmic)
      return .number(min(max(number, range.lowerBound), range.upperBound))
    case .integer(let range, let isLogarithmic):
      let (low, high) = Self.ends(of: range)
      let number = Self.number(at: unit, from: low, to: high, isLogarithmic).rounded()
      let whole = Int(exactly: number) ?? (number < 0 ? range.lowerBound : range.upperBound)
      return .integer(min(max(whole, range.lowerBound), range.upperBound))
    case .categorical(let values):
      return values[min(Int(unit * Double(values.count)), values.count - 1)]
    }
  }

  private func size(of range: ClosedRange<Int>) -> Int? {
    let (width, isTooWide) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    return isTooWide || width == .max ? nil : width + 1
  }

  /// Half a step wider than the values, so that the first and the last have cells as wide as the others.
  private static func ends(of range: ClosedRange<Int>) -> (low: Double, high: Double) {
    (Double(range.lowerBound) - 0.5, Double(range.upperBound) + 0.5)
  }

  private static func share(of number: Double, from low: Double, to high: Double, _ isLogarithmic: Bool) -> Double {
    isLogarithmic ? log(number / low) / log(high / low) : (number - low) / (high - low)
  }

  private static func number(at unit: Double, from low: Double, to high: Double, _ isLogarithmic: Bool) -> Double {
    isLogarithmic ? low * exp(unit * log(high / low)) : low + unit * (high - low)
  }
}
