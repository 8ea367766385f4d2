import FileAccess
import NcursesTerminal
import TerminalModel

/// Finds the theme that was asked for.
enum ThemeSelection {
  /// - Parameter name: a name or a file; nil is the dark theme.
  static func theme(_ name: String?) throws -> Theme {
    do {
      return try ThemeLocator().theme(name ?? Theme.dark.name)
    } catch {
      switch error {
      case .notFound: throw CommandFailure(.noInput, error.description)
      case .unreadable: throw CommandFailure(.noInput, error.description)
      case .damaged: throw CommandFailure(.damagedInput, error.description)
      }
    }
  }

  /// Every theme that can be named, dark first.
  static var names: [String] {
    var names = [Theme.dark.name]
    for directory in ThemeLocator().directories where Files.exists(directory) {
      // A directory that cannot be listed offers nothing to choose from; naming a theme in it says why.
      guard let files = try? Files.listDirectory(directory) else { continue }
      for file in files.sorted() where file.hasSuffix(".theme") && !names.contains(String(file.dropLast(6))) {
        names.append(String(file.dropLast(6)))
      }
    }
    return names
  }
}
