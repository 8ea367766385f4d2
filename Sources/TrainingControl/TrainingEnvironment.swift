internal import Glibc
internal import RunModel

/// The environment a training is started with.
public enum TrainingEnvironment {
  public static let runDirectory = "PITWALL_RUN_DIR"
  public static let runID = "PITWALL_RUN_ID"
  public static let attempt = "PITWALL_ATTEMPT"
  public static let resumeFrom = "PITWALL_RESUME_FROM"
  private static let own = [runDirectory, runID, attempt, resumeFrom]

  /// This process's environment without what describes a run: a training may launch others.
  public static func inherited() -> [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    for name in own { result[name] = nil }
    return result
  }

  /// - Parameter checkpoint: absolute; nil to start from the beginning.
  static func make(for run: RunDirectory, attempt number: Int, resumeFrom checkpoint: String?) -> [String: String] {
    var result = inherited().merging(run.identity.environment) { $1 }
    result[runDirectory] = run.path
    result[runID] = run.id
    result[attempt] = String(number)
    result[resumeFrom] = checkpoint
    return result
  }
}
