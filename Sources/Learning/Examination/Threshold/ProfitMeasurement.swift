internal import Statistics

/// What acting on a model earns, beside policies that need none. All of it is of one row.
struct ProfitMeasurement {
  enum Policy: String, CaseIterable {
    /// From the threshold on that earned most on development rows out of fold.
    case model
    /// From the threshold on that pays where probabilities are right.
    case closedForm = "model, threshold from the payoffs"
    case everybody = "treat everybody"
    case nobody = "treat nobody"
    case foresight = "perfect foresight"
  }

  struct Result {
    var policy: Policy
    var threshold: Double?
    /// Of the rows, treated.
    var treated: Double?
    var profit: Double
    var bounds: Bounds?
    /// To the better policy that needs no model; nil of that policy itself.
    var difference: (value: Double, bounds: Bounds?)?
  }

  /// One threshold on the rows that chose and on the held ones.
  struct Point {
    var threshold: Double
    var treatedOutOfFold: Double?
    var profitOutOfFold: Double?
    var treated: Double?
    var profit: Double?
  }

  let payoffs: Payoffs
  private(set) var results: [Result] = []
  /// Treating everybody, or nobody: what earns more on the held rows.
  let rival: Policy
  /// Chosen on development rows; the profit there.
  let threshold: Double
  let profitOutOfFold: Double
  /// The thresholds around it that earn at least 99 % of that.
  let nearlyBest: Bounds
  private(set) var points: [Point] = []

  /// nil where there is nothing to choose or to judge.
  init?(_ payoffs: Payoffs, curve: ThresholdCurve, held: BinaryEvent, draws: RowDraws) {
    guard let best = curve.best(payoffs.mean) else { return nil }
    (self.payoffs, threshold, profitOutOfFold) = (payoffs, curve.thresholds[best.place], best.quality)
    nearlyBest = curve.stretch(
      around: best.place, atLeast: best.quality - abs(best.quality) / 100, payoffs.mean)
    let threshold = threshold
    func treats(_ policy: Policy, _ place: Int) -> Bool {
      switch policy {
      case .model: held.probabilities[place] >= threshold
      case .closedForm: held.probabilities[place] >= payoffs.threshold ?? .infinity
      case .everybody: true
      case .nobody: false
      case .foresight:
        payoffs.earned(isPositive: held.labels[place], isTreated: true)
          > payoffs.earned(isPositive: held.labels[place], isTreated: false)
      }
    }
    func earned(_ policy: Policy) -> [Double] {
      held.labels.indices.map { payoffs.earned(isPositive: held.labels[$0], isTreated: treats(policy, $0)) }
    }
    let weights = held.weights
    guard let all = WeightedRows.mean(earned(.everybody), weights),
      let none = WeightedRows.mean(earned(.nobody), weights)
    else { return nil }
    let rival: Policy = all >= none ? .everybody : .nobody
    self.rival = rival
    let rivalEarned = earned(rival)
    results = Policy.allCases.filter { $0 != .closedForm || payoffs.threshold != nil }.compactMap { policy in
      let own = earned(policy)
      guard let profit = WeightedRows.mean(own, weights) else { return nil }
      let gains = zip(own, rivalEarned).map { $0 - $1 }
      return Result(
        policy: policy, threshold: policy == .model ? threshold : policy == .closedForm ? payoffs.threshold : nil,
        treated: WeightedRows.mean(held.labels.indices.map { treats(policy, $0) ? 1 : 0 }, weights), profit: profit,
        bounds: draws.mean(own, weights: weights),
        difference: policy == rival
          ? nil : WeightedRows.mean(gains, weights).map { ($0, draws.mean(gains, weights: weights)) })
    }
    points = Self.points(payoffs, curve, held, chosen: best.place)
  }

  func result(_ policy: Policy) -> Result? { results.first { $0.policy == policy } }

  /// Whether the held rows show that the model earns more than its rival.
  var addsSomething: Bool { (result(.model)?.difference?.bounds?.low ?? 0) > 0 }

  /// Ten steps of the treated share, and the chosen threshold.
  private static func points(
    _ payoffs: Payoffs, _ curve: ThresholdCurve, _ held: BinaryEvent, chosen: Int
  ) -> [Point] {
    var places: Set<Int> = [chosen]
    for step in 0...10 {
      let wanted = Double(step) / 10
      let nearest = curve.confusions.indices.min {
        abs((curve.confusions[$0].calledShare ?? 0) - wanted) < abs((curve.confusions[$1].calledShare ?? 0) - wanted)
      }
      if let nearest { places.insert(nearest) }
    }
    return places.sorted().map { place in
      let here = BinaryConfusion(
        labels: held.labels, scores: held.probabilities, threshold: curve.thresholds[place], weights: held.weights)
      return Point(
        threshold: curve.thresholds[place], treatedOutOfFold: curve.confusions[place].calledShare,
        profitOutOfFold: payoffs.mean(curve.confusions[place]), treated: here?.calledShare,
        profit: here.flatMap(payoffs.mean))
    }
  }
}
