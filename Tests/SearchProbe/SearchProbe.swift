import Glibc
import HyperparameterSearch

/// A program for the benchmark of the search: minimises one synthetic function with one seed after the other and prints
/// the best value of each as JSON.
///
///     search-probe FUNCTION BUDGET FIRST_SEED SEEDS
@main
struct SearchProbe {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let numbers = arguments.dropFirst().compactMap { Int($0) }
    guard let function = arguments.first.flatMap(SyntheticFunction.named), numbers.count == 3 else {
      let names = SyntheticFunction.all.map(\.name).joined(separator: " ")
      print("usage: search-probe FUNCTION BUDGET FIRST_SEED SEEDS\nfunctions: \(names)")
      exit(64)
    }
    let clock = ContinuousClock()
    let start = clock.now
    let best = (numbers[1]..<(numbers[1] + numbers[2])).map { seed in
      minimum(of: function, budget: numbers[0], seed: UInt64(seed))
    }
    let elapsed = (clock.now - start).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    print(
      #"{"function": "\#(function.name)", "budget": \#(numbers[0]), "best": \#(best), "seconds": \#(seconds)}"#)
  }

  /// The true value at the trial with the lowest measured one.
  private static func minimum(of function: SyntheticFunction, budget: Int, seed: UInt64) -> Double {
    let searcher = Searcher(space: function.space, isMaximized: false, budget: budget, seed: seed)
    var history: [Observation] = []
    var noise = NoiseSource(seed: seed)
    while history.count < budget, let next = searcher.suggestions(count: 1, after: history).first {
      let value = function.value(next.assignment) + function.noise * noise.next()
      history.append(Observation(next.assignment, value: value))
    }
    let best = history.min { ($0.value ?? .infinity) < ($1.value ?? .infinity) }
    return best.map { function.value($0.assignment) } ?? .nan
  }
}

/// Roughly normal numbers from a multiplicative congruential generator: the noise of a trial.
struct NoiseSource {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

  /// Mean 0, variance 1: the sum of twelve uniform numbers.
  mutating func next() -> Double {
    (0..<12).reduce(-6) { sum, _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return sum + Double(state >> 11) * 0x1p-53
    }
  }
}
