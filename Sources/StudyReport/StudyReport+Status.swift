internal import RunModel
internal import StudyModel

extension StudyReport {
  var title: String {
    guard let header = records.header else { return "Study \(run.name ?? run.id)" }
    let classes = header.classes.isEmpty ? "" : ": \(NumberText.list(header.classes))"
    return "Study \(header.name): predict \(header.target) (\(header.task.rawValue)\(classes))"
  }

  var status: [String] {
    [stateSentence, lastWords, dataSentence].compactMap { $0 } + damageSentence
  }

  private var stateSentence: String {
    let reason = run.reason.isEmpty ? "" : " (\(run.reason))"
    let tried = trialsSentence.map { " \($0)" } ?? ""
    func known(_ when: String) -> String { records.isEmpty ? "" : "\(tried) Below is what \(when)." }
    if let title = run.request?.escalation?.title, run.state == nil || run.state == .waiting {
      let held = run.decision.map { ", \($0.sentence(secondsFromUTC: run.secondsFromUTC))" } ?? ""
      return "\(Self.sentence("Status: waits for a decision: \(title)\(held)"))\(known("is known so far"))"
    }
    switch run.state {
    case .finished, .waiting, nil:
      guard records.choice != nil else { return "Status: no choice is recorded.\(known("is known"))" }
      return Self.sentence("Status: \(standing)") + tried
    case .failed: return "Status: FAILED\(reason).\(known("was known until then"))"
    case .stopped, .lost:
      return "Status: \(run.state?.rawValue ?? "")\(reason).\(known("was known until then"))"
    case let state?: return "Status: still \(state.rawValue)\(reason).\(known("is known so far"))"
    }
  }

  /// With its full stop.
  static func sentence(_ text: String) -> String {
    text.last.map { ".!?".contains($0) } ?? true ? text : "\(text)."
  }

  /// Of a study that has answered: what a person said to that, or that somebody has to.
  private var standing: String {
    let decision = run.decision?.sentence(secondsFromUTC: run.secondsFromUTC)
    if run.state == .waiting { return "complete; waits for approval" + (decision.map { ", \($0)" } ?? "") }
    return decision ?? "complete"
  }

  /// What a study that did not get to its end said last.
  private var lastWords: String? {
    guard [.failed, .lost].contains(run.state), let words = run.lastWords, !words.isEmpty else { return nil }
    return "It said last: \(words)"
  }

  private var trialsSentence: String? {
    guard let header = records.header, header.plannedTrials > 0 || !records.trials.isEmpty else { return nil }
    let baselines = records.trials.count { $0.stage == "baseline" }
    let searched = progress.trials
    // The baselines are planned for as well, and come first.
    let planned = header.plannedTrials - baselines
    let trials =
      searched < planned
      ? "\(NumberText.count(searched)) of \(NumberText.count(planned, of: "planned trial"))"
      : NumberText.count(searched, of: "trial")
    return "Tried: \(trials)" + (baselines > 0 ? " and \(NumberText.count(baselines, of: "baseline"))" : "") + "."
  }

  private var dataSentence: String? {
    guard let header = records.header else {
      return run.state == .failed
        ? "It ended before its data were read." : "The study has not said yet what it was asked."
    }
    let test =
      header.testRows > 0 ? "; \(NumberText.count(header.testRows, of: "test row")) kept apart" : "; no test rows"
    let unused = header.unusedRows ?? 0
    let left = unused > 0 ? "; \(NumberText.count(unused, of: "row")) left out by the split" : ""
    return "Data: \(header.dataPath), \(NumberText.count(header.developmentRows, of: "row")) to learn from, "
      + "\(NumberText.count(header.features.count, of: "feature"))\(test)\(left)."
  }

  private var damageSentence: [String] {
    guard let first = records.damage.first else { return [] }
    return [
      "\(NumberText.count(records.damage.count, of: "damaged record")) left out, the first in line "
        + "\(NumberText.count(first.line)): \(first.reason)."
    ]
  }
}
