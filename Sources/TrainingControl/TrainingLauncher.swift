internal import FileAccess
internal import Glibc
internal import JSONText
internal import RunFormats
public import RunModel

/// Makes run directories and starts their supervisors.
public enum TrainingLauncher {
  /// Makes the run, starts its supervisor and waits (milliseconds, usually) until the training has started.
  /// - Parameter supervisorCommand: a program and arguments that, with the run directory added, end up in
  ///   `Supervisor.run(directory:)`.
  /// - Throws: `couldNotStart` when the training did not start: its run exists then, and is `failed`.
  public static func launch(
    _ request: LaunchRequest, supervisorCommand: [String]
  ) throws(ControlError) -> RunDirectory {
    guard request.argv.first?.isEmpty == false else { throw .emptyCommand }
    guard let signal = SignalName.number(of: request.pauseSignal).flatMap({ SignalName.name(of: $0) }) else {
      throw .unknownSignal(request.pauseSignal)
    }
    let run = try makeDirectory(for: request, pauseSignal: signal)
    let supervisor: ProcessIdentity?
    do {
      supervisor = try SupervisorStart.start(for: run, command: supervisorCommand)
    } catch {
      try run.write(RunStatus(state: .failed, since: Host.now(), reason: error.message))
      throw error
    }
    try waitUntilStarted(run, supervisor: supervisor, command: supervisorCommand)
    return run
  }

  private static func waitUntilStarted(
    _ run: RunDirectory, supervisor: ProcessIdentity?, command: [String]
  ) throws(ControlError) {
    let deadline = ContinuousClock.now + .seconds(30)
    while true {
      // Looked at before the state: one that has ended since has written the state before.
      let wasAlive = supervisor.map { ProcessTable.isAlive($0) != false } ?? false
      let status = try run.waitForStatus(timeout: .milliseconds(100)) { $0.state != .queued }
      if let status {
        // A training that failed on its own has started first: then there was an attempt.
        guard status.state == .failed, status.attempt == 0 else { return }
        throw .couldNotStart(reason: status.reason, directory: run.path)
      }
      if !wasAlive || ContinuousClock.now > deadline {
        let reason = wasAlive ? "it does not answer" : "it ended at once; \(run.supervisorLogPath) may say why"
        throw .supervisorDidNotStart(command: command.joined(separator: " "), reason: reason)
      }
    }
  }

  /// Writes everything a supervisor needs. The state comes last: until then it is nobody's run.
  private static func makeDirectory(
    for request: LaunchRequest, pauseSignal: String
  ) throws(ControlError) -> RunDirectory {
    let created = Host.now()
    let path = try makeNamedDirectory(request.name, in: request.runsDirectory, created: created)
    let workingDirectory = Files.absolutePath(request.workingDirectory)
    let identity = RunIdentity(
      id: Files.split(path).name, name: request.name, created: created, host: Host.name, user: Host.user,
      argv: request.argv, workingDirectory: workingDirectory,
      gitCommit: GitCommit.checkedOut(at: workingDirectory), seed: request.seed, versions: request.versions,
      specDigest: request.specificationDigest, parent: request.parent, pauseSignal: pauseSignal,
      environment: request.environment)
    try onFiles { () throws(FileError) in
      try Files.makeDirectory("\(path)/control")
      if let specification = request.specification {
        try Files.replaceAtomically("\(path)/spec.yaml", with: specification)
      }
      try Files.replaceAtomically("\(path)/run.json", with: Array((identity.json.serialized() + "\n").utf8))
    }
    let run = try RunDirectory(path: path)
    try run.write(RunStatus(state: .queued, since: created, reason: "launched by \(Host.userAtHost)"))
    return run
  }

  /// Makes a directory that no other has the name of: time, name and four characters.
  /// - Parameter parent: made where it does not exist.
  /// - Returns: its path, without symbolic links.
  public static func makeNamedDirectory(
    _ name: String, in parent: String, created: WallTime
  ) throws(ControlError) -> String {
    let parent = Files.absolutePath(parent)
    return try onFiles { () throws(FileError) in
      try Files.makeDirectories(parent)
      while true {
        let path = "\(parent)/\(timestamp(created))-\(slug(name))-\(randomSuffix())"
        do throws(FileError) {
          try Files.makeDirectory(path)
          return try Files.resolve(path)
        } catch  where error.code == EEXIST {
          continue
        }
      }
    }
  }

  /// `20261121T013015Z`.
  static func timestamp(_ time: WallTime) -> String {
    var seconds = time_t(time.secondsSince1970)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(1900 + parts.tm_year)\(two(parts.tm_mon + 1))\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour))\(two(parts.tm_min))\(two(parts.tm_sec))Z"
  }

  /// Lower-case ASCII letters and digits, everything else a single `-`; at most 40; `run` when nothing is left.
  static func slug(_ name: String) -> String {
    let mapped = name.lowercased().unicodeScalars.map { scalar -> Character in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? Character(scalar) : "-"
    }
    let words = String(mapped).split(separator: "-").joined(separator: "-").prefix(40)
    return words.isEmpty ? "run" : words.hasSuffix("-") ? String(words.dropLast()) : String(words)
  }

  private static func randomSuffix() -> String {
    let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    return String((0..<4).map { _ in digits[Int.random(in: 0..<digits.count)] })
  }
}
