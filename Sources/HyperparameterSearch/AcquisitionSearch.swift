internal import Glibc
internal import Statistics

/// Looks for the points of largest expected improvement: many random ones and neighbours of the incumbents, the best of
/// all and of each group of branches then improved by gradient along the numbers and step by step along the rest.
struct AcquisitionSearch {
  let space: CodedSpace
  let model: SearchModel
  /// nil: everywhere.
  let region: TrustRegion?
  var generator: SeededGenerator

  private typealias Scored = (score: Double, point: [Double])
  private static let randomPoints = 400
  private static let incumbents = 5
  private static let neighborsOfEach = 40
  private static let starts = 6

  private var improvement: ExpectedImprovement { ExpectedImprovement(best: model.best) }

  /// Coded points, best first; the caller takes the first that is new. Cost: about a thousand predictions.
  mutating func candidates() -> [[Double]] {
    let pool = sorted(samples())
    let improved = starts(among: pool).map(improve)
    return (improved + pool).sorted { $0.score > $1.score }.map(\.point)
  }

  private mutating func samples() -> [[Double]] {
    var points: [[Double]] = []
    for _ in 0..<Self.randomPoints {
      let point = (0..<space.dimensions).map { _ in generator.unit() }
      points.append(space.snapped(region?.contracted(point, generator: &generator) ?? point))
    }
    let centers = region.map { [$0.center] } ?? Array(model.incumbents.prefix(Self.incumbents))
    for center in centers {
      for _ in 0..<Self.neighborsOfEach { points.append(space.snapped(neighbor(of: center))) }
    }
    return points
  }

  /// One or a few coordinates moved, by a step of any order of size.
  private mutating func neighbor(of center: [Double]) -> [Double] {
    let size = pow(10, -0.5 - 2.5 * generator.unit())
    let share = max(0.3, 1 / Double(space.dimensions))
    var point = center
    for index in point.indices {
      guard point[index] != CodedSpace.absent else {
        point[index] = generator.unit()
        continue
      }
      guard generator.unit() < share, region?.isFixed(index) != true else { continue }
      if space.isCategorical[index] {
        point[index] = generator.unit()
      } else {
        point[index] = min(max(point[index] + size * generator.normal(), 0), 1)
      }
    }
    return region?.clamped(point) ?? point
  }

  private func sorted(_ points: [[Double]]) -> [Scored] {
    points.map { (score($0), $0) }.sorted { $0.0 > $1.0 }
  }

  private func score(_ point: [Double]) -> Double {
    improvement.logarithm(model.process.prediction(at: point))
  }

  /// The best few, and the best of every group that is not among them.
  private func starts(among pool: [Scored]) -> [Scored] {
    var chosen = Array(pool.prefix(Self.starts))
    var groups = Set(chosen.map { space.group(of: $0.point) })
    for entry in pool where chosen.count < 2 * Self.starts && groups.insert(space.group(of: entry.point)).inserted {
      chosen.append(entry)
    }
    return chosen
  }

  private func improve(_ start: Scored) -> Scored {
    var best = start
    for _ in 0..<3 {
      let polished = stepped(polished(best))
      guard polished.score > best.score + 1e-6 else { break }
      let isSettled = !space.isReal.contains(false)
      best = polished
      if isSettled { break }
    }
    return best
  }

  /// Along the numbers, integers taken for real until the end.
  private func polished(_ start: Scored) -> Scored {
    let bounds = region?.bounds ?? start.point.map { _ in 0...1 }
    let minimizer = BoxMinimizer(
      lower: start.point.indices.map { isMovable(start.point, $0) ? bounds[$0].lowerBound : start.point[$0] },
      upper: start.point.indices.map { isMovable(start.point, $0) ? bounds[$0].upperBound : start.point[$0] },
      iterations: 25)
    let found = minimizer.minimize(from: start.point) { point in
      let (prediction, mean, deviation) = model.process.gradients(at: point)
      let value = -improvement.logarithm(prediction)
      guard value.isFinite else { return nil }
      let slopes = improvement.slopes(prediction)
      return (value, zip(mean, deviation).map { -(slopes.mean * $0 + slopes.deviation * $1) })
    }
    guard let point = found.map({ space.snapped($0.point) }) else { return start }
    let end = (score: score(point), point: point)
    return end.score > start.score ? end : start
  }

  private func isMovable(_ point: [Double], _ index: Int) -> Bool {
    !space.isCategorical[index] && !space.switches.contains(index) && point[index] != CodedSpace.absent
  }

  /// To the best neighbouring cell along each integer and category in turn.
  private func stepped(_ start: Scored) -> Scored {
    var best = start
    for index in start.point.indices where !space.isReal[index] && region?.isFixed(index) != true {
      for point in space.neighbors(of: best.point, along: index) {
        let value = score(point)
        if value > best.score { best = (value, point) }
      }
    }
    return best
  }
}
