import RunModel
import TerminalModel

/// Where one is on the compare screen.
public struct CompareState: Equatable, Sendable {
  /// Index of the selected line among `RunComparison.rows`.
  public var row = 0
  /// Index of the selected run; 0 is the reference.
  public var run = 0

  public init() {}
}

extension DashboardState {
  /// The marked runs, the reference first; where fewer than two are marked, what they are likely to be compared with.
  var comparedRuns: [RunSnapshot] {
    let marked = runs.markedRuns
    let compared = marked.count < 2 ? likelyCompared(marked.first) : marked
    guard let reference = compared.firstIndex(where: { $0.id == settings.compare.reference }) else { return compared }
    return [compared[reference]] + compared[..<reference] + compared[(reference + 1)...]
  }

  /// A run, else the selected one, and the best others by its main metric, or where none is best those listed first.
  private func likelyCompared(_ marked: RunSnapshot?) -> [RunSnapshot] {
    guard let run = marked ?? selectedRun else { return [] }
    // The steps of a study are trials: beside those of a training they say nothing.
    let isStudy = run.studyMeasure != nil
    let others = runs.listed.filter { $0.id != run.id && $0.parent == nil && ($0.studyMeasure != nil) == isStudy }
    guard let metric = runs.values.headlineMetric(of: run), let direction = metric.direction else {
      return [run] + others.prefix(Self.likelyCount)
    }
    let judged = others.compactMap { other -> (run: RunSnapshot, best: Double)? in
      guard let same = other.metrics.first(where: { $0.name == metric.name }) else { return nil }
      return runs.values.bestPoint(of: same, in: other).map { (other, $0.value) }
    }
    let best = judged.sorted { direction == .lowerIsBetter ? $0.best < $1.best : $0.best > $1.best }
    return [run] + best.prefix(Self.likelyCount).map(\.run)
  }

  private static let likelyCount = 3

  var comparison: RunComparison {
    let runs = comparedRuns
    return RunComparison(
      of: runs, filter: NameFilter(kept: settings.compare.filter),
      until: settings.compare.isToCommonStep ? Self.commonStep(of: runs) : nil)
  }

  /// The last step that all of the runs have; nil where one has none. O(metrics).
  static func commonStep(of runs: [RunSnapshot]) -> Step? {
    let newest = runs.map { run in run.metrics.compactMap { $0.series.last?.step }.max() }
    return newest.contains(nil) ? nil : newest.compactMap(\.self).min()
  }
}

extension RunComparison {
  /// The selectable line nearest to one, forwards first.
  func selectable(near row: Int) -> Int {
    let wanted = max(0, min(row, rows.count - 1))
    return rows.indices.dropFirst(wanted).first { rows[$0].isSelectable }
      ?? rows.indices.prefix(wanted).last { rows[$0].isSelectable } ?? 0
  }

  /// The line that is so many selectable lines further on.
  func row(_ row: Int, movedBy distance: Int) -> Int {
    let places = rows.indices.filter { rows[$0].isSelectable }
    guard let here = places.firstIndex(where: { $0 >= selectable(near: row) }) else { return 0 }
    let (sum, overflow) = here.addingReportingOverflow(distance)
    return places[overflow ? (distance > 0 ? places.count - 1 : 0) : max(0, min(sum, places.count - 1))]
  }

  /// The metric of a line; for other lines that of the first with one.
  func metric(near row: Int) -> MetricName? {
    (rows.indices.contains(row) ? rows[row].metric : nil) ?? rows.lazy.compactMap(\.metric).first
  }

  /// The page of so many metrics that one is on; the last page goes back as far as there are metrics.
  func metrics(around metric: MetricName, count: Int) -> [MetricName] {
    var seen: Set<MetricName> = []
    let all = rows.compactMap(\.metric).filter { seen.insert($0).inserted }
    guard count > 0, let at = all.firstIndex(of: metric) else { return [] }
    let start = max(0, min(at / count * count, all.count - count))
    return Array(all[start..<min(all.count, start + count)])
  }
}
