import DashboardLogic
import FileAccess
import Glibc
import Specification
import TerminalModel

/// What holds for this person on this machine: `pitwall/config.yaml` below `$XDG_CONFIG_HOME`, else below `~/.config`.
struct Configuration: Sendable {
  var theme: String?
  var notify: Set<DashboardConfiguration.Occasion> = []
  var notificationStyle = TerminalSignal.NotificationStyle.bell
  var keys = KeyMap.standard

  /// - Throws: when the file is there and cannot be read or understood; a missing one is an empty one.
  static func load() throws -> Configuration {
    guard let path = ConfigurationDirectory.config.map({ "\($0)/config.yaml" }), Files.exists(path) else {
      return Configuration()
    }
    let read = try SpecificationFile.readConfiguration(path)
    var configuration = Configuration(theme: read.theme, notify: read.notify)
    configuration.notificationStyle = TerminalSignal.NotificationStyle(rawValue: read.notifyBy.rawValue) ?? .bell
    var changes: [Command: [KeyStroke]] = [:]
    for (name, keys) in read.keys { changes[Command(name)] = keys.compactMap(KeyStroke.init(name:)) }
    do {
      configuration.keys = try KeyMap(changes: changes)
    } catch {
      throw CommandFailure(.damagedInput, "\(path), keys: \(error); give one of them another key")
    }
    return configuration
  }
}

/// Where Pitwall keeps what belongs to a person and not to a run.
enum ConfigurationDirectory {
  /// What the person wrote; nil when there is no home.
  static var config: String? { directory("XDG_CONFIG_HOME", orHome: ".config") }
  /// What Pitwall remembers by itself.
  static var state: String? { directory("XDG_STATE_HOME", orHome: ".local/state") }

  private static func directory(_ variable: String, orHome folder: String) -> String? {
    // A relative path in these variables is to be ignored, says the XDG base directory specification.
    if let named = environment(variable), named.hasPrefix("/") { return "\(named)/pitwall" }
    return environment("HOME").flatMap { $0.hasPrefix("/") ? "\($0)/\(folder)/pitwall" : nil }
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
