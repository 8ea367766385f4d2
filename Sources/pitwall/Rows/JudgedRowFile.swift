import FileAccess
import JSONText
import RunModel
import SpecifiedData
import StudyModel
import Tables

/// What a study's examination wrote about every judged row: `examination/predictions.csv`, and what its segments are:
/// `examination/segments.json`.
struct JudgedRowFile {
  let table: CSVTable
  private let run: RunSnapshot
  private let index: JSONObject
  private let segments: [JSONObject]

  init(run: RunSnapshot) throws {
    self.run = run
    let folder = "\(run.path)/examination"
    guard Files.exists("\(folder)/predictions.csv") else {
      throw CommandFailure(
        .noInput,
        "\(run.path): has no examined rows; a study writes them when it asks where its model fails (examination.topics: "
          + "segments), after the test")
    }
    table = try DataFile.read("\(folder)/predictions.csv")
    let path = "\(folder)/segments.json"
    let bytes = try CommandFailure.files { () throws(FileError) in try Files.read(path) }
    guard let object = (try? JSONValue(parsing: bytes))?.objectValue else {
      throw CommandFailure(.damagedInput, "\(path): is no JSON object")
    }
    index = object
    segments = object["segments"]?.arrayValue?.compactMap(\.objectValue) ?? []
    for name in ["row", "fold", "actual", "loss", "segments"] where table.cells(of: name) == nil {
      throw CommandFailure(.damagedInput, "\(folder)/predictions.csv: has no column \(name)")
    }
  }

  /// Places in the table, the largest loss first.
  /// - Parameter segment: nil: every row.
  func rows(ofSegment segment: Int?) throws -> [Int] {
    let losses = cells("loss").map { ColumnValues.number($0) ?? .infinity }
    var places = Array(losses.indices)
    if let segment {
      try check(segment)
      let own = cells("segments").map { $0.split(separator: " ").contains { Int($0) == segment } }
      places = places.filter { own[$0] }
    }
    return places.sorted { (losses[$1], $0) < (losses[$0], $1) }
  }

  private func check(_ segment: Int) throws {
    if segments.contains(where: { $0["segment"]?.integerValue == Int64(segment) }) { return }
    let known = segments.map { segment in
      "\n  \(segment["segment"]?.integerValue ?? 0): \(segment["where"]?.stringValue ?? "")"
    }
    throw CommandFailure(
      .usage,
      known.isEmpty
        ? "\(run.id): no weak segment was confirmed; --worst prints the rows with the largest losses"
        : "\(run.id): there is no segment \(segment); there are:\(known.joined())")
  }

  func cells(_ name: String) -> [String] { table.column(name) ?? [] }

  // MARK: Data

  /// The data as they were when the study read them.
  func data(movedTo paths: [String]) throws -> CSVTable {
    let recorded = index["data"]?.arrayValue?.compactMap(\.stringValue) ?? []
    guard let digest = index["sha256"]?.stringValue, !recorded.isEmpty else {
      throw CommandFailure(.damagedInput, "\(run.path)/examination/segments.json: names no data")
    }
    let paths = paths.isEmpty ? recorded : paths
    let files: DataFiles?
    do { files = try DataFiles.read(paths, digest: digest) } catch { throw CommandFailure(specifiedData: error) }
    guard let files else {
      throw CommandFailure(
        .damagedInput,
        "\(paths.joined(separator: ", ")): \(paths.count == 1 ? "has" : "have") changed since the study read "
          + "\(paths.count == 1 ? "it" : "them") (SHA-256 \(digest)); its rows are not what was judged")
    }
    return files.table
  }
}
