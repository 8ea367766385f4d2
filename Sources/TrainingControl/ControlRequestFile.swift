internal import FileAccess
internal import JSONText
internal import RunFormats
internal import RunModel

/// A request as it lies in `control/`.
struct ControlRequestFile {
  /// Its name without `.json`; the request's id.
  var id: String
  var path: String

  /// The requests that lie there, oldest first.
  static func waiting(in run: RunDirectory) throws(FileError) -> [ControlRequestFile] {
    try Files.listDirectory(run.controlPath).filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map { name in
      ControlRequestFile(id: String(name.dropLast(5)), path: "\(run.controlPath)/\(name)")
    }
  }

  /// - Throws: `damaged` when it is none.
  func read() throws(ControlError) -> ControlRequest {
    let json = try RunDirectory.json(at: path)
    do {
      var request = try ControlRequest(json: json)
      // The name is what an answer is looked up by.
      request.id = id
      return request
    } catch {
      throw .damaged(path: path, reason: "\(error)")
    }
  }
}
