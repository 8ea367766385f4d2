import RunHealth
import RunModel
import TerminalModel

/// Where one is on the gradients screen, and what was found in the layers of the selected run.
struct GradientsState: Sendable {
  /// Among the layers that have the norm on view; nil as long as nobody has chosen one.
  var layer: Int?
  /// The step under the crosshair.
  var crosshair: Step?
  /// Worked out anew only where the run has changed: a frame must not walk all layers.
  private var findings: [LayerFinding] = []
  private var foundFor: (id: String, sight: RunSight, histograms: Int)?

  func findings(of run: RunSnapshot) -> [LayerFinding] { foundFor?.id == run.id ? findings : [] }

  mutating func find(in run: RunSnapshot) {
    let histograms = run.histogramNormCount
    if let foundFor, foundFor.id == run.id, foundFor.histograms == histograms, foundFor.sight.stands(for: run) {
      return
    }
    findings = LayerFinding.all(in: run)
    foundFor = (run.id, RunSight(run), histograms)
  }
}

extension RunSnapshot {
  /// How many norms its histograms have given.
  var histogramNormCount: Int { histograms.reduce(0) { $0 + $1.norms.count } }
}

extension DashboardState {
  /// The layers of the selected run, and the norm on view.
  private var layerNorms: (layers: LayerNorms, shown: LayerNorm) {
    let layers = LayerNorms(selectedRun)
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

  /// The place of the layer that was chosen, else of the first with a finding; 0 of none.
  func selectedLayer(among layers: [LayerNorms.Layer]) -> Int {
    let names = Set(selectedRun.map { gradients.findings(of: $0).map(\.layer) } ?? [])
    let place = gradients.layer ?? layers.firstIndex { names.contains($0.name) } ?? 0
    return max(0, min(place, layers.count - 1))
  }

  mutating func showNextNorm() {
    let (layers, shown) = layerNorms
    let kinds = layers.kinds
    guard let at = kinds.firstIndex(of: shown) else { return }
    let before = layers.having(shown)
    let name = before.isEmpty ? nil : before[selectedLayer(among: before)].name
    let next = kinds[(at + 1) % kinds.count]
    settings.gradients.norm = next
    gradients.layer = layers.having(next).firstIndex { $0.name == name } ?? 0
  }

  mutating func moveInGradients(_ command: Command) {
    guard let run = selectedRun else { return }
    let (layers, norm) = layerNorms
    let shown = layers.having(norm)
    let count = shown.count
    let strip = GradientsLayout(
      shown, norm, findingCount: gradients.findings(of: run).count, in: layout.content)
    switch command {
    case .moveLeft: moveLayerCrosshair(by: -1, cells: strip.cells)
    case .moveRight: moveLayerCrosshair(by: 1, cells: strip.cells)
    default:
      gradients.layer = command.index(
        from: selectedLayer(among: shown), count: max(count, 1), page: strip.layersShown)
    }
  }

  /// By cells of the strip; it comes in at the end that it moves away from.
  private mutating func moveLayerCrosshair(by distance: Int, cells: Int) {
    let (layers, norm) = layerNorms
    guard let steps = layers.steps(of: norm), cells > 0 else { return }
    guard let now = gradients.crosshair else {
      gradients.crosshair = Step(distance < 0 ? steps.upperBound : steps.lowerBound)
      return
    }
    let scale = HorizontalScale(steps, columns: cells)
    let cell = max(0, min(scale.nearestColumn(to: now.rawValue) + distance, cells - 1))
    gradients.crosshair = Step(scale.position(atColumn: cell))
  }

  /// Shows the curve of the selected layer, with the crosshair where it stands here.
  mutating func openLayer() {
    guard let run = selectedRun else { return }
    let (all, norm) = layerNorms
    let layers = all.having(norm)
    guard !layers.isEmpty else { return }
    let layer = layers[selectedLayer(among: layers)]
    guard case .metric(let index)? = norm == .weights ? layer.weight : layer.gradient else {
      notice = Notice("The norms of \(layer.name) are worked out from its histograms: there is no curve of them")
      return
    }
    if showMetric(named: run.metrics[index].name.rawValue) { curves.crosshair = gradients.crosshair }
  }
}
