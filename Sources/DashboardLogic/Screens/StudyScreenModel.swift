import RunModel
import TerminalModel

/// A study as its trials tell of it: what was tried, what came of it, and which settings made the difference.
public struct StudyScreenModel: Sendable {
  public var layout: StudyLayout
  public var trials: StudyTrials
  /// The trials in the order of the table, as places in `trials.trials`.
  public var order: [Int]
  /// Place in `order`.
  public var selection: Int?
  /// The hyperparameters that trials of one kind differ in.
  public var parameters: [String]
  /// The chosen one's place among them.
  public var parameter: Int?

  public var selectedTrial: StudyTrials.Trial?
  /// The trials of one kind, as others have other hyperparameters: of the selected one's, where those differ in any.
  let kin: [StudyTrials.Trial]
  /// Of the objective: over all trials, and over those of the selected one's kind.
  let objectiveAxis: PlotAxis
  let kinAxis: PlotAxis
  /// The hyperparameters of all trials, those that differ among the selected one's kind first.
  let hyperparameterNames: [String]

  /// nil where the selected run has to do with no trials.
  init?(_ state: DashboardState, in area: Rect) {
    guard let run = state.selectedRun, let found = state.studyTrials else { return nil }
    let settings = state.settings.study
    var order = Array(found.trials.indices)
    if settings.isSortedByObjective {
      order.sort { a, b in
        let (first, second) = (found.trials[a].objective, found.trials[b].objective)
        return found.isBetter(first, than: second) || (!found.isBetter(second, than: first) && a < b)
      }
    }
    let ids = [run.id, state.study.trialID ?? ""]
    let wanted =
      ids.compactMap { id in found.trials.firstIndex { $0.id == id } }.first
      ?? found.chosenIndex ?? found.bestIndex
    let place = wanted.flatMap { order.firstIndex(of: $0) } ?? (order.isEmpty ? nil : 0)
    selectedTrial = place.map { found.trials[order[$0]] }
    let candidate = found.comparableCandidate(near: selectedTrial?.candidate ?? "")
    let names = found.varying(of: candidate)
    kin = found.trials.filter { $0.candidate == candidate }
    (trials, self.order, selection, parameters) = (found, order, place, names)
    parameter = names.isEmpty ? nil : settings.parameter.flatMap { names.firstIndex(of: $0) } ?? 0
    objectiveAxis = Self.objectiveAxis(of: found.trials, in: found)
    kinAxis = Self.objectiveAxis(of: kin, in: found)
    var seen = Set(names)
    hyperparameterNames =
      names + found.trials.flatMap { $0.settings.lazy.map(\.name) }.filter { seen.insert($0).inserted }
    layout = StudyLayout(
      in: area, trialCount: found.trials.count, hasParameters: !names.isEmpty, chart: settings.chart)
  }

  // MARK: Axes

  /// The measure's axis over some trials, without the worst that would press the others into a line.
  private static func objectiveAxis(of some: [StudyTrials.Trial], in trials: StudyTrials) -> PlotAxis {
    let values = some.compactMap(\.objective).filter(\.isFinite).sorted()
    let name = trials.metric?.rawValue ?? "objective"
    guard let low = values.first, let high = values.last, low < high else {
      let only = values.first ?? 0
      let air = only == 0 ? 1 : only.magnitude / 10
      let largest = Double.greatestFiniteMagnitude
      let range = max(only - air, -largest)...min(only + air, largest)
      return PlotAxis(name, range: range.endingAtOne(for: only...only))
    }
    var (bottom, top) = (low, high)
    if let near = RobustRange.fence([values], full: low...high, .linear, least: 5),
      RobustRange.isWorthIt(kept: near, full: low...high, .linear)
    {
      if trials.direction == .lowerIsBetter { top = near.upperBound }
      if trials.direction == .higherIsBetter { bottom = near.lowerBound }
    }
    let air = (top - bottom) / 20
    guard bottom < top, (bottom - air).isFinite, (top + air).isFinite else { return PlotAxis(name, range: low...high) }
    return PlotAxis(name, range: ((bottom - air)...(top + air)).endingAtOne(for: bottom...top))
  }

  /// The axis of a hyperparameter among trials of the selected one's kind.
  func axis(of name: String) -> PlotAxis {
    let values = kin.compactMap { $0.setting(name) }
    let numbers = values.map { value -> Double? in if case .flag = value { nil } else { value.number } }
    if numbers.allSatisfy({ $0 != nil }) { return PlotAxis(name, numbers: numbers.compactMap { $0 }) }
    return PlotAxis(name, levels: Set(values.map(\.text)))
  }

  private static func share(_ value: Hyperparameter.Value?, on axis: PlotAxis) -> Double? {
    guard let value else { return nil }
    if case .levels = axis.scale { return axis.share(ofLevel: value.text) }
    return value.number.flatMap { axis.share($0) }
  }

  /// From cold to hot; grounds of heat maps would cover the lines.
  private static let heatStyles: [StyleRole] = [.textDim, .series1, .series3, .series2]

  /// How hot a value is drawn, as a place in `heatStyles`: the best is hottest, what is not known is cold.
  private func heat(_ value: Double?, on axis: PlotAxis) -> Int {
    guard let share = value.flatMap({ axis.share($0) }) else { return 0 }
    let worth = trials.direction == .lowerIsBetter ? 1 - share : share
    return max(0, min(Self.heatStyles.count - 1, Int(worth * Double(Self.heatStyles.count))))
  }

  /// Colder ones first, so that hot ones are drawn over them.
  private func fromCold(_ some: [StudyTrials.Trial], on axis: PlotAxis) -> [StudyTrials.Trial] {
    some.enumerated().map { (heat($1.objective, on: axis), $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  /// What the colours say.
  private static let legend: [TextSpan] =
    [TextSpan("worse ", .textDim)] + heatStyles.map { TextSpan("■", $0) } + [TextSpan(" better  ", .textDim)]

  private func point(_ trial: StudyTrials.Trial, x: Double, on axis: PlotAxis) -> ScatterChartModel.Point? {
    guard let value = trial.value, let y = axis.share(value) else { return nil }
    let isBeyond = Self.side(value, of: axis)
    let isSelected = trial.id == selectedTrial?.id
    let kind: ScatterChartModel.Kind = isSelected ? .selected : trial.objective == nil ? .partial : .whole
    return ScatterChartModel.Point(
      x: x, y: y, kind: kind, style: isSelected ? .textStrong : Self.heatStyles[heat(trial.objective, on: axis)],
      isBeyond: isBeyond)
  }

  /// How many values lie beyond the axis, in words; empty for none.
  private func beyond(_ count: Int) -> String { count == 0 ? "" : "  \(count) off scale" }
  private func beyond(_ points: [ScatterChartModel.Point]) -> String { beyond(points.count { $0.isBeyond != 0 }) }

  /// -1 below an axis, 1 above it, 0 within.
  private static func side(_ value: Double, of axis: PlotAxis) -> Int {
    value < axis.range.lowerBound ? -1 : value > axis.range.upperBound ? 1 : 0
  }

  // MARK: Charts

  /// The objective over the number of the trial, and the best so far.
  public var progressChart: ScatterChartModel {
    let all = trials.trials
    let yAxis = objectiveAxis
    let numbers = all.map { Double($0.number) }
    let xAxis = PlotAxis("trial", range: (numbers.min() ?? 0)...(numbers.max() ?? 0), scale: .whole)
    let points = fromCold(all, on: yAxis).compactMap { trial in
      xAxis.share(Double(trial.number)).flatMap { point(trial, x: $0, on: yAxis) }
    }
    var line = trials.steps.compactMap { index -> ScatterChartModel.Point? in
      xAxis.share(Double(all[index].number)).flatMap { x in
        all[index].objective.flatMap { yAxis.share($0) }.map { .init(x: x, y: $0) }
      }
    }
    if let last = line.last { line.append(.init(x: 1, y: last.y)) }
    let best = trials.bestIndex.map { all[$0] }
    let value = best?.objective.map { NumberFormat.significant($0) } ?? "none yet"
    let summary = StyledText([
      TextSpan("best \(value)", .textStrong),
      TextSpan((best.map { " in trial \($0.number)" } ?? "") + beyond(points), .textDim),
    ])
    return ScatterChartModel(
      title: "best so far", summary: summary, xAxis: xAxis, yAxis: yAxis, points: ordered(points), line: line,
      valueless: valueless { xAxis.share(Double($0.number)) }, emptyText: "no trial has a value yet")
  }

  /// The objective over the chosen hyperparameter.
  public var scatterChart: ScatterChartModel {
    let yAxis = kinAxis
    guard let parameter else {
      return ScatterChartModel(
        title: "hyperparameter", xAxis: PlotAxis("", range: 0...1), yAxis: yAxis, points: [], emptyText: nothingVaries)
    }
    let name = parameters[parameter]
    let xAxis = axis(of: name)
    let points = fromCold(kin, on: yAxis).compactMap { trial in
      Self.share(trial.setting(name), on: xAxis).flatMap { point(trial, x: $0, on: yAxis) }
    }
    let place = "\(parameter + 1) of \(parameters.count)"
    let logarithm = xAxis.scale == .logarithmic ? "  log" : ""
    return ScatterChartModel(
      title: name, summary: StyledText(place + logarithm + beyond(points), .textDim), xAxis: xAxis,
      yAxis: yAxis, points: ordered(points),
      valueless: valueless { kinTrial in
        kinTrial.candidate == kin.first?.candidate ? Self.share(kinTrial.setting(name), on: xAxis) : nil
      }, emptyText: "no trial of this kind has a value yet")
  }

  private func valueless(_ place: (StudyTrials.Trial) -> Double?) -> [Double] {
    trials.trials.filter { $0.outcome == .failed && $0.value == nil }.compactMap(place)
  }

  /// Whole trials over those given up, and the selected one on top.
  private func ordered(_ points: [ScatterChartModel.Point]) -> [ScatterChartModel.Point] {
    ScatterChartModel.Kind.allCases.flatMap { kind in points.filter { $0.kind == kind } }
  }

  private var nothingVaries: String {
    trials.trials.isEmpty ? "no trials yet" : "no hyperparameter differs among trials of a kind"
  }

  /// All hyperparameters that differ and the objective, side by side.
  /// - Parameter columns: as many axes as have room, the chosen one among them.
  public func parallelChart(columns: Int) -> ParallelChartModel {
    let objective = kinAxis
    let room = ParallelChartModel.fitting(columns: columns) - 1
    let first = max(0, min((parameter ?? 0) - room + 1, parameters.count - room))
    let shown = Array(parameters.dropFirst(first).prefix(room))
    let axes = shown.map { axis(of: $0) } + [objective]
    func line(_ trial: StudyTrials.Trial) -> ParallelChartModel.Line {
      let shares = zip(shown, axes).map { Self.share(trial.setting($0), on: $1) }
      return .init(
        shares: shares + [trial.value.flatMap { objective.share($0) }],
        style: Self.heatStyles[heat(trial.objective, on: objective)],
        isBeyond: trial.value.map { Self.side($0, of: objective) } ?? 0)
    }
    let lines = fromCold(kin, on: objective).filter { $0.id != selectedTrial?.id }.map(line)
    let kind = kin.first.map { $0.candidate.isEmpty ? "trials" : $0.candidate } ?? "trials"
    let left = parameters.count - shown.count
    let summary =
      (left > 0 ? "\(left) more hyperparameter\(left == 1 ? "" : "s")  " : "")
      + "\(kin.count) trial\(kin.count == 1 ? "" : "s")"
      + beyond(kin.count { $0.value.map { Self.side($0, of: objective) != 0 } ?? false })
    return ParallelChartModel(
      title: kind, summary: StyledText(Self.legend + [TextSpan(summary, .textDim)]),
      axes: parameters.isEmpty ? [] : axes, lines: lines,
      selected: selectedTrial.flatMap { trial in
        guard kin.contains(where: { $0.id == trial.id }) else { return nil }
        var line = line(trial)
        line.style = .textStrong
        return line
      }, chosenAxis: parameter.map { $0 - first }, emptyText: nothingVaries)
  }
}
