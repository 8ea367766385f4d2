internal import Statistics
internal import StudyModel

/// By which gap a limit is judged, between which groups, and what of it cannot be.
struct FairnessJudgement {
  /// nil where nothing can be judged.
  private(set) var gap: GroupOutcome.Gap?
  private(set) var ends: FairnessVerdict.Ends?
  private(set) var unjudged: String?

  init(_ measure: FairnessVerdict.Measure, _ outcome: GroupOutcome) {
    switch measure {
    case .selectionRatio: judgeSelection(outcome)
    case .oddsDifference: judgeOdds(outcome)
    }
  }

  private mutating func judgeSelection(_ outcome: GroupOutcome) {
    let groups = outcome.groups.filter(\.hasRows)
    guard groups.count > 1 else {
      unjudged = "fewer than two groups have \(SensitiveGroups.fewestRows) rows"
      return
    }
    guard outcome.gaps[.parityRatio]?.value != nil else {
      unjudged = "nothing is selected in any group, so that the ratio is 0 / 0"
      return
    }
    (gap, ends) = (.parityRatio, Self.ends(groups, .selection, \.selectionRate))
  }

  /// By the side that can be judged where only one of both can.
  private mutating func judgeOdds(_ outcome: GroupOutcome) {
    let hits = outcome.gaps[.hitDifference]?.value
    let alarms = outcome.gaps[.alarmDifference]?.value
    let missing = [(hits, "positives", "true"), (alarms, "negatives", "false")].filter { $0.0 == nil }
    if !missing.isEmpty {
      let rows = missing.map(\.1).joined(separator: ", nor as many ")
      let rates = missing.map(\.2).joined(separator: " and ")
      unjudged =
        "fewer than two groups have \(SensitiveGroups.fewestRows) \(rows), which \(rates) positive rates need"
    }
    let isByHits = (hits ?? -1) >= (alarms ?? -1)
    gap =
      hits != nil && alarms != nil
      ? .oddsDifference : hits != nil ? .hitDifference : alarms != nil ? .alarmDifference : nil
    guard gap != nil else { return }
    ends =
      isByHits
      ? Self.ends(outcome.groups.filter(\.hasPositives), .truePositive, \.truePositiveRate)
      : Self.ends(outcome.groups.filter(\.hasNegatives), .falsePositive, \.falsePositiveRate)
  }

  /// nil for fewer than two groups, and where all have the same.
  private static func ends(
    _ groups: [GroupOutcome.Group], _ rate: FairnessVerdict.Rate,
    _ path: KeyPath<GroupOutcome.Group, GroupOutcome.Measured>
  ) -> FairnessVerdict.Ends? {
    let known = groups.compactMap { group in group[keyPath: path].value.map { (name: group.name, rate: $0) } }
    guard known.count > 1, let low = known.min(by: { $0.rate < $1.rate }),
      let high = known.max(by: { $0.rate < $1.rate }), low.rate < high.rate
    else { return nil }
    return FairnessVerdict.Ends(rate, lowest: low.name, low.rate, highest: high.name, high.rate)
  }
}

extension ColumnDropping.Result {
  /// On what a limit is about.
  func effect(on measure: FairnessVerdict.Measure, metric: String) -> FairnessVerdict.Dropping {
    let change = measure == .selectionRatio ? ratio : odds
    return FairnessVerdict.Dropping(
      dropped, before: change?.before, after: change?.after, interval: change?.interval, metric: metric,
      scoreChange: score.difference, scoreInterval: score.interval)
  }
}
