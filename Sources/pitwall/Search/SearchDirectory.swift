import FileAccess
import Glibc
import JSONText
import RunModel
import Specification
import TrainingControl
import TrialProcesses

/// The folder of one search: `space.yaml` and `search.json` say what was asked for, `trial-0001` and so on are native
/// run directories. Those that hold a `trial.json` are done; together they are the search's journal.
struct SearchDirectory {
  let path: String
  /// Names the search among all others, also after the folder was moved.
  let id: String
  /// Held for as long as the search works here.
  private let lock: FileLock

  /// A new folder below the directory of runs.
  static func make(in runs: String, for file: SearchFile, command: [String]) throws -> SearchDirectory {
    do {
      let path = try TrainingLauncher.makeNamedDirectory("search", in: runs, created: Host.now())
      return try SearchDirectory(at: path, for: file, command: command, id: Files.split(path).name)
    } catch let error as ControlError {
      throw CommandFailure(control: error)
    }
  }

  /// The folder that is named, made where it is missing; a search that was begun there goes on.
  /// - Parameter newID: of a search that begins; unlike that of any other.
  /// - Throws: when it was begun with another space, command or number.
  init(at path: String, for file: SearchFile, command: [String], id newID: String? = nil) throws {
    do throws(FileError) {
      try Files.makeDirectories(Files.absolutePath(path))
      self.path = try Files.resolve(path)
      guard let lock = try FileLock.acquire("\(self.path)/search.lock") else {
        throw FileError(operation: "lock", path: path, code: EWOULDBLOCK)
      }
      self.lock = lock
    } catch {
      throw error.code == EWOULDBLOCK
        ? CommandFailure(.tryAgain, "another search is at work in \(path)") : CommandFailure(file: error)
    }
    let microseconds = Int64(Host.now().secondsSince1970 * 1e6)
    let newID = newID ?? "\(Files.split(self.path).name)-\(String(microseconds, radix: 36))"
    id = try Self.identify(self.path, for: file, command: command, newID)
  }

  /// The id of the search that was begun in a folder; begins one where there is none.
  private static func identify(_ path: String, for file: SearchFile, command: [String], _ newID: String) throws
    -> String
  {
    let (space, document) = ("\(path)/space.yaml", "\(path)/search.json")
    do {
      if !Files.exists(document) {
        try begin(space, document, for: file, command: command, newID)
        return newID
      }
      let before = String(decoding: try Files.read(space), as: UTF8.self)
      if let difference = difference(before, file.resolvedYAML()) {
        throw CommandFailure(.usage, "\(path) holds a search with other settings: \(difference)")
      }
      guard let json = try JSONValue(parsing: try Files.read(document)).objectValue, let id = json["id"]?.stringValue
      else { throw CommandFailure(.damagedInput, "\(document) names no search") }
      guard json["command"] == .array(command.map { .string($0) }) else {
        throw CommandFailure(.usage, "\(path) holds a search of another command; its search.json says which")
      }
      return id
    } catch let error as FileError {
      throw CommandFailure(file: error)
    } catch let error as JSONError {
      throw CommandFailure(.damagedInput, "\(document) cannot be understood: \(error)")
    }
  }

  /// Writes what is asked for. The document comes last: until then no search was begun.
  private static func begin(
    _ space: String, _ document: String, for file: SearchFile, command: [String], _ id: String
  ) throws(FileError) {
    let created = Host.now()
    let json: JSONValue = [
      "format": "pitwall-search/1", "id": .string(id), "created": .number(created.secondsSince1970),
      "command": .array(command.map { .string($0) }), "cwd": .string(Files.absolutePath(".")),
    ]
    try Files.replaceAtomically(space, with: Array(file.resolvedYAML().utf8))
    try Files.replaceAtomically(document, with: Array((json.serialized() + "\n").utf8))
  }

  /// The first line that differs, in words.
  private static func difference(_ before: String, _ now: String) -> String? {
    let (before, now) = (before.split(separator: "\n"), now.split(separator: "\n"))
    guard before != now else { return nil }
    let index = zip(before, now).enumerated().first { $1.0 != $1.1 }?.offset ?? min(before.count, now.count)
    func words(_ lines: [Substring]) -> String {
      index < lines.count ? String(lines[index].drop { $0 == " " }) : "nothing more"
    }
    return "`\(words(before))` there, `\(words(now))` now"
  }

  func trial(_ number: Int) -> TrialDirectory {
    let digits = String(number)
    let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return TrialDirectory(run: TrialRun(path: "\(path)/trial-\(name)", id: "\(id)-\(name)"), number: number)
  }
}
