public import RunModel
import TerminalModel

/// What the selected run's model leans on: a row for each feature, and all about the selected one.
public struct FeaturesModel: Sendable {
  public struct Row: Equatable, Sendable {
    public var name: String
    /// Offsets of the characters that the filter matched, in the harmless form of the name.
    public var matched: [Int]
    /// From 1, by the measure.
    public var rank: Int
    public var value: Double
    /// One standard deviation; nil when it is not known.
    public var deviation: Double?
    /// Against the other run; nil without one.
    public var change: Change?
    /// How its contributions lie; nil when it was not recorded.
    public var swarm: ShapSummary.Feature?
  }

  /// What the other run says of the same feature.
  public struct Change: Equatable, Sendable {
    /// nil when it does not know the feature.
    public var rank: Int?
    public var value: Double?
  }

  public var measure: String
  public var rows: [Row]
  /// Index of the selected row.
  public var selection: Int?
  /// Of all values, zero among them.
  public var range: ClosedRange<Double>
  /// Of all contributions but those in open-ended bins, zero among them; nil where none were recorded.
  public var swarmRange: ClosedRange<Double>?
  public var swarmEdges: [Double]
  /// What the contributions are of and in; empty without.
  public var swarmTitle: String
  /// The other run; empty without one.
  public var rival: String
  /// What is on view, and how it came about.
  public var pageText: String
  public var emptyText: String
  /// Lines about the selected feature.
  public var facts: [StyledText]
  /// How the values of the selected feature lie, where a drift report says it; nil where none does.
  public var distribution: FeatureDistribution?
  /// Whether the selected feature has the screen alone.
  public var isDetailOpen: Bool

  init(_ state: DashboardState, _ run: RunSnapshot) {
    let tables = FeatureTables(run)
    let settings = state.settings.features
    let importance = tables.importance(settings.measure, className: state.evaluation.className)
    let summary = tables.summary(state.evaluation.className)
    let rival = state.featureRival
    let before = rival.flatMap { rival in
      FeatureTables(rival).importance(importance?.measure, className: state.evaluation.className)
    }.flatMap { $0.measure == importance?.measure ? $0 : nil }
    measure = importance?.measure ?? ""
    let all = Self.rows(importance, summary, before)
    rows = Self.sorted(Self.filtered(all, settings.filter), settings.order)
    selection = rows.isEmpty ? nil : rows.firstIndex { $0.name == state.features.selected } ?? 0
    let values = all.map(\.value).filter(\.isFinite)
    range = min(values.min() ?? 0, 0)...max(values.max() ?? 0, 0)
    (swarmRange, swarmEdges) = (Self.swarmRange(summary), summary?.edges ?? [])
    swarmTitle = summary.map { Self.title($0) } ?? ""
    self.rival = before == nil ? "" : rival.map { FeatureTables.rivalName($0, beside: run) } ?? ""
    isDetailOpen = state.features.isDetailOpen
    emptyText = all.isEmpty ? "no importance recorded; it comes at the end of a training" : "no feature fits the filter"
    pageText = Self.pageText(state, tables, shown: rows.count, of: all.count)
    facts = []
    guard let selection else { return }
    facts = Self.facts(rows[selection], tables, summary, rival: self.rival)
    distribution = Self.distribution(of: rows[selection].name, in: run)
  }

  /// How the contributions of a row's feature lie; nil when that was not recorded.
  public func swarm(of row: Row) -> SwarmModel? {
    guard let swarm = row.swarm, let range = swarmRange else { return nil }
    return SwarmModel(feature: swarm, edges: swarmEdges, range: range)
  }

  // MARK: Rows

  /// Of the newest drift report.
  private static func distribution(of name: String, in run: RunSnapshot) -> FeatureDistribution? {
    guard let report = DriftTables(run, split: nil).report,
      let feature = report.features.first(where: { $0.name == name }), feature.distribution != nil
    else { return nil }
    let value = feature.value.map { "\(feature.measure) \(NumberFormat.fixed($0, decimals: 3)), " } ?? ""
    return FeatureDistribution(feature, in: report, text: value + StatusSign(feature.status).word)
  }

  private static func rows(
    _ importance: FeatureImportance?, _ summary: ShapSummary?, _ before: FeatureImportance?
  ) -> [Row] {
    guard let importance else { return [] }
    let swarms = Dictionary((summary?.features ?? []).map { ($0.name, $0) }) { first, _ in first }
    let earlier = before.map { Dictionary(ranked($0).map { ($0.name, $0) }) { first, _ in first } }
    return ranked(importance).map { item in
      var row = item
      row.swarm = swarms[item.name]
      row.change = earlier.map { Change(rank: $0[item.name]?.rank, value: $0[item.name]?.value) }
      return row
    }
  }

  /// What orders the features, NaN last: the magnitude, as of coefficients. Of permutation the value itself, as a model
  /// that does better without a feature's order does not lean on it.
  private static func sizes(_ importance: FeatureImportance) -> [Double] {
    let isSigned = importance.measure.lowercased().contains("permutation")
    return importance.values.map { $0.isNaN ? -.infinity : isSigned ? $0 : abs($0) }
  }

  /// From 1, as `ranked` counts. O(features).
  private static func rank(of place: Int, in importance: FeatureImportance) -> Int {
    let sizes = sizes(importance)
    return 1
      + sizes.enumerated().count { other, size in
        size > sizes[place] || (size == sizes[place] && other < place)
      }
  }

  /// The most important first, NaN last. O(n log n) in the features.
  static func ranked(_ importance: FeatureImportance) -> [Row] {
    let (sizes, deviations) = (sizes(importance), importance.deviations)
    let places = zip(importance.features.indices, sizes.indices).map(\.0)
    return places.sorted { (sizes[$0], $1) > (sizes[$1], $0) }.enumerated().map { rank, place in
      Row(
        name: importance.features[place], matched: [], rank: rank + 1, value: importance.values[place],
        deviation: deviations.indices.contains(place) ? deviations[place] : nil)
    }
  }

  private static func filtered(_ rows: [Row], _ text: String) -> [Row] {
    let filter = NameFilter(kept: text)
    guard filter != .everything else { return rows }
    return rows.compactMap { row in
      guard let places = filter.matches(in: row.name) else { return nil }
      var row = row
      row.matched = places
      return row
    }
  }

  private static func sorted(_ rows: [Row], _ order: FeatureSettings.Order) -> [Row] {
    switch order {
    case .importance: rows
    case .name: rows.sorted { ($0.name, $0.rank) < ($1.name, $1.rank) }
    case .change: rows.sorted { ($0.moved, $1.rank) > ($1.moved, $0.rank) }
    }
  }

  private static func swarmRange(_ summary: ShapSummary?) -> ClosedRange<Double>? {
    guard let edges = summary?.edges, let low = edges.first, let high = edges.last, low < high else { return nil }
    let tails = BinTails(edges)
    let (first, last) = (tails.isLower ? edges[1] : low, tails.isUpper ? edges[edges.count - 2] : high)
    return min(first, 0)...max(last, 0)
  }

  // MARK: Words

  private static func title(_ summary: ShapSummary) -> String {
    let ofClass = summary.className.map { " for \($0)" } ?? ""
    return "SHAP\(ofClass)" + (summary.unit.map { ", \($0)" } ?? "")
  }

  private static func pageText(
    _ state: DashboardState, _ tables: FeatureTables, shown: Int, of count: Int
  ) -> String {
    let filter = state.settings.features.filter
    var parts = filter.isEmpty ? [] : ["\(shown) of \(count) fit \(filter)"]
    let key = state.keys.label(of: .nextMeasure)
    if tables.measures.count > 1, !key.isEmpty {
      parts.append("\(key): \(tables.measures.joined(separator: ", "))")
    }
    return parts.joined(separator: "  ")
  }

  private static func facts(
    _ row: Row, _ tables: FeatureTables, _ summary: ShapSummary?, rival: String
  ) -> [StyledText] {
    var lines: [StyledText] = []
    for importance in tables.importances {
      guard let place = importance.features.firstIndex(of: row.name), importance.values.indices.contains(place) else {
        continue
      }
      let (value, deviations) = (importance.values[place], importance.deviations)
      let deviation =
        deviations.indices.contains(place) ? " ± \(NumberFormat.significant(deviations[place], digits: 3))" : ""
      lines.append([
        TextSpan("\(importance.measure) ", .textDim), TextSpan(NumberFormat.significant(value), .textStrong),
        TextSpan("\(deviation)  rank \(rank(of: place, in: importance)) of \(importance.features.count)", .textDim),
      ])
    }
    if let swarm = row.swarm {
      let words = [swarm.direction, swarm.correlation.map { "Spearman \(NumberFormat.fixed($0, decimals: 2))" }]
      let known = words.compactMap(\.self).filter { !$0.isEmpty }
      if !known.isEmpty { lines.append(StyledText(known.joined(separator: ", "))) }
      lines += Self.sides(swarm, edges: summary?.edges ?? [])
    }
    if let change = row.change { lines.append(Self.text(change, row, rival)) }
    return lines
  }

  /// How far it pushes up and down: median and 90 % quantile of either sign.
  private static func sides(_ swarm: ShapSummary.Feature, edges: [Double]) -> [StyledText] {
    guard edges.count == swarm.counts.count + 1 else { return [] }
    let middles = zip(edges, edges.dropFirst()).map { ($0 + $1) / 2 }
    let total = swarm.counts.reduce(0) { $0 + Double($1) }
    return [(1.0, "raises it"), (-1.0, "lowers it")].compactMap { sign, words in
      let side = zip(middles, swarm.counts).filter { $0.0 * sign > 0 && $0.1 > 0 }.sorted { abs($0.0) < abs($1.0) }
      let rows = side.reduce(0) { $0 + Double($1.1) }
      guard rows > 0, total > 0 else { return nil }
      let quantile = { (share: Double) -> Double in
        var sum = 0.0
        return side.first {
          sum += Double($0.1); return sum >= share * rows
        }?.0 ?? 0
      }
      let ends = [quantile(0.5), quantile(0.9)].map { NumberFormat.significant($0, digits: 2) }
      return [
        TextSpan("\(words) ", .textDim), TextSpan("in \(NumberFormat.percent(rows / total)) of rows", .text),
        TextSpan(", median \(ends[0]), 90 % within \(ends[1])", .textDim),
      ]
    }
  }

  private static func text(_ change: Change, _ row: Row, _ rival: String) -> StyledText {
    guard let rank = change.rank, let value = change.value else {
      return StyledText("unknown to \(rival)", .warning)
    }
    let numbers = [value, row.value].map { NumberFormat.significant($0, digits: 3) }
    return [
      TextSpan("\(rival): ", .textDim), TextSpan("rank \(rank) → \(row.rank)", rank == row.rank ? .text : .textStrong),
      TextSpan(", \(numbers[0]) → \(numbers[1])", .textDim),
    ]
  }
}

extension FeaturesModel.Row {
  /// How many ranks it has moved; one the other run does not know counts most.
  var moved: Int { change.map { $0.rank.map { abs($0 - rank) } ?? .max } ?? 0 }
}

extension FeatureTables {
  /// The name of a run to compare with; where both are called alike, its id.
  static func rivalName(_ rival: RunSnapshot, beside run: RunSnapshot) -> String {
    rival.name == run.name ? rival.id : rival.name
  }
}
