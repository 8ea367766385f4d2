public import TerminalModel

/// One command: how it is called, what it does, and when it cannot be used.
public struct CommandSpec: Equatable, Sendable {
  public enum Group: String, CaseIterable, Sendable {
    case screens, moving, curves, training, decisions, dashboard

    public var title: String {
      switch self {
      case .screens: "Screens"
      case .moving: "Moving"
      case .curves: "Curves"
      case .training: "Training"
      case .decisions: "Decisions"
      case .dashboard: "Dashboard"
      }
    }
  }

  public var command: Command
  /// The first is the one shown in hints.
  public var keys: [KeyStroke]
  public var group: Group
  /// One or two words for the key hints at the bottom.
  public var hint: String
  /// A sentence without a full stop, for help and the palette.
  public var summary: String
  var availability: @Sendable (DashboardState) -> Availability

  /// - Parameter keys: names as `KeyStroke(name:)` reads them.
  init(
    _ command: Command, keys: [String], group: Group, hint: String, summary: String,
    availability: @escaping @Sendable (DashboardState) -> Availability = { _ in .enabled }
  ) {
    (self.command, self.group, self.hint) = (command, group, hint)
    (self.summary, self.availability) = (summary, availability)
    self.keys = keys.map { name in
      guard let key = KeyStroke(name: name) else { preconditionFailure("\(name) names no key") }
      return key
    }
  }

  public func availability(in state: DashboardState) -> Availability { availability(state) }

  /// Every key, such as `j, ↓`.
  public var keyLabel: String { keys.map(\.label).joined(separator: ", ") }

  public static func == (a: CommandSpec, b: CommandSpec) -> Bool { a.command == b.command }
}

/// Whether a command can be used now.
public enum Availability: Equatable, Sendable {
  case enabled
  /// The reason completes the sentence "not possible: …".
  case disabled(because: String)
}
