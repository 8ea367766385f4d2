public import TerminalModel

/// Which key means which command, by screen: those of the command table, and a person's own.
public struct KeyMap: Equatable, Sendable {
  private var keys: [Command: [KeyStroke]] = [:]
  private var commands: [Screen: [KeyStroke: Command]] = [:]
  /// On every screen while a recorded run is replayed.
  private var replayCommands: [KeyStroke: Command] = [:]

  /// Every command on its own keys.
  public static let standard: KeyMap = {
    do throws(KeyConflict) {
      return try KeyMap(changes: [:])
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// - Parameter changes: the keys of a command in place of its own; none takes them away.
  /// - Throws: when a key would mean two things on one screen.
  public init(changes: [Command: [KeyStroke]]) throws(KeyConflict) {
    for spec in CommandTable.all {
      let wanted = changes[spec.command] ?? spec.keys
      keys[spec.command] = wanted
      if spec.isForReplay {
        for key in wanted {
          if let other = replayCommands[key] { throw KeyConflict(key: key, screen: .runs, other, spec.command) }
          replayCommands[key] = spec.command
        }
        continue
      }
      for screen in Screen.allCases where spec.isFor(screen) {
        for key in wanted {
          if let other = commands[screen]?[key] { throw KeyConflict(key: key, screen: screen, other, spec.command) }
          commands[screen, default: [:]][key] = spec.command
        }
      }
    }
  }

  public func command(for key: KeyStroke, on screen: Screen, inReplay: Bool = false) -> Command? {
    (inReplay ? replayCommands[key] : nil) ?? commands[screen]?[key]
  }

  public func keys(of command: Command) -> [KeyStroke] { keys[command] ?? [] }

  /// The key shown in hints; empty where a command has none.
  public func label(of command: Command) -> String { keys(of: command).first?.label ?? "" }

  /// What a command does, for the end of a sentence, such as `; L shows others`; empty where no key means it.
  func clause(_ command: Command, _ words: String) -> String {
    let key = label(of: command)
    return key.isEmpty ? "" : "; \(key) \(words)"
  }

  /// Every key, such as `j, ↓`.
  public func allLabels(of command: Command) -> String {
    keys(of: command).map(\.label).joined(separator: ", ")
  }

  /// The hint for a command.
  /// - Parameter label: nil: as the command table has it.
  func hint(_ command: Command, _ label: String? = nil, priority: Int = 1) -> KeyHint {
    KeyHint(self.label(of: command), label ?? CommandTable.spec(of: command).hint, priority: priority)
  }
}

/// One key for two commands on the same screen.
public struct KeyConflict: Error, Equatable, CustomStringConvertible {
  public var key: KeyStroke
  public var screen: Screen
  public var first, second: Command

  init(key: KeyStroke, screen: Screen, _ first: Command, _ second: Command) {
    (self.key, self.screen, self.first, self.second) = (key, screen, first, second)
  }

  public var description: String {
    "the key \(key) would mean both \(first.name) and \(second.name) on the screen \(screen.rawValue)"
  }
}
