/// Which trials of a budget belong to which stage.
struct StagePlan: Sendable {
  let portfolioEnd: Int
  let broadEnd: Int
  let localStart: Int

  /// Broad: two trials more than there are branches and coordinates that matter at a time, at most a third of the
  /// budget; a portfolio takes the place of up to half of them. Local: the last quarter.
  init(portfolio: Int, budget: Int, space: CodedSpace) {
    let wanted = space.activeDimensions + 2 + space.branches
    let broad = max(min(wanted, budget / 3), 2)
    portfolioEnd = portfolio
    broadEnd = portfolio + max(broad - portfolio, broad / 2)
    localStart = max(broadEnd, budget - budget / 4)
  }

  func stage(of index: Int) -> SearchStage {
    if index < portfolioEnd { return .portfolio }
    if index < broadEnd { return .broad }
    return index < localStart ? .bayesian : .local
  }
}
