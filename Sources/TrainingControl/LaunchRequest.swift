/// A training to be launched.
public struct LaunchRequest: Equatable, Sendable {
  /// The program, searched in `PATH` unless it holds a slash, and its arguments.
  public var argv: [String]
  public var name: String
  /// Where run directories are made; itself made where it does not exist.
  public var runsDirectory: String
  public var workingDirectory: String
  /// Added to the inherited environment, in later attempts too. It is written to `run.json`: no place for secrets.
  public var environment: [String: String]
  public var seed: Int64?
  /// The bytes of the specification as given.
  public var specification: [UInt8]?
  /// Of `specification`; lower-case hexadecimal.
  public var specificationDigest: String?
  /// The signal that asks for a checkpoint, with or without its `SIG`.
  public var pauseSignal: String
  /// The id of the run this one continues or repeats.
  public var parent: String?
  /// Program name to version.
  public var versions: [String: String]

  public init(
    argv: [String], name: String, runsDirectory: String, workingDirectory: String, environment: [String: String] = [:],
    seed: Int64? = nil, specification: [UInt8]? = nil, specificationDigest: String? = nil,
    pauseSignal: String = "USR1", parent: String? = nil, versions: [String: String] = [:]
  ) {
    (self.argv, self.name, self.runsDirectory) = (argv, name, runsDirectory)
    (self.workingDirectory, self.environment, self.seed) = (workingDirectory, environment, seed)
    (self.specification, self.specificationDigest) = (specification, specificationDigest)
    (self.pauseSignal, self.parent, self.versions) = (pauseSignal, parent, versions)
  }
}
