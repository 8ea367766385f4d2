/// Prediction intervals that cover whatever the model: Vovk, Gammerman and Shafer (2005), in the split form of Lei et
/// al. (2018).
public enum SplitConformal {
  /// The k-th smallest calibration score with k = ⌈(n + 1)(1 − α)⌉, such as an absolute error on rows that the model
  /// has not seen: a new row's score is at most this with a probability of at least 1 − α, if its rows come in no
  /// particular order. nil when a score is NaN, α is outside 0…1, or n is too small for α (k > n), where only an
  /// infinite interval covers. O(n log n).
  public static func quantile(_ scores: [Double], alpha: Double) -> Double? {
    guard alpha > 0, alpha < 1, !scores.contains(where: \.isNaN) else { return nil }
    // (n + 1)(1 − α) may miss a whole number by rounding, as 10 · (1 − 0.1) does not but 10 · (1 − 0.7) does.
    let k = Int((Double(scores.count + 1) * (1 - alpha) - 1e-9).rounded(.up))
    return k >= 1 && k <= scores.count ? scores.sorted()[k - 1] : nil
  }
}
