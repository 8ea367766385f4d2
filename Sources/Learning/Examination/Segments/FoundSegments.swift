internal import Statistics
internal import StudyModel

/// What the search for weak segments gave; a step of the journal, from which the files are written too.
struct FoundSegments: Codable, Sendable {
  struct Segment: Codable, Sendable {
    var segment: SegmentSearch.Confirmed
    /// Of the rows that confirm; nil where the primary metric is undefined on them.
    var score: Double?
    var interval: ConfidenceInterval?
    /// Share of positives, or of right calls of several classes, or the mean target.
    var observed: Double
    /// Mean prediction of the same.
    var predicted: Double
    /// That predictions are right on the average, after Holm over the segments.
    var calibrationPValue: Double?

    /// What kind of weakness it is.
    var kind: String {
      guard let p = calibrationPValue, p < SegmentSearch.level else { return "hard" }
      return predicted < observed ? "predicted too low" : "predicted too high"
    }
  }

  var loss: RowLoss
  /// The worst first; their numbers count from 1.
  var segments: [Segment]
  /// Groups, pairs of groups and leaves that were worse than the rest, and how many tests the other half was asked for.
  var candidates: Int
  var tested: Int
  var discoveryRows: Int
  var confirmationRows: Int
  /// Rows that a candidate must have.
  var fewest: Int
  /// Which half confirmed, in words.
  var halves: String
}

extension FoundSegments {
  /// nil where the rows are too few for two halves.
  static func find(_ examination: Examination) throws(LearningError) -> FoundSegments? {
    let (context, judged) = (examination.context, examination.outOfFold)
    let halves = SegmentHalves(judged.rows, context)
    guard min(halves.discovery.count, halves.confirmation.count) >= 2 * SegmentSearch.fewestRows else { return nil }
    let loss = RowLoss(context.data, primary: context.panel.primary.name)
    let search = SegmentSearch(
      context.source.watched, discovery: halves.discovery, confirmation: halves.confirmation,
      losses: examination.lossOfRow(loss), clusters: halves.clusters)
    let candidates = try context.inParallel(Array(search.tasks)) { task in search.candidates(task) }.flatMap(\.self)
    let confirmed = search.confirmed(search.distinct(candidates))
    let details = SegmentDetails(examination, confirmation: search.confirmation, clusters: halves.clusters)
    return FoundSegments(
      loss: loss, segments: try details.of(confirmed.segments), candidates: candidates.count, tested: confirmed.tested,
      discoveryRows: search.discovery.count, confirmationRows: search.confirmation.count,
      fewest: SegmentSearch.fewest(search.discovery.count), halves: halves.words)
  }
}

extension Examination {
  /// One a row of the data; NaN where no fold held the row out.
  func lossOfRow(_ loss: RowLoss) -> [Double] {
    var losses = [Double](repeating: .nan, count: context.data.rowCount)
    for (place, row) in outOfFold.rows.enumerated() {
      losses[row] = loss.value(outOfFold.predictions, place, row: row, context.data)
    }
    return losses
  }
}

/// What is measured of a segment on the rows that confirm it.
private struct SegmentDetails {
  private let examination: Examination
  private let confirmation: [Int]
  private let clusters: [Int]?
  /// Of each row of the data its place among the out-of-fold rows.
  private var places: [Int: Int]

  init(_ examination: Examination, confirmation: [Int], clusters: [Int]?) {
    (self.examination, self.confirmation, self.clusters) = (examination, confirmation, clusters)
    places = Dictionary(uniqueKeysWithValues: examination.outOfFold.rows.enumerated().map { ($1, $0) })
  }

  func of(_ segments: [SegmentSearch.Confirmed]) throws(LearningError) -> [FoundSegments.Segment] {
    var details = try examination.context.inParallel(segments) { segment in detail(segment) }
    let adjusted = PairedTests.holm(details.map(\.calibrationPValue))
    for index in details.indices { details[index].calibrationPValue = adjusted[index] }
    return details
  }

  private func detail(_ segment: SegmentSearch.Confirmed) -> FoundSegments.Segment {
    let context = examination.context
    let mask = SegmentCondition.mask(segment.conditions, context.source.watched, rows: confirmation)
    let rows = zip(confirmation, mask).filter(\.1).map(\.0)
    let predictions = examination.outOfFold.predictions.selecting(rows.compactMap { places[$0] })
    let pairs = rows.indices.map { context.data.outcome(of: rows[$0], predictions, $0) }
    return FoundSegments.Segment(
      segment: segment, score: examination.score(predictions, rows: rows),
      interval: TestInterval(context, predictions, rows: rows, threshold: examination.thresholds.score)
        .interval(context.panel.primary),
      observed: FoldIntervals.mean(pairs.map(\.observed)) ?? .nan,
      predicted: FoldIntervals.mean(pairs.map(\.predicted)) ?? .nan,
      calibrationPValue: TwoSampleTests.meanIsZero(
        pairs.map { $0.observed - $0.predicted }, clusters: clusters.map { all in rows.map { all[$0] } }))
  }
}

extension StudyData {
  /// What happened in a row, and what was expected: the positive class and its probability; of several classes whether
  /// the likeliest is right and its probability; a number and its prediction.
  func outcome(of row: Int, _ predictions: Predictions, _ place: Int) -> (observed: Double, predicted: Double) {
    switch target {
    case .numbers(let values): return (values[row], predictions[place, 0])
    case .classes(let codes, let names) where names.count == 2:
      return (codes[row] == 1 ? 1 : 0, predictions[place, 0])
    case .classes(let codes, _):
      let probabilities = predictions.classProbabilities(place)
      let likeliest = probabilities.likeliestClass
      return (codes[row] == likeliest ? 1 : 0, probabilities[likeliest])
    }
  }
}
