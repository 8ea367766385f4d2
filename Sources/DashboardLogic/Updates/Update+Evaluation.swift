import RunModel
import Statistics
import TerminalModel

extension EvaluationState {
  /// So many mistakes are listed.
  static let worstLimit = 200
}

extension DashboardState {
  var hasEvaluation: Bool { evaluationTables?.isEmpty == false }

  /// Of the selected run, on the rows that are shown.
  var evaluationTables: EvaluationTables? {
    selectedRun.map { EvaluationTables($0, split: settings.evaluation.split) }
  }

  // MARK: Commands

  mutating func showNextSplit() {
    guard let next = evaluationTables?.splitAfter else { return }
    settings.evaluation.split = next
    keepEvaluationWithinBounds()
  }

  /// All classes, then one after the other.
  mutating func lookAtClass(_ distance: Int) {
    guard let classes = evaluationTables?.classes, !classes.isEmpty else { return }
    let now = evaluation.className.flatMap { classes.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    let next = (now + distance + classes.count + 1) % (classes.count + 1)
    evaluation.className = next == 0 ? nil : classes[next - 1]
  }

  mutating func focusPanel(by distance: Int) {
    guard let count = evaluationTables?.panels.count, count > 0 else { return }
    evaluation.focus = (min(evaluation.focus, count - 1) + distance + count) % count
  }

  /// To the next place where a threshold stands exactly, so many times.
  mutating func moveThreshold(by distance: Int) {
    guard let tables = evaluationTables, let reader = ThresholdReader(tables) else { return }
    let places = reader.places
    let now = evaluation.threshold ?? tables.thresholdOfUse ?? 0.5
    let next = places.firstIndex { $0 > now } ?? places.count
    // A place that the threshold stands on is no step.
    let before = next - (next > 0 && places[next - 1] == now ? 2 : 1)
    let wanted = distance > 0 ? next + distance - 1 : before + distance + 1
    evaluation.threshold = places[max(0, min(wanted, places.count - 1))]
  }

  // MARK: Moving

  mutating func moveInEvaluation(_ command: Command) {
    guard let tables = evaluationTables else { return }
    let panels = tables.panels
    let panel = panels.indices.contains(evaluation.focus) ? panels[evaluation.focus] : nil
    let classCount = tables.confusion?.labels.count ?? 0
    if panel == .worst {
      moveInWorst(command, tables)
    } else if panel == .measures, tables.measureCount > 1, command != .moveLeft, command != .moveRight {
      evaluation.measure = command.index(from: evaluation.measure, count: tables.measureCount, page: 10)
    } else if panel == .confusion, classCount > 2 {
      moveCursor(command, classCount: classCount)
    } else {
      moveElsewhere(command, panelCount: panels.count)
    }
  }

  /// Sideways the threshold where there is one, else panels.
  private mutating func moveElsewhere(_ command: Command, panelCount: Int) {
    let hasThreshold = evaluationTables.flatMap { ThresholdReader($0) } != nil
    switch command {
    case .moveLeft: hasThreshold ? moveThreshold(by: -1) : focusPanel(by: -1)
    case .moveRight: hasThreshold ? moveThreshold(by: 1) : focusPanel(by: 1)
    case .pageUp: hasThreshold ? moveThreshold(by: -10) : focusPanel(by: -1)
    case .pageDown: hasThreshold ? moveThreshold(by: 10) : focusPanel(by: 1)
    case .goToFirst: hasThreshold ? moveThreshold(by: -.max / 2) : (evaluation.focus = 0)
    case .goToLast: hasThreshold ? moveThreshold(by: .max / 2) : (evaluation.focus = max(panelCount - 1, 0))
    case .moveUp: focusPanel(by: -1)
    case .moveDown: focusPanel(by: 1)
    default: break
    }
  }

  private mutating func moveCursor(_ command: Command, classCount: Int) {
    var place = evaluation.cursor
    switch command {
    case .moveLeft: place.predicted -= 1
    case .moveRight: place.predicted += 1
    case .moveUp: place.actual -= 1
    case .moveDown: place.actual += 1
    case .pageUp: place.actual -= 10
    case .pageDown: place.actual += 10
    case .goToFirst: place = .init(actual: 0, predicted: 0)
    case .goToLast: place = .init(actual: classCount - 1, predicted: classCount - 1)
    default: break
    }
    let inside = { max(0, min($0, classCount - 1)) }
    evaluation.cursor = .init(actual: inside(place.actual), predicted: inside(place.predicted))
  }

  /// Along the worst confusions; the matrix shows the one that is selected.
  private mutating func moveInWorst(_ command: Command, _ tables: EvaluationTables) {
    guard let matrix = tables.confusion else { return }
    let worst = ConfusionMatrixModel(matrix).worst(limit: EvaluationState.worstLimit)
    guard !worst.isEmpty else { return }
    let index = command.upright.index(from: evaluation.worst, count: worst.count, page: 10)
    evaluation.worst = index
    evaluation.cursor = worst[index].place
  }

  mutating func keepEvaluationWithinBounds() {
    guard let tables = evaluationTables else { return }
    evaluation.focus = max(0, min(evaluation.focus, tables.panels.count - 1))
    let last = max((tables.confusion?.labels.count ?? 1) - 1, 0)
    evaluation.measure = max(0, min(evaluation.measure, tables.measureCount - 1))
    evaluation.cursor.actual = min(evaluation.cursor.actual, last)
    evaluation.cursor.predicted = min(evaluation.cursor.predicted, last)
    if let name = evaluation.className, !tables.classes.contains(name) { evaluation.className = nil }
  }

  // MARK: Mouse

  /// A click or a drag: on the slider or a curve it moves the threshold, on another panel it moves the focus there.
  mutating func clickInEvaluation(at point: Point, isDrag: Bool) {
    guard let tables = evaluationTables else { return }
    let reader = ThresholdReader(tables)
    let content = layout.content
    let places = EvaluationLayout(tables, reader, evaluation, in: content)
    if let reader, let share = ThresholdLayout(places.threshold).share(at: point) {
      let model = ThresholdModel(
        reader, threshold: evaluation.threshold ?? tables.thresholdOfUse ?? 0.5, tables: tables)
      let value = model.range.lowerBound + (model.range.upperBound - model.range.lowerBound) * share
      evaluation.threshold = reader.places.min { abs($0 - value) < abs($1 - value) }
      return
    }
    guard let panel = places.panel(at: point), let index = tables.panels.firstIndex(of: panel) else { return }
    if let reader, let nearest = threshold(under: point, panel, places, tables, reader) {
      evaluation.threshold = nearest
    } else if !isDrag, evaluation.focus == index {
      evaluation.isMaximised.toggle()
    }
    if !isDrag { evaluation.focus = index }
  }

  /// The place whose point of a curve is nearest to the one under the pointer; nil elsewhere.
  private func threshold(
    under point: Point, _ panel: EvaluationPanel, _ places: EvaluationLayout, _ tables: EvaluationTables,
    _ reader: ThresholdReader
  ) -> Double? {
    guard panel == .roc || panel == .precisionRecall,
      case .curve(let chart) = EvaluationPanels(self, tables, reader).content(panel),
      let area = places.places.first(where: { $0.panel == panel })?.area,
      let wanted = CurveChartLayout(chart, in: area).values(at: point)
    else { return nil }
    let distance = { (reading: ThresholdReading) -> Double in
      let judged = reading.judged
      let x = (panel == .roc ? judged.falsePositiveRate : judged.recall) ?? .infinity
      let y = (panel == .roc ? judged.recall : judged.precision) ?? .infinity
      return (x - wanted.x) * (x - wanted.x) + (y - wanted.y) * (y - wanted.y)
    }
    return reader.readings.min { distance($0) < distance($1) }?.threshold
  }
}
