/// What `run.json` says: written once, when the run is made.
public struct RunIdentity: Equatable, Sendable {
  public var id: String
  public var name: String
  public var created: WallTime?
  public var host: String?
  public var user: String?
  public var argv: [String]
  public var workingDirectory: String?
  public var gitCommit: String?
  public var seed: Int64?
  /// Program name to version.
  public var versions: [String: String]
  /// SHA-256 of `spec.yaml`, lower-case hexadecimal.
  public var specDigest: String?
  /// The run this one continues or repeats.
  public var parent: String?
  /// The signal that asks the training for a checkpoint, without its `SIG`.
  public var pauseSignal: String
  /// What was added to the inherited environment, in every attempt.
  public var environment: [String: String]

  public init(
    id: String, name: String, created: WallTime? = nil, host: String? = nil, user: String? = nil,
    argv: [String] = [], workingDirectory: String? = nil, gitCommit: String? = nil, seed: Int64? = nil,
    versions: [String: String] = [:], specDigest: String? = nil, parent: String? = nil, pauseSignal: String = "USR1",
    environment: [String: String] = [:]
  ) {
    (self.id, self.name, self.created, self.host, self.user) = (id, name, created, host, user)
    (self.argv, self.workingDirectory, self.gitCommit, self.seed) = (argv, workingDirectory, gitCommit, seed)
    (self.versions, self.specDigest, self.parent, self.pauseSignal) = (versions, specDigest, parent, pauseSignal)
    self.environment = environment
  }
}
