import RunModel

/// A loss that is NaN or infinite: critical where it ends so or comes back, since optimisers rarely recover.
enum NotANumberRule {
  static func judge(_ run: JudgedRun) -> HealthOutcome {
    guard !run.losses.isEmpty else { return .unjudged(because: "no loss is logged") }
    let findings = run.losses.compactMap { finding(in: $0) }
    let worst = findings.map(\.severity).max()
    let first = findings.filter { $0.severity == worst }.min { ($0.step ?? 0) < ($1.step ?? 0) }
    return first.map { .fired($0) } ?? .quiet
  }

  private static func finding(in curve: Curve) -> HealthFinding? {
    guard let bad = curve.nonFinite else { return nil }
    let word = bad.first.value.isNaN ? "NaN" : "infinite"
    let evidence: Evidence =
      if bad.count == curve.series.count {
        "\(curve.name) has been \(word) since it began, at step \(bad.first.step)"
      } else if bad.atEnd > 0 {
        "\(curve.name) became \(word) at step \(bad.first.step) and its last \(bad.atEnd) values are no numbers"
      } else {
        bad.count == 1
          ? "\(curve.name) was \(word) at step \(bad.first.step) and came back"
          : "\(curve.name) was \(word) at step \(bad.first.step), \(bad.count) times in all, and came back"
      }
    return HealthFinding(
      .notANumber, bad.atEnd > 0 || bad.count >= 3 ? .critical : .warning, metric: curve.name, step: bad.first.step,
      isOver: bad.atEnd == 0, evidence: evidence)
  }
}
