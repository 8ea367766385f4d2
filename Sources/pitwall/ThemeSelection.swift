import FileAccess
import NcursesTerminal
import Specification
import TerminalModel

/// Finds the theme that was asked for.
enum ThemeSelection {
  /// - Parameter name: a name or a file; nil is that of `$PITWALL_THEME`, else the dark theme.
  static func theme(_ name: String?) throws -> Theme {
    do {
      return try ThemeLocator().theme(name ?? Environment["PITWALL_THEME"] ?? Theme.dark.name)
    } catch {
      switch error {
      case .notFound(let name):
        let known = NearestWord.sorted(names, by: name).joined(separator: ", ")
        throw CommandFailure(.noInput, "\(error.description); there are \(known), and files by their paths")
      case .unreadable: throw CommandFailure(.noInput, error.description)
      case .damaged: throw CommandFailure(.damagedInput, error.description)
      }
    }
  }

  /// What the environment says about the theme; nil when it says nothing.
  static var named: String? { Environment["PITWALL_THEME"] }

  /// The theme for a background.
  /// - Parameter color: what the terminal says of it; nil when it does not. Some say it in `COLORFGBG` alone.
  static func name(on color: Color?) -> String {
    let isLight = color?.isLight ?? isLight(foregroundAndBackground: Environment["COLORFGBG"] ?? "")
    return isLight ? "light" : Theme.dark.name
  }

  /// `0;15`, as rxvt and Konsole set it: of the ANSI colours 7 and those above 8 are light.
  static func isLight(foregroundAndBackground: String) -> Bool {
    guard let last = foregroundAndBackground.split(separator: ";").last, let number = Int(last) else { return false }
    return number == 7 || (9...15).contains(number)
  }

  /// Where themes are looked for.
  static var directories: [String] { ThemeLocator().directories }

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
