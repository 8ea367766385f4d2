import RunModel
import TerminalModel

/// Where one is on the gradients screen, and what was found in the layers of the selected run.
struct GradientsState: Sendable {
  /// Among the layers that have the norm on view.
  var layer = 0
  /// The step under the crosshair.
  var crosshair: Step?
  /// Worked out once for a run and a number of points: a frame must not walk all layers.
  private(set) var findings: [LayerFinding] = []
  private var foundFor: (id: String, points: Int)?

  mutating func find(in run: RunSnapshot) {
    let points = run.metrics.reduce(0) { $0 + $1.series.count }
    if let foundFor, foundFor.id == run.id, points >= foundFor.points, points - foundFor.points <= foundFor.points / 128
    {
      return
    }
    findings = LayerFinding.all(in: run)
    foundFor = (run.id, points)
  }
}

extension DashboardState {
  /// The norm on view: the one chosen where the run has it, else the first that it has.
  var shownNorm: LayerNorm {
    let kinds = selectedRun.map { LayerNorms($0.metrics).kinds } ?? []
    return kinds.contains(settings.gradients.norm) ? settings.gradients.norm : kinds.first ?? .gradients
  }

  mutating func findLayers() {
    guard screen == .gradients, let run = selectedRun else { return }
    gradients.find(in: run)
  }

  mutating func showNextNorm() {
    let kinds = selectedRun.map { LayerNorms($0.metrics).kinds } ?? []
    guard let at = kinds.firstIndex(of: shownNorm) else { return }
    settings.gradients.norm = kinds[(at + 1) % kinds.count]
    gradients.layer = 0
  }

  mutating func moveInGradients(_ command: Command) {
    guard let run = selectedRun else { return }
    let count = LayerNorms(run.metrics).having(shownNorm).count
    let strip = GradientsLayout(layerCount: count, findingCount: gradients.findings.count, in: layout.content)
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

  /// By columns of the strip; it comes in at the newest step.
  private mutating func moveLayerCrosshair(by distance: Int, columns: Int) {
    guard let run = selectedRun, let steps = GradientsModel.steps(of: run, shownNorm), columns > 0 else { return }
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
    let (norm, layers) = (shownNorm, LayerNorms(run.metrics).having(shownNorm))
    guard !layers.isEmpty else { return }
    let layer = layers[min(gradients.layer, layers.count - 1)]
    guard let index = norm == .weights ? layer.weight : layer.gradient else { return }
    if showMetric(named: run.metrics[index].name.rawValue) { curves.crosshair = gradients.crosshair }
  }
}
