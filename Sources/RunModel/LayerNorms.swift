/// Which norm of a layer is looked at.
public enum LayerNorm: String, CaseIterable, Codable, Sendable {
  case gradients, weights
  /// A gradient's norm by its weights' norm: how fast a layer changes, but for the learning rate.
  case ratio
}

/// The norms and histograms that a run logs layer by layer, in the order of first appearance.
public struct LayerNorms: Sendable {
  /// Where the norms of a layer are: a metric, else worked out from histograms.
  public enum Place: Equatable, Sendable {
    case metric(Int)
    case histograms(Int)
  }
  public struct Layer: Sendable {
    public var name: String
    public internal(set) var gradient: Place?
    public internal(set) var weight: Place?
    /// Places in `RunSnapshot.histograms`.
    public internal(set) var gradientHistograms: Int?
    public internal(set) var weightHistograms: Int?

    /// What a norm is of.
    public func histograms(of norm: LayerNorm) -> Int? { norm == .weights ? weightHistograms : gradientHistograms }
  }
  public private(set) var layers: [Layer] = []
  private let run: RunSnapshot?

  /// O(metrics + histograms).
  public init(_ run: RunSnapshot?) {
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
  public func series(_ place: Place?) -> MetricSeries {
    switch place {
    case .metric(let index): run?.metrics[index].series ?? MetricSeries()
    case .histograms(let index): run?.histograms[index].norms ?? MetricSeries()
    case nil: MetricSeries()
    }
  }

  /// The metric at a place; nil where the norm is worked out from histograms.
  public func metricName(_ place: Place?) -> MetricName? {
    if case .metric(let index)? = place { run?.metrics[index].name } else { nil }
  }

  /// The layers that have this norm.
  public func having(_ norm: LayerNorm) -> [Layer] {
    layers.filter { layer in
      switch norm {
      case .gradients: layer.gradient != nil
      case .weights: layer.weight != nil
      case .ratio: layer.gradient != nil && layer.weight != nil
      }
    }
  }

  /// The norms there are layers for.
  public var kinds: [LayerNorm] { LayerNorm.allCases.filter { !having($0).isEmpty } }

  /// The norm that is wanted where there is one, else the first there is.
  public func shown(_ wanted: LayerNorm) -> LayerNorm {
    let kinds = kinds
    return kinds.contains(wanted) ? wanted : kinds.first ?? .gradients
  }

  /// The steps that the series of a norm span; nil without any.
  public func steps(of norm: LayerNorm) -> ClosedRange<Int64>? {
    let series = having(norm).map { self.series(norm == .weights ? $0.weight : $0.gradient) }
    guard let first = series.compactMap({ $0.first?.step }).min(), let last = series.compactMap({ $0.last?.step }).max()
    else { return nil }
    return first.rawValue...last.rawValue
  }

  /// Beside the names of norms those that the usual loops give to histograms: `fc1.weight.grad`, `fc1.weight`,
  /// `dense/kernel`.
  public static func parse(histograms name: MetricName) -> (norm: LayerNorm, layer: String)? {
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
