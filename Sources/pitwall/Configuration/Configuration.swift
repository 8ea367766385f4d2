import DashboardLogic
import FileAccess
import Specification
import TerminalModel

/// What holds for this person on this machine: `pitwall/config.yaml` below `$XDG_CONFIG_HOME`, else below `~/.config`.
struct Configuration {
  var theme: Theme?
  var notify: Set<RunOccasion> = []
  var notificationStyle = TerminalSignal.NotificationStyle.bell
  var keys = KeyMap.standard
  /// A sentence each; what they are about is as without a configuration.
  var problems: [String] = []
  var hasFile = false
  /// Whether nothing of the file could be read.
  private var isUnreadable = false

  /// A missing file is an empty one, and what cannot be understood is a problem: a dashboard opens all the same.
  static func load() -> Configuration {
    guard let path = ConfigurationDirectory.config.map({ "\($0)/config.yaml" }), Files.exists(path) else {
      return Configuration()
    }
    var configuration = Configuration()
    configuration.hasFile = true
    do {
      let text = try SpecificationFile.readText(path)
      let (found, mistakes) = DashboardConfiguration.read(yaml: text, vocabulary)
      configuration.problems = mistakes.map { $0.sentence(file: path) }
      guard let read = found else {
        configuration.isUnreadable = true
        configuration.problems.append("\(path): nothing of it is used")
        return configuration
      }
      configuration.theme = try read.theme.map { try ThemeSelection.theme($0) }
      configuration.notify = Set(RunOccasion.allCases.filter { read.notify.contains($0.rawValue) })
      configuration.notificationStyle = read.notifyBy.flatMap(TerminalSignal.NotificationStyle.init) ?? .bell
      configuration.keys = try KeyMap(changes: changes(read.keys))
    } catch {
      configuration.problems.append((error as? CommandFailure)?.message ?? "\(path): \(error)")
    }
    return configuration
  }

  /// What is said at the start where the configuration does not hold as a whole.
  var notice: String? {
    if problems.isEmpty { return nil }
    let key = keys.label(of: .showProblems)
    let place = key.isEmpty ? "show-problems" : key
    if isUnreadable { return "config.yaml is not used at all, as it cannot be read; \(place) says why" }
    let count = problems.count == 1 ? "a mistake" : "\(problems.count) mistakes"
    return "config.yaml has \(count), named by \(place); all else holds"
  }

  /// - Parameter chosen: how the last session left them; see `Notifications`.
  func notifications(chosen: String?) -> Notifications {
    Notifications(notify, by: notificationStyle, chosen: chosen)
  }

  private static var vocabulary: DashboardConfiguration.Vocabulary {
    DashboardConfiguration.Vocabulary(
      occasions: RunOccasion.allCases.map(\.rawValue),
      notifications: TerminalSignal.NotificationStyle.allCases.map(\.rawValue),
      commands: CommandTable.all.map(\.command.name), isKey: { KeyStroke(name: $0) != nil },
      complaintAboutTheme: { name in
        do { _ = try ThemeSelection.theme(name) } catch { return (error as? CommandFailure)?.message ?? "\(error)" }
        return nil
      },
      complaintAboutKeys: { keys in
        do { _ = try KeyMap(changes: changes(keys)) } catch { return "\(error); give one of them another key" }
        return nil
      })
  }

  private static func changes(_ keys: [String: [String]]) -> [Command: [KeyStroke]] {
    Dictionary(uniqueKeysWithValues: keys.map { (Command($0), $1.compactMap(KeyStroke.init(name:))) })
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
    if let named = Environment[variable], named.hasPrefix("/") { return "\(named)/pitwall" }
    return Environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/\(folder)/pitwall" : nil }
  }
}
