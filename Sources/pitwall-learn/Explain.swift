internal import ArgumentParser
internal import JSONText
internal import Learning
internal import StudyModel

/// What `pitwall explain` asks; it prints one object and shows nothing to people itself.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Explain one prediction of a finished study; prints one JSON object.",
    discussion: """
      Exit codes: 0 done, 64 usage, 65 damaged or changed files, 66 no such row or no chosen model, 69 only the model's \
      own command could answer.
      """)

  @Argument(help: "The study's run directory.") var directory: String
  @Option(help: "The row's id, or its number where the study has no ids.") var row: String?
  @Option(help: "The line of the data file that the row begins on.") var line: Int?
  @Option(help: "Of several data files the one whose line that is.") var file: String?

  func run() throws {
    do throws(LearningError) {
      let explanation = try RowExplainer.explain(run: directory, id: row, line: line, file: file)
      Console.say(explanation.json.serialized(pretty: true))
    } catch {
      Console.fail(error.message, error.exitCode)
    }
  }
}
