import RunHealth
import RunModel

/// What a person who looks elsewhere may want to be told of a run.
public enum RunOccasion: String, CaseIterable, Sendable {
  case finished, failed, waiting
  /// The training, or a rule about it, has said that something is wrong.
  case flagged
}

extension RunOccasion {
  /// What has come about between two sights of a run, such as `failed` once.
  static func between(_ old: RunSnapshot, _ new: RunSnapshot) -> [RunOccasion] {
    var occasions: [RunOccasion] = []
    if old.state != new.state {
      switch new.state {
      case .finished: occasions.append(.finished)
      case .failed, .lost: occasions.append(.failed)
      case .waiting: occasions.append(.waiting)
      default: break
      }
    }
    let isBad = { (note: Note) in note.level != .info }
    if new.notes.count(where: isBad) > old.notes.count(where: isBad) { occasions.append(.flagged) }
    return occasions
  }

  var words: String {
    switch self {
    case .finished: "finished"
    case .failed: "failed"
    case .waiting: "waits for a decision"
    case .flagged: "is flagged"
    }
  }
}

extension DashboardState {
  /// The runs about which a rule of health has something grave to say; not worked out while nobody wants to be told.
  var flaggedRuns: Set<String> {
    guard notifications.tells(of: .flagged) else { return [] }
    return Set(runs.watched.runs.filter(isFlagged).map(\.id))
  }

  /// That it failed is told as such.
  private func isFlagged(_ run: RunSnapshot) -> Bool {
    health.report(of: run)?.findings.contains { $0.severity == .critical && $0.rule != .failed } ?? false
  }

  /// What to tell of the runs that are seen now, in one sentence; nothing about those that were not there before.
  /// - Parameter flagged: `flaggedRuns` at that time.
  func notification(since before: WatchedRuns, _ flagged: Set<String>) -> String? {
    guard notifications.style != nil, before.isInitialScanDone, replay == nil else { return nil }
    let old = Dictionary(before.runs.map { ($0.id, $0) }) { first, _ in first }
    let newlyFlagged = flaggedRuns.subtracting(flagged)
    let news = runs.watched.runs.flatMap { run -> [String] in
      guard run.parent == nil, let old = old[run.id] else { return [] }
      var occasions = RunOccasion.between(old, run)
      if newlyFlagged.contains(run.id), !occasions.contains(.flagged) { occasions.append(.flagged) }
      return occasions.filter(notifications.tells).map { "\(run.name) \($0.words)" }
    }
    guard let first = news.first else { return nil }
    return news.count <= 3 ? news.joined(separator: ", ") : "\(first) and \(news.count - 1) more"
  }
}
