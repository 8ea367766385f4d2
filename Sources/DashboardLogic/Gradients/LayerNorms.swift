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
      guard let name = LayerNormName(metric.name) else { continue }
      let place = places[name.layer] ?? layers.count
      if place == layers.count {
        layers.append(Layer(name: name.layer))
        places[name.layer] = place
      }
      switch name.kind {
      case .gradients: layers[place].gradient = layers[place].gradient ?? index
      case .weights: layers[place].weight = layers[place].weight ?? index
      }
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
}
