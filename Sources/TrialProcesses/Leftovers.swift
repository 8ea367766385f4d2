public import FileAccess
internal import Glibc
internal import RunModel

/// What is left of a command when it was killed together with whoever looked after it.
public enum Leftovers {
  /// How often it is looked whether something still runs, 2 ms apart.
  private static let looks = 1000

  /// Ends every process that was started with an environment entry `NAME=value`, and all their descendants.
  /// - Throws: when one of them does not end, as in a system call that cannot be interrupted.
  public static func end(marker: String) throws(FileError) {
    let nobody = ProcessIdentity(host: Host.name, boot: Host.bootID, pid: -1, start: 0)
    var (strays, emptyLooks): ([ProcessRecord], Int) = ([], 0)
    for _ in 0..<looks {
      strays = try ProcessTable.tree(root: nobody, marker: marker)
      // A look takes its time: it may miss what is being forked.
      emptyLooks = strays.isEmpty ? emptyLooks + 1 : 0
      if emptyLooks == 2 { return }
      // Some may have ended since, others been forked: the next look says.
      for stray in strays { ProcessTable.send(signal: SIGKILL, to: ProcessTable.identity(of: stray)) }
      usleep(2_000)
    }
    let pids = strays.map { "\($0.pid)" }.joined(separator: ", ")
    throw FileError(operation: "end what an earlier attempt left, process", path: pids, code: EBUSY)
  }

  /// Moves a directory out of sight, where there is one: a new attempt must not find half of what it makes.
  public static func moveAway(_ path: String) throws(FileError) {
    guard Files.exists(path) else { return }
    var attempt = 1
    let (directory, name) = Files.split(path)
    while Files.exists("\(directory)/.\(name)-interrupted-\(attempt)") { attempt += 1 }
    guard rename(path, "\(directory)/.\(name)-interrupted-\(attempt)") == 0 else {
      throw FileError(operation: "move", path: path, code: errno)
    }
  }
}
