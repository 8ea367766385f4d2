internal import Statistics

/// Looks for rows on which a model is worse than on the others: on one half of its out-of-fold rows; the other half
/// confirms.
///
/// Candidates are every group of a column, every two groups of two columns, and the leaves of a small tree, as in
/// deepchecks' weak segments. Those that are taken to the other half are few and differ from each other, so that the
/// correction for their number costs little.
struct SegmentSearch: Sendable {
  /// Rows that look for candidates, and rows that confirm them.
  let discovery: [Int]
  let confirmation: [Int]
  private let columns: [StudyData.Column]
  /// One a row of the data.
  private let losses: [Double]
  /// One a row of the data; nil: rows are independent.
  private let clusters: [Int]?
  private let scan: SegmentScan
  /// Columns of the scan, those with the worst groups first.
  private let order: [Int]

  static let fewestRows = 50
  static let smallestShare = 0.02
  /// Rows of the half that looks, and columns of which every two are looked at.
  static let mostRows = 20_000
  static let mostColumns = 40
  /// Candidates that are taken to the other half.
  static let mostCandidates = 20
  /// Of the rows of two segments together: those that share so many are shown once.
  static let sharedRows = 0.4
  /// Mean loss inside against outside, from which on a segment counts as weak.
  static let leastRatio = 1.1
  static let fewestConfirming = 20
  static let level = 0.05

  /// - Parameters:
  ///   - columns: that describe segments.
  ///   - losses: one a row of the data; read at the rows of both halves.
  ///   - clusters: rows that are not independent of each other, one a row of the data.
  init(_ columns: [StudyData.Column], discovery: [Int], confirmation: [Int], losses: [Double], clusters: [Int]?) {
    (self.columns, self.losses, self.clusters) = (columns, losses, clusters)
    self.confirmation = confirmation
    let rows = Array(discovery.prefix(Self.mostRows))
    self.discovery = rows
    let groups = columns.map { ColumnGroups($0, cutBy: rows) }
    let scan = SegmentScan(
      groups, rows: rows, losses: rows.map { losses[$0] }, fewest: Self.fewest(rows.count))
    self.scan = scan
    let contrasts = groups.indices.map(scan.contrast)
    order = Array(groups.indices.sorted { (contrasts[$1], $0) < (contrasts[$0], $1) }.prefix(Self.mostColumns))
  }

  static func fewest(_ rows: Int) -> Int { max(fewestRows, Int((smallestShare * Double(rows)).rounded(.up))) }

  static func isWorse(_ inside: Double, _ outside: Double) -> Bool { inside > outside * leastRatio }

  // MARK: Looking

  /// Independent parts of the search; the last one is the tree.
  var tasks: Range<Int> { 0..<(order.count + 1) }

  func candidates(_ task: Int) -> [SegmentCandidate] {
    guard task < order.count else { return treeCandidates() }
    return scan.candidates(order[task], with: Array(order[(task + 1)...]))
  }

  private func treeCandidates() -> [SegmentCandidate] {
    let tree = SegmentTree(
      order.map { columns[$0] }, rows: scan.rows, losses: scan.losses, fewest: scan.fewest)
    return tree.leaves().filter { leaf in
      !leaf.conditions.isEmpty && Self.isWorse(leaf.losses.mean, scan.whole.without(leaf.losses).mean)
    }
  }

  /// The worst that differ from each other, the worst first.
  func distinct(_ candidates: [SegmentCandidate]) -> [SegmentCandidate] {
    let named = candidates.map { (candidate: $0, words: SegmentCondition.words($0.conditions)) }
    let sorted = named.sorted {
      ($1.candidate.losses.lowerBound, $0.words) < ($0.candidate.losses.lowerBound, $1.words)
    }
    var kept: [(candidate: SegmentCandidate, mask: [Bool])] = []
    for (candidate, _) in sorted where kept.count < Self.mostCandidates {
      let mask = SegmentCondition.mask(candidate.conditions, columns, rows: discovery)
      if kept.allSatisfy({ Self.overlap($0.mask, mask) < Self.sharedRows }) { kept.append((candidate, mask)) }
    }
    return kept.map(\.candidate)
  }

  /// Jaccard's index (1912): the rows of both over the rows of either.
  static func overlap(_ first: [Bool], _ second: [Bool]) -> Double {
    var (both, either) = (0, 0)
    for (a, b) in zip(first, second) where a || b {
      either += 1
      if a && b { both += 1 }
    }
    return either > 0 ? Double(both) / Double(either) : 0
  }

  // MARK: Confirming

  struct Confirmed: Codable, Equatable, Sendable {
    var conditions: [SegmentCondition]
    /// Of the half that confirms.
    var rows: Int
    var share: Double
    var insideLoss: Double
    var outsideLoss: Double
    /// After Holm over all that were tested.
    var adjustedPValue: Double
  }

  /// Of the candidates those that are worse on the other half too, the worst first. One that is so with fewer of its
  /// conditions only is shown with those; all of that is tested and counted.
  func confirmed(_ candidates: [SegmentCandidate]) -> (segments: [Confirmed], tested: Int) {
    let families = candidates.map { Self.family($0.conditions) }
    var tested: [[SegmentCondition]] = []
    for conditions in families.joined() where !tested.contains(conditions) { tested.append(conditions) }
    let tests = tested.compactMap(test)
    let adjusted = PairedTests.holm(tests.map(\.pValue))
    let passed = zip(tests, adjusted).compactMap { test, p -> Confirmed? in
      guard let p, p < Self.level, Self.isWorse(test.segment.insideLoss, test.segment.outsideLoss),
        needsAll(test.segment)
      else { return nil }
      var segment = test.segment
      segment.adjustedPValue = p
      return segment
    }
    let chosen = families.compactMap { family in
      family.lazy.compactMap { conditions in passed.first { $0.conditions == conditions } }.first
    }
    return (apart(chosen.sorted { ($1.insideLoss, $0.rows) < ($0.insideLoss, $1.rows) }), tests.count)
  }

  /// The conditions, then without one of them each.
  private static func family(_ conditions: [SegmentCondition]) -> [[SegmentCondition]] {
    guard conditions.count > 1 else { return [conditions] }
    return [conditions]
      + conditions.indices.map { left in conditions.indices.filter { $0 != left }.map { conditions[$0] } }
  }

  /// Without those that share too many rows with a worse one.
  private func apart(_ segments: [Confirmed]) -> [Confirmed] {
    var kept: [(segment: Confirmed, mask: [Bool])] = []
    for segment in segments {
      let mask = SegmentCondition.mask(segment.conditions, columns, rows: confirmation)
      if kept.allSatisfy({ Self.overlap($0.mask, mask) < Self.sharedRows }) { kept.append((segment, mask)) }
    }
    return kept.map(\.segment)
  }

  /// nil where too few rows are on one side.
  private func test(_ conditions: [SegmentCondition]) -> (segment: Confirmed, pValue: Double?)? {
    let mask = SegmentCondition.mask(conditions, columns, rows: confirmation)
    let (inside, outside) = (losses(where: true, mask), losses(where: false, mask))
    guard min(inside.count, outside.count) >= Self.fewestConfirming, let mean = FoldIntervals.mean(inside),
      let rest = FoldIntervals.mean(outside)
    else { return nil }
    let segment = Confirmed(
      conditions: conditions, rows: inside.count, share: Double(inside.count) / Double(confirmation.count),
      insideLoss: mean, outsideLoss: rest, adjustedPValue: 1)
    let p =
      clusters.map { clusters in
        TwoSampleTests.clustered(
          confirmation.map { losses[$0] }, isInside: mask, clusters: confirmation.map { clusters[$0] })
      } ?? TwoSampleTests.welch(inside, outside)
    return (segment, p)
  }

  /// Whether each condition makes it worse on this half too: without it the segment has better rows besides.
  private func needsAll(_ segment: Confirmed) -> Bool {
    let conditions = segment.conditions
    if conditions.count == 1 { return true }
    return conditions.indices.allSatisfy { left in
      let others = conditions.indices.filter { $0 != left }.map { conditions[$0] }
      let wider = SegmentCondition.mask(others, columns, rows: confirmation)
      let own = SegmentCondition.mask([conditions[left]], columns, rows: confirmation)
      let besides = losses(where: true, zip(wider, own).map { $0 && !$1 })
      return FoldIntervals.mean(besides).map { $0 < segment.insideLoss } ?? false
    }
  }

  private func losses(where isInside: Bool, _ mask: [Bool]) -> [Double] {
    zip(confirmation, mask).compactMap { row, holds in holds == isInside ? losses[row] : nil }
  }
}
