import DashboardLogic
import Glibc
import RunHealth
import RunModel
import TerminalModel
import TestSupport
import Testing

/// Someone looks at how the gradients flow.
@Suite struct GradientStoryTests {
  private var story: DashboardStory {
    var story = DashboardStory([TrainingRuns.layers("deep")], size: Size(columns: 140, rows: 42))
    story.press("=")
    return story
  }

  private struct Absent: Error {}
  private func model(_ story: DashboardStory) throws -> GradientsModel {
    guard case .gradients(let model) = DashboardModel(story.state).body else { throw Absent() }
    return model
  }

  private func text(_ lines: [StyledText]) -> [String] { lines.map { $0.spans.map(\.text).joined() } }

  @Test func layersAreInTheOrderOfAppearance() throws {
    let model = try model(story)
    #expect(model.rows.map(\.name) == (0..<8).map { "encoder.\($0)" } + ["head"])
    #expect(model.norms == [.gradients, .weights, .ratio])
    #expect(model.rows.allSatisfy { $0.levels.allSatisfy { $0 != nil } })
  }

  @Test func deadAndExplodingLayersAreNamed() throws {
    let model = try model(story)
    #expect(model.rows.compactMap { $0.finding?.word } == ["dead", "exploding"])
    #expect(model.leftOut == "colours without 1 dead and 1 exploding layers")
    let lines = text(model.findings)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("▲ encoder.2 dead since step 5"))
    #expect(lines[1].hasPrefix("▲ head exploding since step 6"))
  }

  /// Eight layers at 0.01 to 1, and one that died: the living ones take the whole scale.
  @Test func aDeadLayerDoesNotFlattenTheOthers() throws {
    let steps = 0..<200
    var metrics: [(MetricName, [Double])] = (0..<8).map { layer in
      (MetricName("grad_norm/block\(layer)"), steps.map { _ in 0.01 * pow(10, Double(layer) / 4) })
    }
    metrics.append(("grad_norm/dead", steps.map { $0 < 100 ? 0.1 : 1e-9 }))
    var story = DashboardStory([TrainingRuns.run("x", metrics)], size: Size(columns: 140, rows: 42))
    story.press("=")
    let model = try model(story)
    #expect(model.leftOut == "colours without 1 dead layer")
    #expect(model.legend.low == "0.01")
    let last = model.rows.map { $0.levels.last.flatMap { $0 } }
    #expect(Set(last.dropLast().compactMap { if case .share(let share)? = $0 { share } else { nil } }).count == 8)
    #expect(last.last == .share(0) && model.rows.last?.finding?.word == "dead")
  }

  @Test func withoutAValueOfAHealthyLayerTheColoursAreMadeForTheSickOnes() throws {
    let steps = 0..<200
    var metrics: [(MetricName, [Double])] = (0..<3).map { layer in
      (MetricName("grad_norm/frozen\(layer)"), steps.map { _ in 0 })
    }
    metrics.append(("grad_norm/burst", steps.map { $0 < 100 ? 20 : 50_000 }))
    var story = DashboardStory([TrainingRuns.run("x", metrics)], size: Size(columns: 140, rows: 42))
    story.press("=")
    let model = try model(story)
    #expect(model.rows.last?.finding?.word == "exploding")
    #expect(model.legend.low == "20" && model.legend.high == "50,000" && model.leftOut.isEmpty)
    #expect(model.rows.last?.levels.first == .share(0) && model.rows.last?.levels.last == .share(1))
  }

  /// What one screen names the other does not call healthy.
  @Test func healthSaysTheSame() throws {
    var story = story
    let report = try #require(story.state.health.report(of: TrainingRuns.layers("deep")))
    #expect(report.findings.map(\.rule) == [.explodingGradient, .deadLayer])
    #expect(report.findings.last?.metric == "grad_norm/encoder.2" && report.findings.last?.severity == .warning)
    let found = try model(story).rows.compactMap(\.finding)
    #expect(found.first?.step == report.findings.last?.step)
    story.press("0")
    guard case .health(let health) = DashboardModel(story.state).body else { throw Absent() }
    #expect(text(health.lines).contains { $0.contains("= shows the") })
  }

  @Test func nSwitchesToWeightsAndTheRatioAndUIsTheWayBack() throws {
    var story = story
    story.press("n")
    #expect(try model(story).norm == .weights)
    #expect(try model(story).rows[0].value == "2.99")
    #expect(try model(story).leftOut.isEmpty)
    story.press("n")
    #expect(try model(story).norm == .ratio)
    story.press("n")
    #expect(try model(story).norm == .gradients)
    story.press("u")
    #expect(try model(story).norm == .ratio)
  }

  @Test func theCrosshairReadsALayerAndEnterOpensItsCurve() throws {
    var story = story
    #expect(try model(story).rows.first(where: \.isSelected)?.name == "encoder.2", "the first with a finding")
    story.press("g", "j", "j", "h")
    #expect(story.state.layout.screen == .gradients)
    let crosshair = try #require(try model(story).crosshair)
    #expect(text([crosshair.text])[0].hasPrefix("step 990  encoder.2"))
    story.press("enter")
    #expect(story.state.screen == .curves)
    #expect(story.chartTitle == "grad_norm/encoder.2")
    #expect(story.state.curves.crosshair == 990)
    story.press("=", "esc")
    #expect(try model(story).crosshair == nil)
    #expect(story.state.screen == .gradients)
  }

  @Test func aRunWithoutNormsSaysWhatToLog() throws {
    var story = DashboardStory([TrainingRuns.healthy("plain")])
    story.press("=")
    #expect(try model(story).emptyText.contains { $0.contains("grad_norm/{name}") })
    story.press("n")
    #expect(story.notice.contains("the run logs no norms of its layers"))
  }

  @Test(arguments: [
    ("grad_norm/layer1", LayerNorm.gradients, "layer1"), ("gradients/fc.weight", .gradients, "fc.weight"),
    ("train/grad/conv", .gradients, "conv"), ("weight_norm/a/b", .weights, "a/b"),
    ("parameters/head.bias", .weights, "head.bias"),
  ])
  func namesOfLayers(_ name: String, _ norm: LayerNorm, _ layer: String) throws {
    let run = TrainingRuns.run("x", [(MetricName(name), [1, 2])])
    var story = DashboardStory([run])
    story.press("=")
    let model = try model(story)
    #expect((model.norm, model.rows.map(\.name)) == (norm, [layer]))
  }

  @Test(arguments: ["grad_norm", "grad_norm/total", "loss/train", "lr", "grad"])
  func namesOfOtherThings(_ name: String) throws {
    var story = DashboardStory([TrainingRuns.run("x", [(MetricName(name), [1, 2])])])
    story.press("=")
    #expect(try model(story).rows.isEmpty)
  }

  @Test func histogramsSayHowTheValuesOfALayerLieAndHowLargeTheyAre() throws {
    var story = DashboardStory([TrainingRuns.histograms("hist")], size: Size(columns: 140, rows: 42))
    story.press("=")
    var shown = try model(story)
    #expect(shown.rows.map(\.name) == ["fc1", "fc2"] && shown.norms == [.gradients, .weights, .ratio])
    // A norm that no metric says is that of the histogram.
    #expect(shown.rows[0].value == "10")
    var values = try #require(shown.distribution)
    #expect(text([values.title])[0].hasPrefix("fc1 gradients  step 90: median 0"))
    #expect(values.rows.count == shown.layout.below.rows - 1)
    #expect(values.rows.allSatisfy { $0.count == shown.layout.cells })
    story.press("j", "n", "l")
    shown = try model(story)
    values = try #require(shown.distribution)
    #expect(text([values.title])[0].hasPrefix("fc2 weights  step 0: median"))
    story.press("enter")
    #expect(story.notice.contains("there is no curve of them"))
    // Without histograms there is nothing below the strip.
    #expect(try model(self.story).distribution == nil)
  }
}
