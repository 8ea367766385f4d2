internal import CSystem
internal import Glibc
public import RunModel

/// The processes of this host, as `/proc` shows them.
public enum ProcessTable {
  /// Whether a named process still runs; nil when it belongs to another host. Ended but not yet waited for is not
  /// alive, nor is anything of an earlier boot.
  public static func isAlive(_ identity: ProcessIdentity) -> Bool? {
    guard identity.host == Host.name else { return nil }
    guard identity.boot == Host.bootID, let record = record(of: identity.pid) else { return false }
    return record.start == identity.start && !record.isEnded
  }

  /// nil when there is no such process.
  public static func identity(of pid: Int32) -> ProcessIdentity? {
    record(of: pid).map { identity(of: $0) }
  }

  /// Of a child that nobody has waited for yet.
  /// - Throws: when it cannot be looked at, as without a descriptor to spare.
  public static func identity(ofChild pid: Int32) throws(FileError) -> ProcessIdentity {
    guard let record = ProcessRecord(statLine: try Files.read("/proc/\(pid)/stat")) else {
      throw FileError(operation: "read", path: "/proc/\(pid)/stat", code: ESRCH)
    }
    return identity(of: record)
  }

  public static func identity(of record: ProcessRecord) -> ProcessIdentity {
    ProcessIdentity(host: Host.name, boot: Host.bootID, pid: record.pid, start: record.start)
  }

  /// The name of this process across pid reuse and reboots.
  public static var current: ProcessIdentity {
    identity(of: getpid()) ?? ProcessIdentity(host: Host.name, boot: Host.bootID, pid: getpid(), start: 0)
  }

  /// nil when there is no such process.
  public static func record(of pid: Int32) -> ProcessRecord? {
    contents(of: "stat", pid: pid).flatMap { ProcessRecord(statLine: $0) }
  }

  /// Every process there is, by pid; about 60 µs each.
  public static func all() throws(FileError) -> [ProcessRecord] {
    try Files.listDirectory("/proc").compactMap { Int32($0) }.sorted().compactMap { record(of: $0) }
  }

  /// The processes that belong together with `root`, which itself may be gone: those in its session, those whose
  /// environment holds `marker` (`NAME=value`), and all their descendants. Ended ones and this process are left out.
  public static func tree(root: ProcessIdentity, marker: String) throws(FileError) -> [ProcessRecord] {
    let all = try all()
    // A pid is not given out again while it still names a session: where it names another process now, the session
    // is empty.
    let isReused = all.contains { $0.pid == root.pid && identity(of: $0) != root }
    var members: Set<Int32> = []
    for process in all {
      let isInSession = !isReused && (process.session == root.pid || process.pid == root.pid)
      if isInSession || environment(of: process.pid, holds: marker) { members.insert(process.pid) }
    }
    members.remove(getpid())
    var children: [Int32: [Int32]] = [:]
    for process in all { children[process.parent, default: []].append(process.pid) }
    var frontier = Array(members)
    while let parent = frontier.popLast() {
      for child in children[parent] ?? [] where child != getpid() && members.insert(child).inserted {
        frontier.append(child)
      }
    }
    return all.filter { members.contains($0.pid) && !$0.isEnded }
  }

  /// Whether a process was started with an entry `NAME=value`; false also where that may not be read.
  public static func environment(of pid: Int32, holds entry: String) -> Bool {
    let wanted = Array(entry.utf8)
    return contents(of: "environ", pid: pid)?.split(separator: 0).contains { $0.elementsEqual(wanted) } ?? false
  }

  /// Whether a process has a handler for a signal (`SigCgt` of `/proc/PID/status`).
  public static func handles(signal: Int32, pid: Int32) -> Bool {
    caughtSignals(of: pid).map { $0 >> UInt64(signal - 1) & 1 == 1 } ?? false
  }

  /// The signals a process has handlers for, signal 1 in the lowest bit; nil when there is no such process.
  public static func caughtSignals(of pid: Int32) -> UInt64? {
    guard let bytes = contents(of: "status", pid: pid) else { return nil }
    let prefix = Array("SigCgt:".utf8)
    guard let line = bytes.split(separator: 0x0A).first(where: { $0.starts(with: prefix) }) else { return nil }
    let digits = line.dropFirst(prefix.count).drop { $0 == 0x20 || $0 == 0x09 }
    return UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// Sends a signal to exactly this process, never to a later one with its pid. False when it is gone or not ours.
  @discardableResult public static func send(signal: Int32, to identity: ProcessIdentity) -> Bool {
    let descriptor = process_descriptor(identity.pid)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // The descriptor is held now: if the start time fits, it names the process that was meant.
    guard isAlive(identity) == true else { return false }
    return process_signal(descriptor, signal) == 0
  }

  /// One file of `/proc/PID`; nil when the process is gone or hides it, which is usual between two looks.
  private static func contents(of file: String, pid: Int32) -> [UInt8]? {
    do { return try Files.read("/proc/\(pid)/\(file)") } catch { return nil }
  }
}
