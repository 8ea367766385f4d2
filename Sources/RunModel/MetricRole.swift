/// Which rows a metric was measured on, as its name tells.
public enum MetricSplit: Int, CaseIterable, Comparable, Sendable {
  case unnamed, train, validation, test
  /// A value a fold of a cross-validation, as the trials of a study record them: `fold/auc`.
  case fold

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The word for a legend; empty when the name does not tell.
  public var label: String {
    switch self {
    case .unnamed: ""
    case .train: "train"
    case .validation: "val"
    case .test: "test"
    case .fold: "fold"
    }
  }

  /// Such as `val`; nil when the word names no split.
  public init?(word: some StringProtocol) {
    switch word.lowercased() {
    case "train", "training", "tr": self = .train
    case "val", "valid", "validation", "eval", "dev": self = .validation
    case "test", "testing": self = .test
    default: return nil
    }
  }
}

/// A metric's name taken apart: what it measures, and on which rows.
///
/// `train/loss`, `val_loss`, `validation/auc`, `loss/train` and `train/auc_epoch` are understood. A name without a split's
/// word measures what it says, on unnamed rows.
public struct MetricRole: Equatable, Sendable {
  /// The name without its split, such as `loss`.
  public var measure: String
  public var split: MetricSplit

  public init(of name: MetricName) {
    let text = name.rawValue
    (measure, split) = (text, .unnamed)
    // `fold_1/loss` is the curve of one fold.
    if text.hasPrefix("fold/"), !text.dropFirst(5).contains("/"), text.utf8.count > 5 {
      (measure, split) = (String(text.dropFirst(5)), .fold)
      return
    }
    for separator in ["/", "_", "-", "."] as [Character] {
      if let cut = text.firstIndex(of: separator), let split = MetricSplit(word: text[..<cut]) {
        let rest = text[text.index(after: cut)...]
        if !rest.isEmpty { (measure, self.split) = (String(rest), split) }
        return
      }
      if let cut = text.lastIndex(of: separator), let split = MetricSplit(word: text[text.index(after: cut)...]) {
        let rest = text[..<cut]
        if !rest.isEmpty { (measure, self.split) = (String(rest), split) }
        return
      }
    }
  }
}

/// Whether more of a measure is better.
public enum MetricDirection: Sendable {
  case lowerIsBetter, higherIsBetter

  /// nil when the name does not tell; then nothing is called best.
  public init?(measure: String) {
    let words = Set(
      measure.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
    let lower: Set = [
      "loss", "error", "err", "rmse", "mae", "mse", "mape", "nll", "logloss", "perplexity", "ppl", "wer", "cer", "fid",
      "brier", "ece", "bpc", "deviance",
    ]
    let higher: Set = [
      "acc", "accuracy", "auc", "auroc", "ap", "map", "f1", "precision", "recall", "iou", "miou", "bleu", "rouge",
      "reward", "return", "score", "r2", "top1", "top5", "kappa", "mcc", "ndcg", "map50", "psnr", "ssim", "aucpr",
    ]
    if !words.isDisjoint(with: lower) || words.contains(where: { $0.hasSuffix("loss") }) {
      self = .lowerIsBetter
    } else if !words.isDisjoint(with: higher)
      || words.contains(where: { $0.hasSuffix("acc") || $0.hasSuffix("accuracy") })
    {
      self = .higherIsBetter
    } else {
      return nil
    }
  }

  /// The best finite point of a series.
  public func best(of series: MetricSeries) -> MetricPoint? {
    self == .lowerIsBetter ? series.lowest : series.highest
  }
}
