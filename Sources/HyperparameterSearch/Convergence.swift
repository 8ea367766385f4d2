internal import Glibc

/// Says when tuning has become noise.
public enum Convergence {
  public struct Verdict: Equatable, Sendable {
    /// Whether the last trials gained no more than one trial's value is uncertain by.
    public var isNoise: Bool
    /// The number of trials after which 99 % of the way from the first success to the best was done; nil without one.
    public var trialsToNinetyNinePercent: Int?
    public var sentence: String
  }

  /// Fewer trials than this after the first ones say nothing.
  static let shortestWindow = 10

  /// Compares the gain of the best value over the last third of the trials, but at least ten, with the median standard
  /// error of the successful ones. Pruned trials count as trials and not as a best value. Where no standard error is
  /// known only a gain of nothing at all is noise. Never noise before twenty trials.
  public static func verdict(history: [Observation], isMaximized: Bool) -> Verdict {
    let losses = history.map { observation -> Double? in
      guard !observation.isPruned, let value = observation.finiteValue else { return nil }
      return isMaximized ? -value : value
    }
    guard let best = losses.compactMap(\.self).min() else {
      return Verdict(isNoise: false, trialsToNinetyNinePercent: nil, sentence: "No trial gave a value.")
    }
    let progress = trials(losses, to: best)
    let window = max(history.count / 3, shortestWindow)
    guard history.count >= 2 * shortestWindow,
      let before = losses.dropLast(window).compactMap(\.self).min()
    else {
      return Verdict(
        isNoise: false, trialsToNinetyNinePercent: progress,
        sentence: "After \(history.count) trials it is too early to say whether tuning still helps.")
    }
    let noise = noise(history)
    return Verdict(
      isNoise: before - best <= noise ?? 0, trialsToNinetyNinePercent: progress,
      sentence: sentence(gain: before - best, noise: noise, window: window))
  }

  private static func trials(_ losses: [Double?], to best: Double) -> Int? {
    guard let first = losses.compactMap(\.self).first else { return nil }
    let goal = best + 0.01 * (first - best)
    return losses.firstIndex { $0.map { $0 <= goal } ?? false }.map { $0 + 1 }
  }

  private static func noise(_ history: [Observation]) -> Double? {
    let errors = history.filter { !$0.isPruned && $0.finiteValue != nil }.compactMap(\.deviation)
      .filter { $0.isFinite && $0 >= 0 }.sorted()
    guard !errors.isEmpty else { return nil }
    return (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
  }

  private static func sentence(gain: Double, noise: Double?, window: Int) -> String {
    guard let noise else {
      return gain > 0
        ? "The last \(window) trials improved the best by \(short(gain)); how noisy a trial is, is not known."
        : "The last \(window) trials did not improve the best: more of them are unlikely to help."
    }
    if gain <= 0 {
      return "The last \(window) trials did not improve the best (one trial is uncertain by ±\(short(noise))): "
        + "tuning has become noise."
    }
    let comparison = "The last \(window) trials improved the best by \(short(gain)), "
    return gain <= noise
      ? comparison + "no more than one trial is uncertain by (±\(short(noise))): tuning has become noise."
      : comparison + "more than one trial is uncertain by (±\(short(noise))): tuning still helps."
  }

  /// Two significant digits.
  private static func short(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return "\(value)" }
    let digits = 1 - Int(log10(value).rounded(.down))
    guard digits > 0 else { return value < 1e15 ? "\(Int(value.rounded()))" : "\(value)" }
    let scale = pow(10, Double(digits))
    return "\((value * scale).rounded() / scale)"
  }
}
