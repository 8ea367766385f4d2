/// The places of the dashboard, in the order of their tabs and keys.
public enum Screen: String, CaseIterable, Codable, Sendable {
  case runs, curves, evaluation, features, drift, study, resources, console, decisions, health, compare, gradients

  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// For tabs on a narrow screen.
  var shortTitle: String {
    switch self {
    case .runs, .curves, .drift, .study, .health: title
    case .evaluation: "Eval"
    case .features: "Feat"
    case .resources: "Res"
    case .console: "Log"
    case .decisions: "Decide"
    case .compare: "Comp"
    case .gradients: "Grad"
    }
  }

  /// What it shows, as the summary of the command that opens it.
  var summary: String {
    switch self {
    case .runs: "Show the list of runs"
    case .curves: "Show the curves of the selected run"
    case .evaluation: "Show how well the selected run's model does: confusion, ROC, calibration"
    case .features: "Show which features its model leans on"
    case .drift: "Show how its features have drifted"
    case .study: "Show the trials of the study, and what they have found"
    case .resources: "Show what the training uses: CPU, memory, disk, network, GPUs"
    case .console: "Show its console output"
    case .decisions: "Show what was decided and what waits for you"
    case .health: "Show what is wrong with the trainings, if anything"
    case .compare: "Compare the marked runs, or the selected one with the best"
    case .gradients: "Show gradients and weights, layer by layer"
    }
  }

  /// The keys of a keyboard's top row, from the left.
  public var key: String { Self.keys[position] }
  private static let keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "="]

  private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  func advanced(by distance: Int) -> Screen {
    let all = Self.allCases
    return all[(position + distance + all.count) % all.count]
  }
}
