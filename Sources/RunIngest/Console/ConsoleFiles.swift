internal import RunModel

/// Where a run's console is.
struct ConsoleFiles: Equatable, Sendable {
  /// Standard output, and standard error too where that has no file of its own.
  static let output = "console.log"
  static let error = "console.stderr.log"
  /// The marks that tell how the two lie in each other.
  static let order = "console.order"
  static let names = [output, error, order]

  /// Of the run.
  let directory: String
  /// nil: all that was written.
  var stream: ConsoleStream?

  var outputPath: String { "\(directory)/\(Self.output)" }
  var errorPath: String { "\(directory)/\(Self.error)" }
  var orderPath: String { "\(directory)/\(Self.order)" }

  /// The one file of a part that has only one.
  var path: String { stream == .error ? errorPath : outputPath }
}
