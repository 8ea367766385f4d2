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

/// The norms and histograms that a run logs layer by layer, in the order of first appearance.
struct LayerNorms {
  /// Where the norms of a layer are: a metric, else worked out from histograms.
  enum Place: Equatable {
    case metric(Int)
    case histograms(Int)
  }
  struct Layer {
    var name: String
    var gradient: Place?
    var weight: Place?
    /// Places in `RunSnapshot.histograms`.
    var gradientHistograms: Int?
    var weightHistograms: Int?

    /// What a norm is of.
    func histograms(of norm: LayerNorm) -> Int? { norm == .weights ? weightHistograms : gradientHistograms }
  }
  private(set) var layers: [Layer] = []
  private let run: RunSnapshot?

  /// O(metrics + histograms).
  init(_ run: RunSnapshot?) {
    self.run = run
    var places: [String: Int] = [:]
    func place(of name: String) -> Int {
      if let place = places[name] { return place }
      places[name] = layers.count
      layers.append(Layer(name: name))
      return layers.count - 1
    }
    for (index, metric) in (run?.metrics ?? []).enumerated() where !metric.series.isEmpty {
      guard let name = LayerNormName(metric.name) else { continue }
      let at = place(of: name.layer)
      if name.kind == .gradients { layers[at].gradient = layers[at].gradient ?? .metric(index) }
      if name.kind == .weights { layers[at].weight = layers[at].weight ?? .metric(index) }
    }
    for (index, series) in (run?.histograms ?? []).enumerated() where !series.histograms.isEmpty {
      guard let (norm, name) = Self.parse(histograms: series.name) else { continue }
      let at = place(of: name)
      let known: Place? = series.norms.isEmpty ? nil : .histograms(index)
      if norm == .gradients {
        layers[at].gradient = layers[at].gradient ?? known
        layers[at].gradientHistograms = layers[at].gradientHistograms ?? index
      } else {
        layers[at].weight = layers[at].weight ?? known
        layers[at].weightHistograms = layers[at].weightHistograms ?? index
      }
    }
  }

  /// The norms at a place; empty without one.
  func series(_ place: Place?) -> MetricSeries {
    switch place {
    case .metric(let index): run?.metrics[index].series ?? MetricSeries()
    case .histograms(let index): run?.histograms[index].norms ?? MetricSeries()
    case nil: MetricSeries()
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
  func steps(of norm: LayerNorm) -> ClosedRange<Int64>? {
    let series = having(norm).map { self.series(norm == .weights ? $0.weight : $0.gradient) }
    guard let first = series.compactMap({ $0.first?.step }).min(), let last = series.compactMap({ $0.last?.step }).max()
    else { return nil }
    return first.rawValue...last.rawValue
  }

  /// Beside the names of norms those that the usual loops give to histograms: `fc1.weight.grad`, `fc1.weight`,
  /// `dense/kernel`.
  static func parse(histograms name: MetricName) -> (norm: LayerNorm, layer: String)? {
    if let known = LayerNormName(name) { return (known.kind == .gradients ? .gradients : .weights, known.layer) }
    let text = name.rawValue
    for ending in [".grad", "/grad", "/gradient", "/gradients", "_grad"] where text.hasSuffix(ending) {
      let layer = text.dropLast(ending.count)
      return layer.isEmpty ? nil : (.gradients, String(layer))
    }
    let parts = ["weight", "bias", "kernel", "gamma", "beta", "embeddings", "kernel_0", "bias_0"]
    let last = text.split(whereSeparator: { $0 == "/" || $0 == "." }).last.map(String.init) ?? ""
    return parts.contains(last) ? (.weights, text) : nil
  }

}
