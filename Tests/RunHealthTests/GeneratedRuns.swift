import Glibc
import RunModel

/// Training curves as they are made by real causes, from a seed. Not copies of anything recorded.
struct GeneratedRun {
  var metrics: [(name: MetricName, values: [Double])]

  /// As the watcher would show it, or its first `length` values.
  func snapshot(first length: Int = .max, secondsAStep: Double? = nil, state: RunState? = nil) -> RunSnapshot {
    var run = RunSnapshot(id: "run", name: "run", path: "/runs/run")
    run.state = state
    run.metrics = metrics.map { name, values in
      var series = MetricSeries()
      for (step, value) in values.prefix(length).enumerated() {
        series.record(step: Step(Int64(step)), wallTime: secondsAStep.map { Double(step) * $0 } ?? .nan, value: value)
      }
      return RunSnapshot.Metric(name: name, series: series)
    }
    return run
  }

  var length: Int { metrics.map(\.values.count).max() ?? 0 }
}

/// SplitMix64, and what is drawn from it.
struct Draws {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }

  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// Standard normal.
  mutating func normal() -> Double { (-2 * log(1 - uniform())).squareRoot() * cos(2 * .pi * uniform()) }
}

extension GeneratedRun {
  /// A classifier that learns: the loss falls from ln(classes) by a power or an exponential, after a short warm-up, to a
  /// floor; the validation loss falls to a higher one and creeps up a little.
  static func healthy(_ seed: Int, length: Int = 80, isNoisy: Bool = false) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let chance = log(draws.uniform(2...200).rounded())
    let warmUp = draws.uniform(0...0.08) * Double(length)
    let pace = draws.uniform(4...25) / Double(length)
    let isPower = draws.uniform() < 0.5
    let (floor, other) = (draws.uniform(0...0.05) * chance, draws.uniform(0.05...0.4) * chance)
    let creep = draws.uniform(0...0.03) * chance / Double(length)
    let noise = isNoisy ? draws.uniform(0.03...0.1) : draws.uniform(0...0.02)
    func level(_ step: Double, above floor: Double) -> Double {
      let time = max(0, step - warmUp) * pace
      return floor + (chance - floor) * (isPower ? pow(1 + time, -1.2) : exp(-time))
    }
    let training = (0..<length).map { level(Double($0) + 0.5, above: floor) * (1 + noise * draws.normal()) }
    let validation = (0..<length).map { step in
      (level(Double(step) + 1, above: other) + creep * Double(step)) * (1 + 0.5 * noise * draws.normal())
    }
    let gradient = training.map { 0.1 + $0 * exp(0.2 * draws.normal()) }
    return GeneratedRun(metrics: [("train/loss", training), ("val/loss", validation), ("grad_norm", gradient)])
  }

  /// One loss logged at every step, with the noise of small batches.
  static func healthyByStep(_ seed: Int, length: Int = 1_500) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let (chance, pace) = (log(draws.uniform(10...50_000)), draws.uniform(4...12) / Double(length))
    let (floor, noise) = (draws.uniform(0.05...0.6), draws.uniform(0.01...0.08))
    let values = (0..<length).map { step in
      let level = chance * (floor + (1 - floor) * pow(1 + 3 * pace * Double(step), -1))
      return level * (1 + noise * draws.normal())
    }
    return GeneratedRun(metrics: [("loss", values)])
  }

  static func diverging(_ seed: Int) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let (start, growth) = (draws.uniform(0.3...3), draws.uniform(0.08...0.3))
    let values = (0..<60).map { step in
      let falling = start * (0.7 + 0.3 * exp(-Double(step) / 3))
      return (falling + 0.02 * start * exp(growth * Double(step))) * (1 + 0.01 * draws.normal())
    }
    return GeneratedRun(metrics: [("train_loss", values), ("val_loss", values.map { $0 * 1.05 })])
  }

  /// Falls for a while, then is NaN for good.
  static func broken(_ seed: Int) -> GeneratedRun {
    var run = healthy(seed)
    let from = 5 + seed % 40
    run.metrics = run.metrics.map { name, values in
      (name, values.enumerated().map { $0.offset < from ? $0.element : .nan })
    }
    return run
  }

  /// Learns nothing, as with a learning rate of next to nothing or with dead units.
  static func plateau(_ seed: Int, gradientAtEnd: Double = 1) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let (chance, noise) = (log(draws.uniform(2...100).rounded()), draws.uniform(0...0.004))
    func flat() -> [Double] { (0..<60).map { _ in chance * (1 + noise * draws.normal()) } }
    let (training, validation) = (flat(), flat())
    let gradient = (0..<60).map { 0.5 * pow(gradientAtEnd, Double($0) / 59) * exp(0.05 * draws.normal()) }
    return GeneratedRun(metrics: [("train/loss", training), ("val/loss", validation), ("grad_norm", gradient)])
  }

  /// Learns for some epochs; one bad step kills the units, and chance is what remains.
  static func collapse(_ seed: Int) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let chance = log(draws.uniform(3...100).rounded())
    let blow = 2 + seed % 10
    func curve() -> [Double] {
      (0..<60).map { step in
        if step == blow { return chance * draws.uniform(1.3...6) }
        let level = step < blow ? chance * exp(-0.2 * Double(step) - 0.1) : chance
        return level * (1 + 0.004 * draws.normal())
      }
    }
    return GeneratedRun(metrics: [("train/loss", curve()), ("val/loss", curve())])
  }

  /// Rows are learnt by heart: the validation loss turns at a third of the way.
  static func overfitting(_ seed: Int) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let (chance, length) = (log(draws.uniform(2...100).rounded()), 80)
    let (turn, rise) = (draws.uniform(10...30), draws.uniform(0.4...1.5))
    let training = (0..<length).map { chance * exp(-Double($0) / turn * 1.5) * (1 + 0.02 * draws.normal()) }
    let validation = (0..<length).map { step in
      let late = max(0, Double(step) - turn) / Double(length)
      return chance * (0.35 + 0.65 * exp(-Double(step) / turn * 2.5) + rise * late) * (1 + 0.02 * draws.normal())
    }
    return GeneratedRun(metrics: [("loss", training), ("val_loss", validation)])
  }

  /// Labels that mean nothing: the training loss falls, the validation loss only ever rises.
  static func shuffled(_ seed: Int) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let chance = log(draws.uniform(3...100).rounded())
    let rise = draws.uniform(0...2)
    let training = (0..<80).map { chance / (1 + exp((Double($0) - 40) / 8)) * (1 + 0.01 * draws.normal()) }
    let validation = (0..<80).map { step in
      chance * (1 + rise * Double(step) / 80) * (1 + 0.01 * draws.normal())
    }
    return GeneratedRun(metrics: [("train/loss", training), ("validation/loss", validation)])
  }

  /// Too large a learning rate: the loss is thrown back every few epochs.
  static func oscillating(_ seed: Int) -> GeneratedRun {
    var draws = Draws(seed: seed)
    let (start, period) = (log(draws.uniform(3...100).rounded()), draws.uniform(3...7))
    func curve() -> [Double] {
      var swing = 0.0
      return (0..<60).map { step in
        swing = draws.uniform() < 1 / period ? draws.uniform(0.15...0.5) : swing * 0.5
        return start * (0.05 + 0.95 * exp(-Double(step) / 2) + (step < 3 ? 0 : swing))
      }
    }
    return GeneratedRun(metrics: [("train/loss", curve()), ("val/loss", curve())])
  }
}
