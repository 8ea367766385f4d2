import RunModel
import TerminalModel

/// Everything that one frame of the dashboard shows.
public struct DashboardModel: Sendable {
  /// What the screen is about.
  public enum Body: Sendable {
    case runs(RunsModel, preview: CurvesModel?)
    case curves(CurvesModel)
    case evaluation(EvaluationModel)
    case features(FeaturesModel)
    case drift(DriftModel)
    case console(ConsoleModel)
    case resources(ResourcesModel)
    case decisions(DecisionsModel)
    case health(HealthModel)
    case gradients(GradientsModel)
    case study(StudyScreenModel)
    case compare(CompareModel)
    /// There is no run to show.
    case empty([String])
  }
  public enum Overlay: Sendable {
    case help(HelpModel)
    case palette(PaletteModel)
    case chooser(RunListChooserModel)
    case dialog(DialogModel)
  }

  public var layout: DashboardLayout
  public var header: HeaderModel
  /// The title of a presentation; nil elsewhere.
  public var banner: BannerModel?
  public var footer: FooterModel
  /// The runs beside a screen of one run; nil where there is no room or only one run.
  public var sidebar: RunsModel?
  /// More about the selected run; nil where there is no room.
  public var facts: RunFactsModel?
  /// The selected run, with its state and progress, or the selected group, above a screen of its own; nil on the runs
  /// screen.
  public var titleLine: StatusLineModel?
  public var body: Body
  /// Which of the charts are shown; empty when all are.
  private var pageText: String {
    switch body {
    case .curves(let curves): [curveWords, curves.pageText].filter { !$0.isEmpty }.joined(separator: "  ")
    case .evaluation(let evaluation): evaluation.pageText
    case .features(let features): features.pageText
    case .drift(let drift): drift.pageText
    case .resources(let resources): resources.pageText
    default: ""
    }
  }
  /// What is set for the charts on view.
  private var curveWords: String
  public var overlay: Overlay?

  public init(_ state: DashboardState) {
    let layout = state.layout
    self.layout = layout
    header = HeaderModel(state)
    banner = state.isPresenting ? BannerModel(state) : nil
    body = Self.body(state, layout)
    let isEmpty = if case .empty = body { true } else { false }
    footer = FooterModel(state, isEmpty: isEmpty)
    curveWords = state.screen == .curves ? state.curveWords : ""
    sidebar = layout.sidebar.isEmpty ? nil : RunsModel(state, visibleRows: layout.sidebarPage)
    facts =
      layout.facts.isEmpty
      ? nil
      : state.runToDecide.map {
        RunFactsModel(
          $0, secondsFromUTC: state.secondsFromUTC, health: state.health.report(of: $0)?.word,
          isGrowing: $0.isUnderWay || state.runs.growing.contains($0.id), metricRows: layout.facts.rows)
      }
    titleLine = layout.titleLine.isEmpty ? nil : Self.titleLine(state)
    let end = pageText
    titleLine?.end = end
    overlay = state.overlay.flatMap { overlay -> Overlay? in
      switch overlay {
      case .help(let help): .help(HelpModel(state, help))
      case .palette(let palette): .palette(PaletteModel(state, palette: palette))
      case .reading(let reading): reading.dialog(state).map { .dialog($0) }
      case .problems(let scroll): .dialog(ProblemsModel(state).dialog(scroll: scroll))
      case .decision(let decision): .dialog(decision.dialog(in: state.size))
      case .confirmation(let confirmation): .dialog(confirmation.dialog)
      case .choice(let choice): .dialog(choice.dialog(state))
      case .prompt: nil
      case .chooser(let chooser): .chooser(RunListChooserModel(state, chooser))
      }
    }
  }

  private static func titleLine(_ state: DashboardState) -> StatusLineModel? {
    if state.screen != .decisions, let group = state.runs.selectedGroup {
      let count = "\(group.count) run\(group.count == 1 ? "" : "s")"
      return StatusLineModel(leading: [
        StyledText([
          TextSpan("\(group.name) \(group.value ?? "not set")", .textStrong), TextSpan("  \(count)", .textDim),
        ])
      ])
    }
    return state.runToDecide.map { RunsModel.Row($0, name: $0.qualifiedName, state: state).titleLine }
  }

  private static func body(_ state: DashboardState, _ layout: DashboardLayout) -> Body {
    if state.screen == .runs {
      let preview = layout.runsPreview.isEmpty ? nil : CurvesModel(preview: state, in: layout.runsPreview)
      return .runs(RunsModel(state, visibleRows: layout.runsPage), preview: preview)
    }
    // The marked runs are compared, whichever is selected.
    if state.screen == .compare, !state.runs.watched.runs.isEmpty {
      return .compare(CompareModel(state, in: layout.content))
    }
    // So are the runs of a selected group.
    if state.screen == .curves, state.chartedRun != nil { return .curves(CurvesModel(state, in: layout.content)) }
    if state.screen == .decisions, !state.runs.watched.runs.isEmpty {
      return DecisionsModel(state, in: layout.content).map { .decisions($0) } ?? .empty(EmptyText.noDecisions(state))
    }
    guard let run = state.selectedRun else { return .empty(EmptyText.lines(state)) }
    switch state.screen {
    case .runs, .curves, .compare, .decisions: return .curves(CurvesModel(state, in: layout.content))
    case .evaluation: return .evaluation(EvaluationModel(state, run, in: layout.content))
    case .features: return .features(FeaturesModel(state, run))
    case .drift: return .drift(DriftModel(state, run))
    case .console:
      return .console(ConsoleModel(run, state))
    case .health: return HealthModel(state, in: layout.content).map { .health($0) } ?? .empty([])
    case .gradients: return .gradients(GradientsModel(state, in: layout.content))
    case .resources: return .resources(ResourcesModel(run, state))
    case .study: return StudyScreenModel(state, in: layout.content).map { .study($0) } ?? .empty(EmptyText.noTrials)
    }
  }
}
