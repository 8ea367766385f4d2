/// What the trials so far say about the space: a Gaussian process over their warped losses.
struct SearchModel: Sendable {
  let process: GaussianProcess
  /// Successful trials, best posterior mean first.
  let incumbents: [[Double]]
  /// The posterior mean at the first of them.
  let best: Double

  /// Losses: lower is better; nil failed. nil when no trial succeeded.
  init?(_ trials: [Trial], in space: CodedSpace) {
    let losses = trials.compactMap(\.loss)
    guard !losses.isEmpty, space.dimensions > 0 else { return nil }
    let warped = OutputWarp.warped(losses)
    var rest = warped.makeIterator()
    // A failure counts as the worst result, and not as a precise one: that keeps away, and forbids nothing.
    let worst = warped.max() ?? 0
    let values = trials.map { $0.loss == nil ? worst : rest.next() ?? worst }
    guard
      let process = GaussianProcess.fitted(
        points: trials.map(\.point), values: values, noiseFactors: trials.map { $0.isExact ? 1 : 4 },
        isCategorical: space.isCategorical, activeDimensions: space.activeDimensions)
    else { return nil }
    let succeeded = trials.indices.filter { trials[$0].loss != nil }
    let ranked = succeeded.map { (mean: process.prediction(at: trials[$0].point).mean, index: $0) }
      .sorted { ($0.mean, $0.index) < ($1.mean, $1.index) }
    self.process = process
    incumbents = ranked.map { trials[$0.index].point }
    best = ranked[0].mean
  }

  private init(process: GaussianProcess, incumbents: [[Double]], best: Double) {
    (self.process, self.incumbents, self.best) = (process, incumbents, best)
  }

  func believing(_ point: [Double]) -> SearchModel? {
    process.believing(point).map { SearchModel(process: $0, incumbents: incumbents, best: best) }
  }

  struct Trial: Sendable {
    var point: [Double]
    var loss: Double?
    /// Neither failed nor pruned.
    var isExact: Bool
  }
}
