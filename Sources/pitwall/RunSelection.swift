import ArgumentParser
import FileAccess
import Glibc
import RunIngest
import RunModel

/// Where runs are looked for when a command names none.
enum RunRoots {
  /// `$PITWALL_RUNS`, else `./runs` if it is there, else the working directory.
  static var standard: [String] {
    if let named = Environment["PITWALL_RUNS"] { return [named] }
    return Files.exists("runs") ? ["runs"] : ["."]
  }

  /// Where new runs are made: `$PITWALL_RUNS`, else `./runs`.
  static var forLaunching: String {
    Environment["PITWALL_RUNS"] ?? "runs"
  }

  /// Refuses paths that are not there, before a terminal is taken.
  static func check(_ paths: [String]) throws {
    for path in paths {
      if !Files.exists(path) { throw CommandFailure(read: .missing(path: path)) }
      if access(path, R_OK) != 0 {
        throw CommandFailure(read: .unreadable(path: path, reason: FileError.words(for: errno)))
      }
    }
  }

  /// Reads everything below the paths.
  static func read(_ paths: [String]) throws -> WatchSnapshot {
    do {
      return try RunReader.read(paths: paths.isEmpty ? standard : paths)
    } catch {
      throw CommandFailure(read: error)
    }
  }
}

/// The paths a command looks at.
struct PathArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Run directories, or directories that hold some.",
      discussion: "Without any: $PITWALL_RUNS, else ./runs, else this directory."),
    completion: .directory)
  var paths: [String] = []

  func read() throws -> WatchSnapshot { try RunRoots.read(paths) }
}

/// One run, named on the command line.
struct RunArgument: ParsableArguments {
  @Argument(
    help: "The run: its directory, its id, the beginning of its id, or its name; of a trial also STUDY/trials/TRIAL.",
    completion: .directory)
  var run: String

  @Option(help: "Where to look for it by id or name.", completion: .directory)
  var runs: String?

  /// The run's snapshot, everything read.
  func find() throws -> RunSnapshot { try Self.find(run, in: runs) }

  static func find(_ name: String, in root: String?) throws -> RunSnapshot {
    guard Files.exists(name) else {
      let roots = root.map { [$0] } ?? RunRoots.standard
      return try RunLookup(RunRoots.read(roots).runs).run(named: name, below: roots.joined(separator: ", "))
    }
    let found = try RunRoots.read([name]).runs
    if found.count == 1 { return found[0] }
    if let exact = RunLookup(found).run(at: name) { return exact }
    throw found.isEmpty
      ? CommandFailure(holdsNoRun: name)
      : CommandFailure(.usage, "\(name): holds \(found.count) runs; name one of them:\(RunLookup.list(found))")
  }
}

/// Finds the run that a person means among those that were read.
struct RunLookup {
  private let runs: [RunSnapshot]

  init(_ runs: [RunSnapshot]) { self.runs = runs }

  /// The one run that a name fits.
  /// - Throws: when it fits none or several.
  func run(named name: String, below places: String) throws -> RunSnapshot {
    let found = matches(name)
    guard let first = found.first else {
      throw CommandFailure(.noInput, "no run \(name) below \(places); `pitwall runs` lists what is there")
    }
    guard found.count == 1 else {
      throw CommandFailure(.usage, "\(name) fits \(found.count) runs; name one of them:\(Self.list(found))")
    }
    return first
  }

  /// The run in a directory, or in a file; nil when there is none.
  func run(at path: String) -> RunSnapshot? {
    let resolved: String
    do { resolved = try Files.resolve(path) } catch { return nil }
    return runs.first { $0.path == resolved }
  }

  /// The runs that a name fits best: by path, id or name, else by the beginning or the end of the id, else by the end
  /// of the path of a run inside another.
  func matches(_ name: String) -> [RunSnapshot] {
    if let run = run(at: name) { return [run] }
    let outer = runs.filter { $0.parent == nil }
    let rules: [() -> [RunSnapshot]] = [
      { runs.filter { $0.id == name } },
      { runs.filter { $0.identity?.id == name } },
      { runs.filter { $0.name == name || $0.qualifiedName == name } },
      { outer.filter { $0.id.hasPrefix(name) } },
      { outer.filter { $0.id.hasSuffix(name) } },
      { inner(name) },
      { runs.filter { $0.parent != nil && $0.path.hasSuffix("/\(name)") } },
    ]
    for rule in rules {
      let found = rule()
      if !found.isEmpty { return found }
    }
    return []
  }

  /// `STUDY/trials/TRIAL`, where `STUDY` is whatever names the study.
  private func inner(_ name: String) -> [RunSnapshot] {
    guard let slash = name.firstIndex(of: "/"), slash != name.startIndex else { return [] }
    let place = name[slash...]
    return matches(String(name[..<slash])).flatMap { outer in runs.filter { $0.path == outer.path + place } }
  }

  static func list(_ runs: [RunSnapshot]) -> String {
    runs.prefix(8).map { "\n  \($0.id)" }.joined() + (runs.count > 8 ? "\n  …" : "")
  }
}
