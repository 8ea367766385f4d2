import RunModel

/// Layers whose gradient has gone while that of the others has not: they learn no more. A warning: the rest still does.
enum DeadLayerRule {
  /// So many are named.
  private static let namesShown = 3

  static func judge(_ run: JudgedRun) -> HealthOutcome {
    guard run.layerCount >= LayerFinding.fewestLayers else {
      return .unjudged(because: "it needs the gradient norms of three layers, such as grad_norm/LAYER")
    }
    guard run.mostLayerValues >= LayerFinding.fewestValues else {
      return .unjudged(because: "it needs 8 values of a layer's gradient norm")
    }
    let dead = run.layerFindings.filter { $0.kind == .dead }.sorted { $0.step < $1.step }
    guard let first = dead.first else { return .quiet }
    let subject: Evidence =
      dead.count == 1
      ? "the gradient of \(first.layer) is gone: \(first.value)"
      : "the gradients of \(names(dead)) are gone: \(first.value) in \(first.layer)"
    return .fired(
      HealthFinding(
        .deadLayer, .warning, metric: first.metric, step: first.step,
        evidence: "\(subject), where the layers in the middle have \(first.usual)"))
  }

  /// `a, b, c and 4 more`.
  static func names(_ found: [LayerFinding]) -> Evidence {
    let shown = found.prefix(namesShown).map(\.layer).joined(separator: ", ")
    return found.count > namesShown ? "\(shown) and \(found.count - namesShown) more" : "\(shown)"
  }
}
