/// What the name of a metric says where it is the norm of one layer: `grad_norm/LAYER`, `gradients/LAYER.weight`,
/// `train/grad/LAYER`, `weight_norm/LAYER` and the like.
public struct LayerNormName: Equatable, Sendable {
  public enum Kind: Sendable { case gradients, weights }
  public var kind: Kind
  public var layer: String

  /// nil for others, and for the norm of the whole model.
  public init?(_ name: MetricName) {
    var text = Substring(MetricRole(of: name).measure)
    if text == name.rawValue, let cut = text.firstIndex(of: "/"), ["train", "model"].contains(text[..<cut]) {
      text = text[text.index(after: cut)...]
    }
    guard let cut = text.firstIndex(where: { $0 == "/" || $0 == "." }) else { return nil }
    let (head, layer) = (text[..<cut].lowercased(), text[text.index(after: cut)...])
    let whole: Set<Substring> = ["total", "norm", "global", "all", "mean", "max"]
    guard !layer.isEmpty, !whole.contains(layer) else { return nil }
    if Self.gradientHeads.contains(head) {
      kind = .gradients
    } else if Self.weightHeads.contains(head) {
      kind = .weights
    } else {
      return nil
    }
    self.layer = String(layer)
  }

  private static let gradientHeads: Set<String> = [
    "grad", "grads", "gradient", "gradients", "grad_norm", "grad_norms", "gradnorm", "gradient_norm", "gradient_norms",
    "grad_2", "grad_l2",
  ]
  private static let weightHeads: Set<String> = [
    "weight_norm", "weight_norms", "weights", "weight", "param_norm", "param_norms", "parameters", "params",
  ]
}
