import RunModel
import TerminalModel

extension DashboardState {
  /// Up and down move among the trials, left and right among the hyperparameters.
  mutating func moveInStudy(_ command: Command) {
    guard let model = StudyScreenModel(self, in: layout.content) else { return }
    let page = max(1, model.layout.table.rows - 3)
    switch command {
    case .moveLeft: chooseParameter((model.parameter ?? 0) - 1, of: model)
    case .moveRight: chooseParameter((model.parameter ?? 0) + 1, of: model)
    default:
      selectTrial(command.index(from: model.selection ?? 0, count: max(model.order.count, 1), page: page), of: model)
    }
  }

  /// Where a trial is the selected run, the other trial becomes it.
  private mutating func selectTrial(_ place: Int, of model: StudyScreenModel) {
    guard !model.order.isEmpty else { return }
    let trial = model.trials.trials[model.order[max(0, min(place, model.order.count - 1))]]
    study.trialID = trial.id
    if let run = selectedRun, model.trials.trials.contains(where: { $0.id == run.id }) { runs.reveal(trial.id) }
  }

  private mutating func chooseParameter(_ place: Int, of model: StudyScreenModel) {
    guard model.parameters.indices.contains(place) else { return }
    settings.study.parameter = model.parameters[place]
  }

  /// All charts where there is room for them, then each alone.
  mutating func showNextStudyChart() {
    let all = StudyChart.allCases
    let now = settings.study.chart.flatMap { all.firstIndex(of: $0) }
    let showsAll = StudyLayout.showsAll(in: layout.content)
    switch now {
    case nil: settings.study.chart = showsAll ? all[0] : all[1]
    case let index? where index + 1 < all.count: settings.study.chart = all[index + 1]
    default: settings.study.chart = nil
    }
  }

  /// The curves of the selected trial.
  mutating func openTrial() {
    guard let trial = StudyScreenModel(self, in: layout.content)?.selectedTrial else { return }
    runs.reveal(trial.id)
    guard selectedRun?.id == trial.id else {
      notice = Notice("Trial \(trial.number) is hidden by the filter of the runs", level: .warning)
      return
    }
    screen = .curves
    keepWithinBounds()
  }
}
