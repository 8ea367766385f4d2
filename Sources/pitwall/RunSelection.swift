import ArgumentParser
import FileAccess
import Glibc
import RunIngest
import RunModel

/// Where runs are looked for when a command names none.
enum RunRoots {
  /// `$PITWALL_RUNS`, else `./runs` if it is there, else the working directory.
  static var standard: [String] {
    if let named = getenv("PITWALL_RUNS").map({ String(cString: $0) }), !named.isEmpty { return [named] }
    return Files.exists("runs") ? ["runs"] : ["."]
  }

  /// Where new runs are made: `$PITWALL_RUNS`, else `./runs`.
  static var forLaunching: String {
    getenv("PITWALL_RUNS").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "runs"
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
  @Argument(help: "The run: its directory, its id, the beginning of its id, or its name.", completion: .directory)
  var run: String

  @Option(help: "Where to look for it by id or name.", completion: .directory)
  var runs: String?

  /// The run's snapshot, everything read.
  func find() throws -> RunSnapshot { try Self.find(run, in: runs) }

  static func find(_ name: String, in root: String?) throws -> RunSnapshot {
    if Files.exists(name) {
      let found = try RunRoots.read([name]).runs
      if found.count == 1 { return found[0] }
      if let exact = found.first(where: { $0.path == Files.absolutePath(name) }) { return exact }
      throw found.isEmpty
        ? CommandFailure(.noInput, "\(name): holds no run; name a directory with metrics in it")
        : CommandFailure(.usage, "\(name): holds \(found.count) runs; name one of them:\(list(found))")
    }
    if name.contains("/") { throw CommandFailure(.noInput, "there is no \(name)") }
    let roots = root.map { [$0] } ?? RunRoots.standard
    let all = try RunRoots.read(roots).runs
    let found = [
      all.filter { $0.id == name }, all.filter { $0.name == name }, all.filter { $0.id.hasPrefix(name) },
      all.filter { $0.id.hasSuffix(name) },
    ].first { !$0.isEmpty }
    guard let found else {
      throw CommandFailure(
        .noInput, "no run \(name) below \(roots.joined(separator: ", ")); `pitwall runs` lists what is there")
    }
    guard found.count == 1 else {
      throw CommandFailure(.usage, "\(name) fits \(found.count) runs; name one of them:\(list(found))")
    }
    return found[0]
  }

  private static func list(_ runs: [RunSnapshot]) -> String {
    runs.prefix(8).map { "\n  \($0.id)" }.joined() + (runs.count > 8 ? "\n  …" : "")
  }
}
