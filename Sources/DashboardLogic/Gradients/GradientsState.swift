import RunModel
import TerminalModel

/// Where one is on the gradients screen, and what was found in the layers of the selected run.
struct GradientsState: Sendable {
  /// Among the layers that have the norm on view.
  var layer = 0
  /// The step under the crosshair.
  var crosshair: Step?
  /// Worked out once for a run and a number of points: a frame must not walk all layers.
  private var findings: [LayerFinding] = []
  private var foundFor: (id: String, sight: RunSight)?

  func findings(of run: RunSnapshot) -> [LayerFinding] { foundFor?.id == run.id ? findings : [] }

  mutating func find(in run: RunSnapshot) {
    if let foundFor, foundFor.id == run.id, foundFor.sight.stands(for: run) { return }
    findings = LayerFinding.all(in: run)
    foundFor = (run.id, RunSight(run))
  }
}

extension DashboardState {
  /// The layers of the selected run, and the norm on view.
  private var layerNorms: (layers: LayerNorms, shown: LayerNorm) {
    let layers = LayerNorms(selectedRun?.metrics ?? [])
    return (layers, layers.shown(settings.gradients.norm))
  }

  mutating func judgeLayers() {
    if let run = selectedRun { gradients.find(in: run) }
  }

  /// Judges the listed runs that have changed, and the layers of the selected one.
  public mutating func judgeRuns() {
    judgeHealth()
    judgeLayers()
  }

  mutating func showNextNorm() {
    let (layers, shown) = layerNorms
    let kinds = layers.kinds
    guard let at = kinds.firstIndex(of: shown) else { return }
    settings.gradients.norm = kinds[(at + 1) % kinds.count]
    gradients.layer = 0
  }

  mutating func moveInGradients(_ command: Command) {
    guard let run = selectedRun else { return }
    let (layers, norm) = layerNorms
    let count = layers.having(norm).count
    let strip = GradientsLayout(
      layerCount: count, findingCount: gradients.findings(of: run).count, in: layout.content)
    func select(_ layer: Int) { gradients.layer = max(0, min(layer, count - 1)) }
    switch command {
    case .moveUp: select(gradients.layer - 1)
    case .moveDown: select(gradients.layer + 1)
    case .pageUp: select(gradients.layer - strip.layersShown)
    case .pageDown: select(gradients.layer + strip.layersShown)
    case .goToFirst: select(0)
    case .goToLast: select(count - 1)
    case .moveLeft: moveLayerCrosshair(by: -1, columns: strip.strip.columns)
    case .moveRight: moveLayerCrosshair(by: 1, columns: strip.strip.columns)
    default: break
    }
  }

  /// By columns of the strip; it comes in at the end that it moves away from.
  private mutating func moveLayerCrosshair(by distance: Int, columns: Int) {
    let (layers, norm) = layerNorms
    guard let run = selectedRun, let steps = layers.steps(of: norm, in: run), columns > 0 else { return }
    guard let now = gradients.crosshair else {
      gradients.crosshair = Step(distance < 0 ? steps.upperBound : steps.lowerBound)
      return
    }
    let column = GradientsModel.column(of: now, steps: steps, columns: columns) + distance
    gradients.crosshair = GradientsModel.step(
      atColumn: max(0, min(column, columns - 1)), steps: steps, columns: columns)
  }

  /// Shows the curve of the selected layer, with the crosshair where it stands here.
  mutating func openLayer() {
    guard let run = selectedRun else { return }
    let (all, norm) = layerNorms
    let layers = all.having(norm)
    guard !layers.isEmpty else { return }
    let layer = layers[min(gradients.layer, layers.count - 1)]
    guard let index = norm == .weights ? layer.weight : layer.gradient else { return }
    if showMetric(named: run.metrics[index].name.rawValue) { curves.crosshair = gradients.crosshair }
  }
}
