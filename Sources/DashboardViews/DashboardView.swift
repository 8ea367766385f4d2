public import DashboardLogic
public import TerminalModel

/// One frame of the dashboard.
public enum DashboardView: View {
  public static func draw(_ model: DashboardModel, in area: Rect, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let layout = model.layout
    if let banner = model.banner {
      BannerView.draw(banner, in: layout.banner, of: &buffer, glyphs: glyphs)
    } else {
      HeaderView.draw(model, of: &buffer, glyphs: glyphs)
    }
    if let sidebar = model.sidebar { RunsSidebarView.draw(sidebar, in: layout.sidebar, of: &buffer, glyphs: glyphs) }
    if let facts = model.facts { RunFactsView.draw(facts, in: layout.facts, of: &buffer, glyphs: glyphs) }
    if let line = model.titleLine {
      StatusLine.draw(line, in: layout.titleLine.inset(columns: 1, rows: 0), of: &buffer, glyphs: glyphs)
    }
    drawBody(model, of: &buffer, glyphs: glyphs)
    if !layout.footer.isEmpty { FooterView.draw(model.footer, in: area, of: &buffer, glyphs: glyphs) }
    switch model.overlay {
    case .help(let help): HelpView.draw(help, in: area, of: &buffer, glyphs: glyphs)
    case .palette(let palette): PaletteView.draw(palette, in: area, of: &buffer, glyphs: glyphs)
    case .chooser(let chooser): RunListChooserView.draw(chooser, in: area, of: &buffer, glyphs: glyphs)
    case .dialog(let dialog): DialogView.draw(dialog, in: area, of: &buffer, glyphs: glyphs)
    case nil: break
    }
  }

  private static func drawBody(_ model: DashboardModel, of buffer: inout CellBuffer, glyphs: GlyphSet) {
    let content = model.layout.content
    switch model.body {
    case .runs(let runs, let preview):
      RunsView.draw(runs, in: model.layout.runsTable, of: &buffer, glyphs: glyphs)
      if let bars = runs.groupBars {
        BarListView.draw(bars, in: model.layout.runsPreview, of: &buffer, glyphs: glyphs)
      } else if let preview {
        PanelFrame.drawNote(preview.pageText, in: model.layout.runsTable, of: &buffer)
        CurvesView.draw(preview, in: model.layout.runsPreview, of: &buffer, glyphs: glyphs)
      }
    case .curves(let curves): CurvesView.draw(curves, in: content, of: &buffer, glyphs: glyphs)
    case .evaluation(let evaluation): EvaluationView.draw(evaluation, in: content, of: &buffer, glyphs: glyphs)
    case .features(let features): FeaturesView.draw(features, in: content, of: &buffer, glyphs: glyphs)
    case .drift(let drift): DriftView.draw(drift, in: content, of: &buffer, glyphs: glyphs)
    case .console(let console): ConsoleView.draw(console, in: content, of: &buffer, glyphs: glyphs)
    case .resources(let resources): ResourcesView.draw(resources, in: content, of: &buffer, glyphs: glyphs)
    case .health(let health): HealthView.draw(health, in: content, of: &buffer, glyphs: glyphs)
    case .gradients(let gradients): GradientsView.draw(gradients, in: content, of: &buffer, glyphs: glyphs)
    case .decisions(let decisions): DecisionsView.draw(decisions, in: content, of: &buffer, glyphs: glyphs)
    case .study(let study): StudyScreenView.draw(study, in: content, of: &buffer, glyphs: glyphs)
    case .compare(let compare): CompareView.draw(compare, in: content, of: &buffer, glyphs: glyphs)
    case .empty(let lines): EmptyView.draw(lines, in: content, of: &buffer, glyphs: glyphs)
    }
  }
}
