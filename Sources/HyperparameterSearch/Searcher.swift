internal import Statistics

/// Suggests trials in three stages: a portfolio and a quasi-random sequence, Bayesian optimisation, local refinement.
///
/// It keeps no state beyond its arguments: what it suggests follows from the history alone, so a search that was killed
/// continues as if it had not been.
public struct Searcher: Sendable {
  private let space: CodedSpace
  private let portfolio: [Assignment]
  private let isMaximized: Bool
  private let seed: UInt64
  private let plan: StagePlan
  private let sequence: HaltonSequence

  /// `space` must be valid (`SearchSpace.validate`). Portfolio settings are normalised; equal ones, and those with
  /// values the space cannot mean, are left out. `budget`: trials in all, which decides where the stages begin and end;
  /// the searcher goes on beyond it. Nothing depends on the time or on the machine.
  public init(space: SearchSpace, portfolio: [Assignment] = [], isMaximized: Bool, budget: Int, seed: UInt64) {
    let coded = CodedSpace(space)
    var distinct: [Assignment] = []
    for setting in portfolio.compactMap(space.normalized) where !distinct.contains(setting) {
      distinct.append(setting)
    }
    self.space = coded
    self.portfolio = distinct
    self.isMaximized = isMaximized
    self.seed = seed
    plan = StagePlan(portfolio: distinct.count, budget: budget, space: coded)
    sequence = HaltonSequence(dimensions: coded.dimensions, seed: seed)
  }

  /// A pure function of the searcher's arguments, the history and `count`: the next trials to run together, none equal
  /// to an earlier one or to each other while unseen points remain; fewer, or none, when a finite space is exhausted.
  ///
  /// `history` in the order of suggestion; observations that are not of this space only count. The first suggestion
  /// does not depend on `count`. Cost: O(n³) for n observations, under 150 ms for 200 of them in 8 dimensions.
  public func suggestions(count: Int, after history: [Observation]) -> [Suggestion] {
    var seen = SeenPoints(space: space.space)
    for observation in history { seen.insert(observation.assignment) }
    var result: [Suggestion] = []
    var model: SearchModel?
    for index in history.count..<(history.count + max(count, 0)) {
      let stage = plan.stage(of: index)
      var assignment = stage == .portfolio ? portfolio[index] : nil
      if stage == .bayesian || stage == .local {
        model = model ?? SearchModel(trials(history), in: space)
        if let current = model {
          assignment = best(of: current, at: index, history, seen)
          model = assignment.flatMap { current.believing(space.coded($0)) } ?? current
        }
      }
      guard let next = seen.unseen(assignment) ?? broad(index, seen) else { break }
      seen.insert(next)
      result.append(Suggestion(assignment: next, stage: stage))
    }
    return result
  }

  private func trials(_ history: [Observation]) -> [SearchModel.Trial] {
    history.compactMap { observation in
      guard let assignment = space.space.normalized(observation.assignment) else { return nil }
      return SearchModel.Trial(
        point: space.coded(assignment), loss: loss(observation),
        isExact: observation.finiteValue != nil && !observation.isPruned)
    }
  }

  private func loss(_ observation: Observation) -> Double? {
    observation.finiteValue.map { isMaximized ? -$0 : $0 }
  }

  /// The new point of largest expected improvement; in the local stage, near the best trial.
  private func best(
    of model: SearchModel, at index: Int, _ history: [Observation], _ seen: SeenPoints
  ) -> Assignment? {
    var region: TrustRegion?
    if plan.stage(of: index) == .local {
      region = TrustRegion(
        center: model.incumbents[0],
        length: TrustRegion.length(after: history.map(loss), from: plan.localStart),
        lengthscales: model.process.hyperparameters.lengthscales, switches: space.switches)
    }
    var search = AcquisitionSearch(
      space: space, model: model, region: region, generator: SeededGenerator(seed: seed, stream: index))
    for point in search.candidates() {
      if let assignment = seen.unseen(space.assignment(at: point)) { return assignment }
    }
    return nil
  }

  /// The next new point of the quasi-random sequence, else any that is left.
  private func broad(_ index: Int, _ seen: SeenPoints) -> Assignment? {
    for attempt in 0..<20 {
      // Far apart, so that a repeated try does not take the point of a later trial.
      let point = sequence[index + attempt * 10_007]
      if let assignment = seen.unseen(space.space.assignment(at: point)) { return assignment }
    }
    return seen.anyUnseen(seed: seed)
  }
}
