import ArgumentParser
import JSONText

struct Rows: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, json }

  static let configuration = CommandConfiguration(
    abstract: "Print the data's rows on which a study's model fails: those of a weak segment, or the worst of all.",
    discussion: """
      The rows are those that the model was judged on without having learned from them: by the evaluation fold that held \
      them out, or by the test. Each has its number (from 1 below the header; `pitwall explain --row` takes it where the data have no id), its line of the file, the fold or test, \
      what it is, what was predicted, its loss, and then all columns of the data as the file has them; the largest loss \
      comes first. The segments and their numbers are in `pitwall report RUN`. The data files are read where they were \
      when the study ran, or from --data; if their bytes are others now nothing is printed (exit code 65).
      """)

  @OptionGroup var target: RunArgument
  @Option(help: ArgumentHelp("The rows of this weak segment, as the report numbers it.", valueName: "number"))
  var segment: Int?
  @Flag(help: "The rows with the largest losses, of whatever segment.") var worst = false
  @Option(help: "At most so many rows; 0 for all.") var limit = 20
  @Option(help: "csv or json.") var format = Format.csv
  @Option(
    help: ArgumentHelp("Where a data file is now, if it was moved; once a file, in their order.", valueName: "file"),
    completion: .file(extensions: ["csv", "tsv", "txt"]))
  var data: [String] = []

  func validate() throws {
    if (segment == nil) != worst { throw ValidationError("say which rows: --segment NUMBER or --worst") }
    if limit < 0 { throw ValidationError("--limit is at least 0") }
  }

  func run() throws {
    let judged = try JudgedRowFile(run: target.find())
    let chosen = try judged.rows(ofSegment: segment)
    let table = try judged.data(movedTo: data)
    let shown = limit == 0 ? chosen[...] : chosen.prefix(limit)
    let page = try JudgedRowPage(judged, table, rows: Array(shown))
    switch format {
    case .csv: page.csv.forEach(Self.print)
    case .json: StandardStreams.print(page.json.serialized(pretty: true))
    }
  }

  /// A terminal never gets a control character, whatever a cell holds; a file gets the exact text.
  private static func print(_ line: String) {
    if StandardStreams.isOutputTerminal { StandardStreams.printLine(line) } else { StandardStreams.print(line) }
  }
}
