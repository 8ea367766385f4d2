internal import RunModel
internal import StudyModel

extension StudyReport {
  var title: String {
    guard let header = records.header else { return "Study \(run.id)" }
    let classes = header.classes.isEmpty ? "" : ": \(NumberText.list(header.classes))"
    return "Study \(header.name): predict \(header.target) (\(header.task.rawValue)\(classes))"
  }

  var status: [String] { [stateSentence, dataSentence].compactMap { $0 } + damageSentence }

  private var stateSentence: String {
    let reason = run.reason.isEmpty ? "" : " (\(run.reason))"
    let trials = trialsInWords
    if records.choice != nil {
      switch run.state {
      case .finished, .waiting, nil:
        return "Status: complete\(trials)\(run.state == .waiting ? "; waits for approval" : "")."
      default: break
      }
    }
    switch run.state {
    case .failed: return "Status: FAILED\(reason)\(trials). Below is what was known until then."
    case .stopped, .lost:
      return "Status: \(run.state?.rawValue ?? "")\(reason)\(trials). Below is what was known until then."
    case nil, .finished, .waiting: return "Status: no choice is recorded\(trials). Below is what is known."
    case let state?: return "Status: still \(state.rawValue)\(reason)\(trials). Below is what is known so far."
    }
  }

  private var trialsInWords: String {
    guard let header = records.header, header.plannedTrials > 0 || !records.trials.isEmpty else { return "" }
    let done = NumberText.count(records.trials.count)
    return "; \(done) of \(NumberText.count(header.plannedTrials)) planned trials"
  }

  private var dataSentence: String? {
    guard let header = records.header else { return "The study has not said yet what it was asked." }
    let test = header.testRows > 0 ? "; \(NumberText.count(header.testRows)) test rows kept apart" : "; no test rows"
    return "Data: \(header.dataPath), \(NumberText.count(header.developmentRows)) rows to learn from, "
      + "\(NumberText.count(header.features.count)) features\(test)."
  }

  private var damageSentence: [String] {
    guard let first = records.damage.first else { return [] }
    return [
      "\(NumberText.count(records.damage.count)) damaged records left out, the first in line "
        + "\(NumberText.count(first.line)): \(first.reason)."
    ]
  }
}
