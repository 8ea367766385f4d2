import ArgumentParser
import FileAccess
import Glibc
import JSONText
import RunIngest
import RunModel
import StudyModel
import StudyReport

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain one prediction of a study's model: what speaks for it, and what would flip it.",
    discussion: """
      Prints what the model says of a row of the study's data, what each feature adds to it, the largest first, and the \
      smallest change of one or two features that makes the decision another. What may change can be limited with \
      examination.mutable in the specification. The data must still be where they were, unchanged. Nothing is written. \
      Exit code 69: the chosen model is a command's own, or the features are.
      """)

  @OptionGroup var target: RunArgument
  @Option(
    help: ArgumentHelp(
      "The row: its id where the specification names a column in data.roles.id, else its number; the first below the "
        + "header is 1.", valueName: "id"))
  var row: String?
  @Option(help: "The row, by the line of the data file that it begins on.") var line: Int?
  @Option(
    help: ArgumentHelp(
      "Of several data files the one whose line that is: as the specification names it, or by its last part.",
      valueName: "name"))
  var file: String?
  @Flag(help: "Print one object instead.") var json = false

  func validate() throws {
    guard (row == nil) != (line == nil) else { throw ValidationError("name one row, with --row or with --line") }
    guard file == nil || line != nil else { throw ValidationError("--file says whose line is meant: add --line") }
  }

  func run() throws {
    let run = try target.find()
    var arguments = [try Executables.trainer(), "explain", run.path]
    if let row { arguments.append("--row=\(row)") }
    if let line { arguments.append("--line=\(line)") }
    if let file { arguments.append("--file=\(file)") }
    let outcome = try CommandFailure.files { () throws(FileError) in try ChildProcess.capture(arguments) }
    guard outcome.status == .code(0) else { throw Self.failure(outcome) }
    let explanation: RowExplanation
    do {
      explanation = try RowExplanation(json: JSONValue(parsing: outcome.output))
    } catch {
      throw CommandFailure(.inputOutput, "pitwall-learn gave no explanation: \(error); is it of this version?")
    }
    if json {
      StandardStreams.print(explanation.json.serialized(pretty: true))
    } else {
      PageOutput.print { width, isASCII in explanation.lines(width: width, isASCII: isASCII) }
    }
  }

  /// The trainer's own sentence and code.
  private static func failure(_ outcome: ChildProcess.Outcome) -> CommandFailure {
    let words = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n").joined(separator: "\n")
    guard case .code(let number) = outcome.status, let code = ExitStatusCode(rawValue: number), !words.isEmpty else {
      return CommandFailure(.inputOutput, words.isEmpty ? "pitwall-learn ended without an answer" : words)
    }
    return CommandFailure(code, words)
  }
}
