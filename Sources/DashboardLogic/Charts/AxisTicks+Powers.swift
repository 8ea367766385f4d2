import Glibc

/// Ticks of logarithmic and symmetrically logarithmic axes, by decades.
extension AxisTicks {
  /// Sets of ticks for an axis, the finest first: what a layout tries until the labels have room. Never empty; the
  /// last has one or two ticks.
  ///
  /// - Parameters:
  ///   - range: above 0 where the transform is `log`.
  ///   - limit: the most ticks that could have room.
  static func candidates(_ range: ClosedRange<Double>, _ transform: ValueTransform, limit: Int) -> [AxisTicks] {
    var sets: [AxisTicks] = []
    switch transform.kind {
    case .linear: break
    case .log: sets = powers(range, limit: limit)
    case .symlog: sets = symmetricPowers(range, linearBelow: transform.linearBelow, limit: limit)
    }
    sets = sets.filter { $0.ticks.count >= 2 }
    // Less than a decade: round values like those of a linear axis.
    if sets.isEmpty { sets = linear(range, limit: limit) }
    return sets + [ends(range, limit: 2), ends(range, limit: 1)]
  }

  /// The 1-2-5 grids with at most `limit` points, the finest first; then, for an axis too short for all their points on
  /// which the next coarser grid has a single one, every second point of those, that of the axis' end where it has one,
  /// else those with round values.
  private static func linear(_ range: ClosedRange<Double>, limit: Int) -> [AxisTicks] {
    let grids = grids(range, limit: Swift.max(limit, 2), smallestPower: -340)
    let all = grids.map { AxisTicks(ticks: labelled($0)) }
    let odd = all.filter { $0.ticks.count % 2 == 1 }.map { $0.every(2) }
    let even = zip(grids, all).map { grid, all in
      AxisTicks(ticks: zip(grid.multiples, all.ticks).filter { $0.0.isMultiple(of: 2) }.map(\.1))
    }
    return (all + odd + even).filter { $0.ticks.count >= 2 }
  }

  /// 1, 2 and 5 times the powers of ten, the powers of ten, every second one, every third, fifth, tenth…
  private static func powers(_ range: ClosedRange<Double>, limit: Int) -> [AxisTicks] {
    let first = Int((log10(range.lowerBound) - 1e-9).rounded(.up))
    let last = Int((log10(range.upperBound) + 1e-9).rounded(.down))
    var sets: [AxisTicks] = []
    if last - first < limit {
      let values = (first - 1...Swift.max(last, first) + 1).flatMap { power in [1, 2, 5].map { ($0, power) } }
      sets.append(AxisTicks(ticks: values.map(tick).filter { range.contains($0.value) }))
    }
    guard first <= last else { return sets }
    for stride in strides(count: last - first + 1, limit: limit) {
      let multiples = Swift.stride(from: first, through: last, by: 1).filter { $0 % stride == 0 }
      sets.append(AxisTicks(ticks: multiples.map { tick(1, $0) }.filter { $0.value > 0 && $0.value.isFinite }))
    }
    return sets
  }

  /// 0, and the powers of ten on both sides down to where the axis becomes linear.
  private static func symmetricPowers(
    _ range: ClosedRange<Double>, linearBelow: Double, limit: Int
  ) -> [AxisTicks] {
    let largest = Swift.max(range.lowerBound.magnitude, range.upperBound.magnitude)
    let first = Int(log10(linearBelow).rounded())
    let last = Int((log10(largest) + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return strides(count: 2 * (last - first) + 3, limit: limit).map { stride in
      let powers = Swift.stride(from: last, through: first, by: -stride).reversed().map { $0 }
      let positive = powers.map { tick(1, $0) }
      let negative = powers.reversed().map { tick(-1, $0) }
      let ticks = negative + [Tick(value: 0, label: "0")] + positive
      return AxisTicks(ticks: ticks.filter { range.contains($0.value) })
    }
  }

  /// Distances that leave at most `limit` of `count`, growing.
  private static func strides(count: Int, limit: Int) -> [Int] {
    [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300].filter { $0 == 300 || count / $0 <= Swift.max(limit, 2) }
  }

  /// `mantissa × 10^power`: `0.02`, `1`, `50`, `2k`, `1M`, beyond those `1e-6`, `5e12`.
  private static func tick(_ mantissa: Int, _ power: Int) -> Tick {
    let value = Double("\(mantissa)e\(power)") ?? 0
    if (-3...2).contains(power) {
      return Tick(
        value: value, label: DecimalDigits(Int128(mantissa), power: power).plain(decimals: Swift.max(-power, 0)))
    }
    guard (3...11).contains(power) else { return Tick(value: value, label: "\(mantissa)e\(power)") }
    let digits = DecimalDigits(Int128(mantissa), power: power % 3)
    return Tick(value: value, label: digits.plain(decimals: 0) + ["", "k", "M", "G"][power / 3])
  }
}
