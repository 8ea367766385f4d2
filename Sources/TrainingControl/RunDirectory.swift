internal import FileAccess
internal import JSONText
internal import RunFormats
public import RunModel

/// An existing native run directory: where its files are, and what its documents say.
public struct RunDirectory: Equatable, Sendable {
  /// Absolute.
  public let path: String
  /// What `run.json` says.
  public let identity: RunIdentity

  public var id: String { identity.id }

  /// Opens the directory of a run that was launched.
  public init(path: String) throws(ControlError) {
    let resolved = try onFiles { () throws(FileError) in try Files.resolve(path) }
    let document = "\(resolved)/run.json"
    guard Files.exists(document) else { throw .notARun(path: path) }
    self.path = resolved
    do {
      identity = try RunIdentity(json: try Self.json(at: document))
    } catch let error as ControlError {
      throw error
    } catch {
      throw .damaged(path: document, reason: "\(error)")
    }
  }

  public var statusPath: String { "\(path)/state.json" }
  public var metricsPath: String { "\(path)/metrics.jsonl" }
  public var eventsPath: String { "\(path)/events.jsonl" }
  /// What the training wrote to standard output, and to standard error where that has no file of its own.
  public var consolePath: String { "\(path)/console.log" }
  public var consoleErrorPath: String { "\(path)/console.stderr.log" }
  /// How the two lie in each other.
  var consoleOrderPath: String { "\(path)/console.order" }
  public var decisionsPath: String { "\(path)/decisions.jsonl" }
  public var controlPath: String { "\(path)/control" }
  var lockPath: String { "\(controlPath)/supervisor.lock" }
  var pausePath: String { "\(controlPath)/pause" }
  var supervisorLogPath: String { "\(path)/supervisor.log" }
  /// The environment entry by which processes of this run are found.
  var processMarker: String { "\(TrainingEnvironment.runID)=\(id)" }

  /// What `state.json` says, whether or not it is still true.
  public func status() throws(ControlError) -> RunStatus {
    do {
      return try RunStatus(json: try Self.json(at: statusPath))
    } catch let error as ControlError {
      throw error
    } catch {
      throw .damaged(path: statusPath, reason: "\(error)")
    }
  }

  /// The state that is true now, and a sentence about it: a state that needs a supervisor is believed only while
  /// that supervisor is alive.
  public func currentState() throws(ControlError) -> (state: RunState, reason: String) {
    let effective = try status().effectiveState(isAlive: ProcessTable.isAlive)
    return (effective.state, effective.reason)
  }

  /// Waits until `state.json` fulfils a condition, and returns it; nil when it does not within `timeout`.
  public func waitForStatus(
    timeout: Duration, until condition: (RunStatus) -> Bool
  ) throws(ControlError) -> RunStatus? {
    let watch = DirectoryWatch(path)
    let deadline = ContinuousClock.now + timeout
    while true {
      let status = try status()
      if condition(status) { return status }
      let left = deadline - ContinuousClock.now
      guard left > .zero else { return nil }
      watch.wait(atMost: min(left, .milliseconds(200)))
    }
  }

  /// The path of something that the run names relative to itself.
  func absolute(_ relative: String) -> String { relative.hasPrefix("/") ? relative : "\(path)/\(relative)" }

  /// The ledger's lines as they are; checking them is for those who decide. What a crash left behind the last newline
  /// is no line.
  func decisions() throws(ControlError) -> [Decision] {
    guard Files.exists(decisionsPath) else { return [] }
    let bytes = try onFiles { () throws(FileError) in try Files.read(decisionsPath) }
    do {
      let whole = bytes[..<(bytes.lastIndex(of: 0x0A) ?? bytes.startIndex)]
      return try whole.split(separator: 0x0A).map { try Decision.read(line: $0) }
    } catch {
      throw .damaged(path: decisionsPath, reason: "\(error)")
    }
  }

  func write(_ status: RunStatus) throws(ControlError) {
    try onFiles { () throws(FileError) in
      try Files.replaceAtomically(statusPath, with: Array((status.json.serialized() + "\n").utf8))
    }
  }

  static func json(at path: String) throws(ControlError) -> JSONValue {
    let bytes = try onFiles { () throws(FileError) in try Files.read(path) }
    do {
      return try JSONValue(parsing: bytes)
    } catch {
      throw .damaged(path: path, reason: "byte \(error.byteOffset): \(error.reason)")
    }
  }
}
