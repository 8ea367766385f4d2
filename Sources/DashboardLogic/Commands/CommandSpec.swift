public import TerminalModel

/// One command: how it is called, what it does, and when it cannot be used.
public struct CommandSpec: Equatable, Sendable {
  public enum Group: String, CaseIterable, Sendable {
    case screens, moving, view, runs, curves, compare, evaluation, features, drift, study, resources, console, health
    case gradients, replay, training, decisions, dashboard

    public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
  }

  public var command: Command
  /// Unless a person has chosen others. The first is the one shown in hints; empty: only in the palette.
  public var keys: [KeyStroke]
  /// The screens where the keys mean this command; nil: on every screen.
  public var screens: Set<Screen>?
  /// The keys mean this while a recorded run is replayed, before anything else they mean.
  public var isForReplay = false
  public var group: Group
  /// One or two words for the key hints at the bottom.
  public var hint: String
  /// A sentence without a full stop, for help and the palette.
  public var summary: String
  var availability: @Sendable (DashboardState) -> Availability
  var action: @Sendable (inout DashboardState) -> [Effect]

  /// A command that changes what is shown.
  /// - Parameter keys: names as `KeyStroke(name:)` reads them.
  init(
    _ command: Command, keys: [String] = [], on screens: Set<Screen>? = nil, group: Group, hint: String,
    summary: String, availability: @escaping @Sendable (DashboardState) -> Availability = { _ in .enabled },
    action: @escaping @Sendable (inout DashboardState) -> Void
  ) {
    self.init(
      command, keys: keys, on: screens, group: group, hint: hint, summary: summary,
      asks: { state in
        action(&state)
        return []
      }, availability: availability)
  }

  /// A command that also asks for something outside the dashboard.
  init(
    _ command: Command, keys: [String] = [], on screens: Set<Screen>? = nil, group: Group, hint: String,
    summary: String, asks action: @escaping @Sendable (inout DashboardState) -> [Effect],
    availability: @escaping @Sendable (DashboardState) -> Availability = { _ in .enabled }
  ) {
    (self.command, self.screens, self.group, self.hint) = (command, screens, group, hint)
    (self.summary, self.availability, self.action) = (summary, availability, action)
    self.keys = keys.map { name in
      guard let key = KeyStroke(name: name) else { preconditionFailure("\(name) names no key") }
      return key
    }
  }

  public func availability(in state: DashboardState) -> Availability {
    if state.replay != nil, group == .training || group == .decisions {
      return .disabled(because: "this is a replay of what has happened")
    }
    return availability(state)
  }

  /// Whether its keys work on a screen.
  public func isFor(_ screen: Screen) -> Bool { screens?.contains(screen) ?? true }

  public static func == (a: CommandSpec, b: CommandSpec) -> Bool { a.command == b.command }
}

/// Whether a command can be used now.
public enum Availability: Equatable, Sendable {
  case enabled
  /// The reason completes the sentence "not possible: …".
  case disabled(because: String)
}
