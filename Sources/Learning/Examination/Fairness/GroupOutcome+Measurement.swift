internal import Statistics
internal import StudyModel

extension GroupOutcome {
  init(_ rows: GroupedRows, names: [String], outcome: String, draws: RowDraws) {
    self.outcome = outcome
    let counts = rows.counts(rows.places)
    let groups = zip(names, rows.sizes).map { name, size in
      Group(
        name: name, rows: size.positives + size.negatives, positives: size.positives, negatives: size.negatives)
    }
    self.groups = groups
    let positives = groups.indices.filter { groups[$0].hasPositives }
    let negatives = groups.indices.filter { groups[$0].hasNegatives }
    func gapValues(_ counts: [GroupCalls]) -> [Double?] {
      Gap.allCases.map { gap in
        gap.value(positives: positives.map { counts[$0] }, negatives: negatives.map { counts[$0] })
      }
    }
    let values = gapValues(counts)
    let intervals = draws.intervals(values.count) { gapValues(rows.counts($0)) }
    gaps = Dictionary(
      uniqueKeysWithValues: zip(Gap.allCases, zip(values, intervals)).map {
        ($0, Measured(value: $1.0, interval: $1.1))
      })
    let filled = counts.filter { $0.rows > 0 }
    allGaps = Dictionary(
      uniqueKeysWithValues: Gap.allCases.compactMap { gap in
        gap.value(positives: filled, negatives: filled).map { (gap, $0) }
      })
    measureRates(counts, rows, draws)
    measureScores(rows, draws)
    judged =
      draws.areRowsIndependent
      ? Self.judged(rows, counts, positives: positives, negatives: negatives) : gaps.compactMapValues(\.interval)
  }

  private static func judged(
    _ rows: GroupedRows, _ counts: [GroupCalls], positives: [Int], negatives: [Int]
  ) -> [Gap: ConfidenceInterval] {
    func rates(
      _ groups: [Int], _ rate: (GroupCalls) -> Double?, where isIn: (Bool) -> Bool
    ) -> [GroupGaps.Rate] {
      groups.compactMap { group in
        rate(counts[group]).map { GroupGaps.Rate(value: $0, rows: rows.effectiveRows(group, where: isIn)) }
      }
    }
    let hits = rates(positives, \.truePositiveRate) { $0 }
    let alarms = rates(negatives, \.falsePositiveRate) { !$0 }
    let selected = rates(positives, \.selectionRate) { _ in true }
    let bounds = [
      Gap.parityRatio: GroupGaps.simultaneousRatio(selected, level: 0.95),
      .parityDifference: GroupGaps.simultaneousDifference([selected], level: 0.95),
      .oddsDifference: GroupGaps.simultaneousDifference([hits, alarms], level: 0.95),
    ]
    return bounds.compactMapValues { $0 }.mapValues {
      ConfidenceInterval(low: $0.low, high: $0.high, method: "all pairs at once: Wilson, Newcombe, Bonferroni")
    }
  }

  private static let rates: [@Sendable (GroupCalls) -> Double?] = [
    { $0.selectionRate }, { $0.truePositiveRate }, { $0.falsePositiveRate }, { $0.precision },
  ]

  /// Wilson's intervals, where rows are independent and count the same; else the bootstrap's.
  private mutating func measureRates(_ counts: [GroupCalls], _ rows: GroupedRows, _ draws: RowDraws) {
    let places: [WritableKeyPath<Group, Measured>] = [
      \.selectionRate, \.truePositiveRate, \.falsePositiveRate, \.precision,
    ]
    let parts: [@Sendable (GroupCalls) -> (part: Double, whole: Double)] = [
      { ($0.called, $0.rows) }, { ($0.truePositives, $0.positives) }, { ($0.falsePositives, $0.negatives) },
      { ($0.truePositives, $0.called) },
    ]
    let isSimple = draws.areRowsIndependent && rows.weights == nil
    let width = Self.rates.count
    let drawn =
      isSimple
      ? []
      : draws.intervals(groups.count * width) { places in
        rows.counts(places).flatMap { group in Self.rates.map { $0(group) } }
      }
    for group in groups.indices {
      for rate in 0..<width {
        let (part, whole) = parts[rate](counts[group])
        let interval =
          isSimple
          ? ProportionIntervals.wilson(successes: part, trials: whole, level: 0.95)
            .map { ConfidenceInterval(low: $0.low, high: $0.high, method: "Wilson") }
          : drawn[group * width + rate]
        groups[group][keyPath: places[rate]] = Measured(value: Self.rates[rate](counts[group]), interval: interval)
      }
    }
  }

  private mutating func measureScores(_ rows: GroupedRows, _ draws: RowDraws) {
    let calibration = rows.calibration(rows.places)
    let gaps = draws.intervals(groups.count) { places in rows.calibration(places).map(\.gap) }
    let errors = draws.intervals(groups.count, ends: .basic) { places in rows.calibration(places).map(\.error) }
    let isSimple = draws.areRowsIndependent && rows.weights == nil
    let areas = groups.indices.map { rows.auc($0, rows.places) }
    let groupCount = groups.count
    let drawnAreas =
      isSimple ? [] : draws.intervals(groupCount) { places in (0..<groupCount).map { rows.auc($0, places) } }
    for group in groups.indices {
      groups[group].calibrationGap = Measured(value: calibration[group].gap, interval: gaps[group])
      groups[group].calibrationError = Measured(
        value: calibration[group].error, interval: errors[group].map(Self.notBelowZero))
      let interval = isSimple ? Self.deLong(rows, group) : drawnAreas[group]
      groups[group].auc = Measured(value: areas[group], interval: interval)
      groups[group].observed = rows.observed(group)
    }
  }

  private static func notBelowZero(_ interval: ConfidenceInterval) -> ConfidenceInterval {
    var result = interval
    (result.low, result.high) = (max(0, interval.low), max(0, interval.high))
    return result
  }

  private static func deLong(_ rows: GroupedRows, _ group: Int) -> ConfidenceInterval? {
    let own = rows.places(of: group)
    return DeLong.interval(labels: own.map { rows.labels[$0] }, scores: own.map { rows.scores[$0] }, level: 0.95)
      .map { ConfidenceInterval(low: $0.bounds.low, high: $0.bounds.high, method: "DeLong, logit") }
  }
}

extension GroupedRows {
  fileprivate func observed(_ group: Int) -> Double? {
    let counts = counts(places(of: group))[group]
    return counts.rows > 0 ? counts.positives / counts.rows : nil
  }
}
