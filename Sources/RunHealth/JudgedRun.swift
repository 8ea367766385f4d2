import RunModel

/// What the rules look at: the metrics of a run by what they mean.
struct JudgedRun: Sendable {
  let loss: LossCurves?
  /// Every loss, and every gradient norm of the whole model; where only layers have theirs, the one over all layers.
  let losses: [Curve]
  let gradients: [Curve]
  let learningRate: Curve?
  /// What a reinforcement learner collects.
  let reward: Curve?
  /// A measure of speed that the run logged itself.
  let throughput: Curve?
  /// Layers whose gradient is dead or explodes; how many layers have one, and the most values of any.
  let layerFindings: [LayerFinding]
  let layerCount: Int
  let mostLayerValues: Int
  /// Why the shape of the loss says nothing about health; nil when it does.
  let lossIsNoGuide: String?
  let state: RunState?
  /// nil unless it failed or was lost.
  let failure: RunFailure?
  let newestStep: Step?
  let now: WallTime?
  /// The series with the newest wall time.
  let pulse: RunSnapshot.Metric?

  /// So many layers are looked at.
  static let layerLimit = 512

  init(_ run: RunSnapshot, now: WallTime?) {
    let metrics = run.metrics.filter { !$0.series.isEmpty }
    let kinds = metrics.map { MetricKind($0.name) }
    func curves(_ kind: MetricKind) -> [Curve] { zip(metrics, kinds).filter { $1 == kind }.map { Curve($0.0) } }
    losses = curves(.loss)
    let whole = curves(.gradientNorm)
    gradients =
      whole.isEmpty
      ? [Curve(layers: Array(curves(.layerGradientNorm).prefix(Self.layerLimit)))].compactMap(\.self) : whole
    learningRate = curves(.learningRate).first
    reward = curves(.reward).first { $0.count > 1 }
    throughput = curves(.throughput).first
    loss = LossCurves(losses)
    lossIsNoGuide =
      reward != nil && loss?.validation == nil
      ? "a loss beside rewards follows what is explored"
      : losses.contains { MetricKind.isAdversarial($0.name) }
        ? "two networks that compete raise each other's loss" : nil
    let norms = LayerNorms(run)
    let layers = norms.having(.gradients)
    layerFindings = LayerFinding.all(of: norms)
    (layerCount, mostLayerValues) = (layers.count, layers.map { norms.series($0.gradient).count }.max() ?? 0)
    (state, self.now) = (run.state, now)
    (failure, newestStep) = (run.failure, run.newestStep)
    func lastTime(_ metric: RunSnapshot.Metric) -> Double { metric.series.last?.wallTime?.secondsSince1970 ?? 0 }
    pulse = metrics.filter { $0.series.last?.wallTime != nil }.max { lastTime($0) < lastTime($1) }
  }
}

/// The loss that a run is trained by, on the rows it learns and on others.
struct LossCurves: Sendable {
  let training: Curve?
  let validation: Curve?
  /// The loss of chance as far as the run shows it: what it began with. Always above 0.
  let scale: Double

  /// What the rules about learning look at: the training loss where there is one.
  var main: Curve { training ?? validation ?? fallback }
  private let fallback: Curve

  /// Whether both were measured at about the same steps, as once an epoch.
  var isPaired: Bool {
    guard let training, let validation else { return false }
    return 10 * validation.series.count >= 8 * training.series.count
  }

  /// nil without a loss that has begun above 0.
  init?(_ losses: [Curve]) {
    let drawn = losses.filter { !$0.isEmpty }
    guard let group = Self.group(drawn), let any = group.first else { return nil }
    func first(_ splits: MetricSplit...) -> Curve? {
      splits.lazy.compactMap { split in group.first { MetricRole(of: $0.name).split == split } }.first
    }
    (training, validation, fallback) = (first(.train, .unnamed), first(.validation, .test), any)
    let firsts = [training, validation].compactMap { $0?.points.first?.value.magnitude }
    guard let start = firsts.max() else { return nil }
    // A loss that goes below 0 has no level of chance: how far it has come stands in for it.
    let main = (training ?? validation ?? any).values
    let smooth = main.runningMedian(width: 5)
    let range = (main.min() ?? 0) < 0 ? (smooth.max() ?? 0) - (smooth.min() ?? 0) : 0
    scale = max(start, range)
    guard scale > 0, scale.isFinite else { return nil }
  }

  /// The loss to judge by: what is called just `loss` before others, one on several splits before others.
  private static func group(_ losses: [Curve]) -> [Curve]? {
    let measures = losses.map { MetricKind.lossMeasure($0.name) }
    func rank(_ measure: String) -> Int {
      let splits = Set(zip(losses, measures).filter { $1 == measure }.map { MetricRole(of: $0.0.name).split })
      return (measure == "loss" ? 4 : measure == "total_loss" ? 3 : 0) + (splits.count > 1 ? 2 : 0)
    }
    guard let best = measures.enumerated().max(by: { (rank($0.element), -$0.offset) < (rank($1.element), -$1.offset) })
    else { return nil }
    return zip(losses, measures).filter { $1 == best.element }.map(\.0)
  }
}
