import RunModel

/// Which norm of a layer is looked at.
public enum LayerNorm: String, CaseIterable, Codable, Sendable {
  case gradients, weights
  /// A gradient's norm by its weights' norm: how fast a layer changes, but for the learning rate.
  case ratio

  public var title: String {
    switch self {
    case .gradients: "gradient norm"
    case .weights: "weight norm"
    case .ratio: "gradient / weight"
    }
  }
}

/// The norms that a run logs layer by layer, in the order of first appearance.
struct LayerNorms {
  struct Layer {
    var name: String
    /// Places in `RunSnapshot.metrics`.
    var gradient: Int?
    var weight: Int?
  }
  private(set) var layers: [Layer] = []

  init(_ metrics: [RunSnapshot.Metric]) {
    var places: [String: Int] = [:]
    for (index, metric) in metrics.enumerated() where !metric.series.isEmpty {
      guard let (norm, name) = Self.parse(metric.name) else { continue }
      let place = places[name] ?? layers.count
      if place == layers.count {
        layers.append(Layer(name: name))
        places[name] = place
      }
      if norm == .gradients { layers[place].gradient = layers[place].gradient ?? index }
      if norm == .weights { layers[place].weight = layers[place].weight ?? index }
    }
  }

  /// The layers that have this norm.
  func having(_ norm: LayerNorm) -> [Layer] {
    layers.filter { layer in
      switch norm {
      case .gradients: layer.gradient != nil
      case .weights: layer.weight != nil
      case .ratio: layer.gradient != nil && layer.weight != nil
      }
    }
  }

  /// The norms there are layers for.
  var kinds: [LayerNorm] { LayerNorm.allCases.filter { !having($0).isEmpty } }

  /// The norm that is wanted where there is one, else the first there is.
  func shown(_ wanted: LayerNorm) -> LayerNorm {
    let kinds = kinds
    return kinds.contains(wanted) ? wanted : kinds.first ?? .gradients
  }

  /// The steps that the series of a norm span; nil without any.
  func steps(of norm: LayerNorm, in run: RunSnapshot) -> ClosedRange<Int64>? {
    let series = having(norm).compactMap { layer in
      (norm == .weights ? layer.weight : layer.gradient).map { run.metrics[$0].series }
    }
    guard let first = series.compactMap({ $0.first?.step }).min(), let last = series.compactMap({ $0.last?.step }).max()
    else { return nil }
    return first.rawValue...last.rawValue
  }

  /// `grad_norm/LAYER`, `gradients/LAYER.weight`, `train/grad/LAYER`, `weight_norm/LAYER` and the like; nil for others, and
  /// for the norm of the whole model.
  static func parse(_ name: MetricName) -> (norm: LayerNorm, layer: String)? {
    var text = Substring(MetricRole(of: name).measure)
    if text == name.rawValue, let cut = text.firstIndex(of: "/"), ["train", "model"].contains(text[..<cut]) {
      text = text[text.index(after: cut)...]
    }
    guard let cut = text.firstIndex(where: { $0 == "/" || $0 == "." }) else { return nil }
    let (head, layer) = (text[..<cut].lowercased(), text[text.index(after: cut)...])
    let whole: Set<Substring> = ["total", "norm", "global", "all", "mean", "max"]
    guard !layer.isEmpty, !whole.contains(layer) else { return nil }
    if gradientHeads.contains(head) { return (.gradients, String(layer)) }
    return weightHeads.contains(head) ? (.weights, String(layer)) : nil
  }

  private static let gradientHeads: Set<String> = [
    "grad", "grads", "gradient", "gradients", "grad_norm", "grad_norms", "gradnorm", "gradient_norm", "gradient_norms",
    "grad_2", "grad_l2",
  ]
  private static let weightHeads: Set<String> = [
    "weight_norm", "weight_norms", "weights", "weight", "param_norm", "param_norms", "parameters", "params",
  ]
}
