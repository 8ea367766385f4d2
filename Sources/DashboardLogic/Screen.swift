/// The places of the dashboard, in the order of their tabs and number keys.
public enum Screen: String, CaseIterable, Sendable {
  case runs, curves, evaluation, features, drift, console, decisions

  public var title: String {
    switch self {
    case .runs: "Runs"
    case .curves: "Curves"
    case .evaluation: "Evaluation"
    case .features: "Features"
    case .drift: "Drift"
    case .console: "Console"
    case .decisions: "Decisions"
    }
  }

  /// Counts from 1.
  public var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  func advanced(by distance: Int) -> Screen {
    let all = Self.allCases
    return all[(number - 1 + distance + all.count) % all.count]
  }
}
