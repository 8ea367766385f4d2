import ArgumentParser
import FileAccess
import Glibc
import JSONText
import StudyModel
import Tables

struct Profile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the picture of a CSV file, and what its data checks find.",
    discussion: """
      One line a column, then the findings, the gravest first; docs/data-checks.md lists the checks. With a target the \
      checks also look for leaks. Nothing is trained and nothing is written.
      """)

  @Argument(help: "The CSV file.", completion: .file(extensions: ["csv", "tsv", "txt"])) var data: String
  @Option(help: ArgumentHelp("The column to predict.", valueName: "column")) var target: String?
  @Option(
    help: ArgumentHelp("A column that names the row's case; may be repeated.", valueName: "column"))
  var id: [String] = []
  @Option(help: ArgumentHelp("The column that orders the rows.", valueName: "column")) var time: String?
  @Flag(help: "Print one object instead.") var json = false

  func run() throws {
    let table = try DataFile.read(data)
    for name in [target, time].compactMap({ $0 }) + id where table.cells(of: name) == nil {
      throw CommandFailure(
        .usage, "\(data) has no column \(name); it has \(table.header.joined(separator: ", "))")
    }
    let inspected = InspectedTable(table)
    let roles = ColumnRoles(target: target, id: id, time: time.map { [$0] } ?? [])
    let today = (Double(Glibc.time(nil)) / 86_400).rounded(.down)
    let page = ProfilePage(
      path: data, profile: DataProfile(inspected), lines: table.lines,
      findings: DataChecks.findings(table: inspected, roles: roles, today: today))
    if json {
      StandardStreams.print(JSONValue.object(page.json).serialized(pretty: true))
    } else {
      for line in page.text { StandardStreams.printLine(line) }
    }
  }
}

/// Reads CSV files for commands.
enum DataFile {
  /// Whether a file is taken for a table.
  static func isNamedSo(_ path: String) -> Bool { [".csv", ".tsv"].contains { path.lowercased().hasSuffix($0) } }

  static func read(_ path: String) throws -> CSVTable {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path)
    } catch {
      throw CommandFailure(file: error)
    }
    if SpecificationFile.isNamedSo(path) {
      throw CommandFailure(
        .damagedInput, "\(path) is a specification, and profile takes a CSV table; `pitwall check \(path)` checks it")
    }
    do {
      return try CSVTable(parsing: bytes, path: path)
    } catch {
      throw CommandFailure(.damagedInput, error.message)
    }
  }
}
