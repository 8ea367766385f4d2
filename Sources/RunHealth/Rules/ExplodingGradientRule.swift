import RunModel

/// A gradient norm that overflows, or grows tenfold while the loss gets worse.
enum ExplodingGradientRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    let layers = run.layerFindings.filter { $0.kind == .exploding }.sorted { $0.step < $1.step }
    guard !run.gradients.isEmpty || !layers.isEmpty else {
      return .unjudged(because: "no gradient norm is logged, such as grad_norm or grad_norm/LAYER")
    }
    for curve in run.gradients {
      if let finding = overflow(curve, run) ?? growth(curve, run) { return .fired(finding) }
    }
    return layers.first.map { .fired(growth(in: layers, first: $0)) } ?? .quiet
  }

  /// Of single layers, which the whole may not show: a warning.
  private static func growth(in layers: [LayerFinding], first: LayerFinding) -> HealthFinding {
    let names = "the gradient of \(DeadLayerRule.names(layers))"
    let isBroken = !first.value.isFinite
    let word = first.value.isNaN ? "NaN" : "infinite"
    return HealthFinding(
      .explodingGradient, .warning, metric: first.metric, step: first.step,
      evidence: isBroken
        ? "\(names) has overflowed: \(word) in \(first.layer)"
        : "\(names) has grown far beyond that of the others: \(first.value) in \(first.layer), after \(first.usual)")
  }

  /// Single overflows are a part of training in half precision; three in a row, or with a broken loss, are not.
  private static func overflow(_ curve: Curve, _ run: JudgedRun) -> HealthFinding? {
    guard let bad = curve.nonFinite else { return nil }
    let isLossBroken = run.losses.contains { ($0.nonFinite?.atEnd ?? 0) > 0 }
    guard bad.atEnd >= 3 || (bad.atEnd > 0 && isLossBroken) else { return nil }
    let word = bad.first.value.isNaN ? "NaN" : "infinite"
    return HealthFinding(
      .explodingGradient, .critical, metric: curve.name, step: bad.first.step,
      evidence: bad.count == curve.series.count
        ? "\(curve.name) has been \(word) since it began: it overflowed before it could be logged"
        : "\(curve.name) overflowed to \(word) at step \(bad.first.step)")
  }

  private static func growth(_ curve: Curve, _ run: JudgedRun) -> HealthFinding? {
    let values = curve.values
    guard values.count >= 10, run.lossIsNoGuide == nil else { return nil }
    let usual = values.prefix(values.count / 2).median
    let last = values.suffix(5).median
    guard usual > 0, last > 10 * usual else { return nil }
    if let loss = run.loss {
      let smooth = loss.main.values.runningMedian(width: 5)
      guard let best = smooth.min(), let now = smooth.last, now > best + 0.1 * loss.scale else { return nil }
    } else if last < 100 * usual {
      return nil
    }
    let first = zip(curve.points, values.runningMedian(width: 5)).first { $1 > 5 * usual && $1.isFinite }
    return HealthFinding(
      .explodingGradient, .critical, metric: curve.name, step: first?.0.step ?? curve.points[0].step,
      evidence: "\(curve.words) has grown to \(last), \(times: last / usual) its usual \(usual)")
  }
}
