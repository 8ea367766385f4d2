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
    let compared = ComparedGroups(rows.sizes)
    func gapValues(_ counts: [GroupCalls]) -> [Double?] {
      let own = compared.map { counts[$0] }
      return Gap.allCases.map { $0.value(own) }
    }
    let values = gapValues(counts)
    let intervals = draws.intervals(values.count) { gapValues(rows.counts($0)) }
    gaps = Dictionary(
      uniqueKeysWithValues: zip(Gap.allCases, zip(values, intervals)).map {
        ($0, Measured(value: $1.0, interval: $1.1))
      })
    let filled = ComparedGroups(rows.sizes, fewest: 1).map { counts[$0] }
    allGaps = Dictionary(
      uniqueKeysWithValues: Gap.allCases.compactMap { gap in gap.value(filled).map { (gap, $0) } })
    measureRates(counts, rows, draws)
    measureScores(rows, draws)
    judged =
      draws.areRowsIndependent
      ? Self.judged(rows, counts, compared) : gaps.compactMapValues(\.interval)
  }

  private static func judged(
    _ rows: GroupedRows, _ counts: [GroupCalls], _ compared: ComparedGroups<Int>
  ) -> [Gap: ConfidenceInterval] {
    func rates(
      _ groups: [Int], _ rate: (GroupCalls) -> Double?, where isIn: (Bool) -> Bool
    ) -> [GroupGaps.Rate] {
      groups.compactMap { group in
        rate(counts[group]).map { GroupGaps.Rate(value: $0, rows: rows.effectiveRows(group, where: isIn)) }
      }
    }
    let hits = rates(compared.positives, \.truePositiveRate) { $0 }
    let alarms = rates(compared.negatives, \.falsePositiveRate) { !$0 }
    let selected = rates(compared.selected, \.selectionRate) { _ in true }
    let bounds = [
      Gap.parityRatio: GroupGaps.simultaneousRatio(selected, level: 0.95),
      .parityDifference: GroupGaps.simultaneousDifference([selected], level: 0.95),
      .oddsDifference: GroupGaps.simultaneousDifference([hits, alarms], level: 0.95),
      .hitDifference: GroupGaps.simultaneousDifference([hits], level: 0.95),
      .alarmDifference: GroupGaps.simultaneousDifference([alarms], level: 0.95),
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
    let errors = draws.errorIntervals(groups.count) { places in rows.calibration(places).map(\.error) }
    let isSimple = draws.areRowsIndependent && rows.weights == nil
    let areas = groups.indices.map { rows.auc($0, rows.places) }
    let groupCount = groups.count
    let drawnAreas =
      isSimple ? [] : draws.intervals(groupCount) { places in (0..<groupCount).map { rows.auc($0, places) } }
    for group in groups.indices {
      groups[group].calibrationGap = Measured(value: calibration[group].gap, interval: gaps[group])
      groups[group].calibrationError = Measured(
        value: calibration[group].error,
        interval: errors[group].map { interval in
          var interval = interval
          if rows.isByChance(calibration[group].error, group) { interval.low = 0 }
          return interval
        })
      let interval = isSimple ? Self.deLong(rows, group) : drawnAreas[group]
      groups[group].auc = Measured(value: areas[group], interval: interval)
      groups[group].observed = rows.observed(group)
    }
  }

  private static func deLong(_ rows: GroupedRows, _ group: Int) -> ConfidenceInterval? {
    let own = rows.places(of: group)
    return DeLong.interval(labels: own.map { rows.labels[$0] }, scores: own.map { rows.scores[$0] }, level: 0.95)
      .map { ConfidenceInterval(low: $0.bounds.low, high: $0.bounds.high, method: "DeLong, logit") }
  }
}

extension GroupedRows {
  /// Whether right probabilities show such a calibration error of a group too.
  fileprivate func isByChance(_ error: Double?, _ group: Int) -> Bool {
    let own = places(of: group)
    let probabilities = own.map { scores[$0] }
    guard let error, let binning = CalibrationBinning(equalWidth: probabilities, binCount: Self.bins) else {
      return false
    }
    return CalibrationError.byChance(
      binning, probabilities: probabilities, weights: weights.map { all in own.map { all[$0] } }, observed: error,
      draws: 200, seed: UInt64(group))?.explains ?? false
  }

  fileprivate func observed(_ group: Int) -> Double? {
    let counts = counts(places(of: group))[group]
    return counts.rows > 0 ? counts.positives / counts.rows : nil
  }
}
