internal import Statistics

/// What sets or intervals of one kind give on the held rows.
struct CoverageOutcome: Sendable {
  /// Whether each holds the truth.
  var covers: [Bool]
  /// Classes in each set, or the width of each interval; infinite where nothing is ruled out.
  var sizes: [Double]
}

/// Where sets or intervals hold the truth less often than promised: overall, by class and by segment.
struct CoverageSurvey: Sendable {
  struct Group: Sendable {
    var segment: RowSegment
    var coverage: Double
    var bounds: Bounds?
    /// How often so few would be covered where the promise holds, adjusted for the number of groups.
    var pValue: Double?
    var size: Double?
    /// By the remedy.
    var remedied: Double?
    var remediedSize: Double?

    var isBelow: Bool { pValue.map { $0 < 0.05 } ?? false }
  }

  let promised: Double
  private(set) var overall: Group?
  private(set) var classes: [Group] = []
  private(set) var segments: [Group] = []

  /// Those that are shown to fall below the promise, the classes first, then the lowest first.
  var below: [Group] {
    classes.filter(\.isBelow).sorted { $0.coverage < $1.coverage }
      + segments.filter(\.isBelow).sorted { $0.coverage < $1.coverage }
  }

  /// - Parameters:
  ///   - classes: held rows of each class; none of a regression.
  ///   - remedy: of the sets or intervals that are to mend what is found.
  init(
    promised: Double, _ outcome: CoverageOutcome, remedy: CoverageOutcome?, classes: [RowSegment],
    segments: [RowSegment], weights: [Double]?
  ) {
    self.promised = promised
    func group(_ segment: RowSegment) -> Group? {
      guard
        let share = WeightedRows.share(of: segment.places, weights: weights, where: { outcome.covers[$0] })
      else { return nil }
      func size(_ outcome: CoverageOutcome) -> Double? {
        WeightedRows.mean(
          segment.places.map { outcome.sizes[$0] }, weights.map { all in segment.places.map { all[$0] } })
      }
      return Group(
        segment: segment, coverage: share.value, bounds: share.bounds,
        pValue: BinomialTest.atMost(
          successes: weights == nil ? (share.value * share.trials).rounded() : share.value * share.trials,
          trials: share.trials, share: promised),
        size: size(outcome),
        remedied: remedy.flatMap { remedy in
          WeightedRows.share(of: segment.places, weights: weights) { remedy.covers[$0] }?.value
        }, remediedSize: remedy.flatMap(size))
    }
    overall = group(RowSegment(name: "all rows", places: Array(outcome.covers.indices)))
    self.classes = classes.compactMap(group)
    self.segments = segments.compactMap(group)
    let adjusted = PairedTests.holm((self.classes + self.segments).map(\.pValue))
    for place in self.classes.indices { self.classes[place].pValue = adjusted[place] }
    for place in self.segments.indices { self.segments[place].pValue = adjusted[self.classes.count + place] }
  }
}
