public import RunModel

extension LayerNorm {
  public var title: String {
    switch self {
    case .gradients: "gradient norm"
    case .weights: "weight norm"
    case .ratio: "gradient / weight"
    }
  }
}
