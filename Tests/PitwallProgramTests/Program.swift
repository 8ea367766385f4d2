import FileAccess
import Glibc
import TestSupport

/// The programs under test, and places they are tried on.
enum Program {
  static let pitwall = PseudoTerminal.product("pitwall")
  static let trainer = PseudoTerminal.product("pitwall-learn")

  /// The repository's own sample runs.
  static let sampleRuns: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/") + "/sample-runs"
  }()

  static func run(_ arguments: String..., in directory: String? = nil) -> ProgramRun {
    ProgramRun([pitwall] + arguments, environment: ["PITWALL_RUNS": "", "TZ": "UTC"], in: directory)
  }

  static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { fatalError("\(path): \(String(cString: strerror(errno)))") }
    fputs(text, file)
    fclose(file)
  }

  static func append(_ text: String, to path: String) {
    guard let file = fopen(path, "a") else { fatalError("\(path): \(String(cString: strerror(errno)))") }
    fputs(text, file)
    fclose(file)
  }

  /// A file's text; empty where there is none.
  static func read(_ path: String) -> String {
    do { return String(decoding: try Files.read(path), as: UTF8.self) } catch { return "" }
  }

  static func files(in directory: String) -> [String] {
    do { return try Files.listDirectory(directory) } catch { return [] }
  }
}
