import Glibc

/// How values stand along an axis.
public enum ValueScaleKind: String, CaseIterable, Codable, Sendable {
  case linear, log, symlog

  public var next: ValueScaleKind {
    switch self {
    case .linear: .log
    case .log: .symlog
    case .symlog: .linear
    }
  }
}

/// A function that makes the values of an axis stand at equal distances, and its inverse.
public struct ValueTransform: Equatable, Sendable {
  public var kind: ValueScaleKind
  /// Of `symlog`: below this magnitude the axis is about linear. Above 0.
  public var linearBelow: Double

  public init(_ kind: ValueScaleKind, linearBelow: Double = 1) {
    (self.kind, self.linearBelow) = (kind, linearBelow)
  }

  public static let linear = ValueTransform(.linear)

  /// Ascending. `log` of what is not above 0 is `-∞`; `symlog` is `sign(x)·log₁₀(1 + |x| / linearBelow)`.
  public func forward(_ value: Double) -> Double {
    switch kind {
    case .linear: value
    case .log: value > 0 ? log10(value) : -.infinity
    case .symlog: value < 0 ? -magnitude(-value) : magnitude(value)
    }
  }

  private func magnitude(_ value: Double) -> Double {
    let ratio = value / linearBelow
    return ratio < 1e15 ? log1p(ratio) / M_LN10 : log10(value) - log10(linearBelow)
  }

  public func inverse(_ place: Double) -> Double {
    switch kind {
    case .linear: place
    case .log: pow(10, place)
    case .symlog: (place < 0 ? -1 : 1) * magnitude(at: place.magnitude)
    }
  }

  private func magnitude(at place: Double) -> Double {
    place < 15 ? expm1(place * M_LN10) * linearBelow : pow(10, place + log10(linearBelow))
  }
}

/// Puts values of a range onto whole places `0..<places`, 0 at the lower end. Safe for any finite range.
public struct ValueScale: Sendable {
  public let range: ClosedRange<Double>
  public let places: Int
  public let transform: ValueTransform
  /// The ends as the transform sees them, halved where they are linear: the difference of two huge ends of opposite
  /// sign is not finite.
  private let low, span: Double

  /// - Parameter range: above 0 where the transform is `log`.
  public init(_ range: ClosedRange<Double>, places: Int, transform: ValueTransform = .linear) {
    (self.range, self.places, self.transform) = (range, places, transform)
    low = transform.forward(range.lowerBound) / 2
    span = transform.forward(range.upperBound) / 2 - low
  }

  /// Where a value stands between the ends, 0…1; values beyond an end, and NaN, stand at one. 0 on a range of one value.
  public func share(_ value: Double) -> Double {
    guard span > 0 else { return 0 }
    let share = (transform.forward(value) / 2 - low) / span
    return share > 0 ? Swift.min(share, 1) : 0
  }

  /// Whether two values lie beyond the same end: nothing between them is on view.
  public func isBeyond(_ a: Double, _ b: Double) -> Bool {
    Swift.max(a, b) < range.lowerBound || Swift.min(a, b) > range.upperBound
  }

  /// The nearest place; values beyond the ends, and NaN, are put at an end.
  public func place(_ value: Double) -> Int {
    places > 1 ? Int((share(value) * Double(places - 1)).rounded()) : 0
  }

  /// The value in the middle of a place.
  public func value(at place: Int) -> Double {
    guard places > 1, span > 0 else { return range.lowerBound }
    let value = transform.inverse(2 * (low + span * Double(place) / Double(places - 1)))
    return Swift.min(Swift.max(value, range.lowerBound), range.upperBound)
  }
}
