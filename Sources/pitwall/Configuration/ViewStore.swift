import Approvals
import DashboardLogic
import FileAccess
import JSONText

/// Keeps the views of a project between sessions: a file for each set of watched places, far from the runs.
struct ViewStore: Sendable {
  /// nil when there is no place to keep anything.
  private let path: String?
  private let roots: [String]

  /// - Parameter roots: what is watched, as given.
  init(roots: [String]) {
    self.roots = roots.map(Files.absolutePath).sorted()
    let name = Digest.sha256(of: self.roots.joined(separator: "\n").utf8)
    path = ConfigurationDirectory.state.map { "\($0)/views/\(name).json" }
  }

  /// What the last session left; that of a first session when there is nothing, or nothing that can be understood.
  func load() -> (views: StoredViews, problem: String?) {
    guard let path, Files.exists(path) else { return (StoredViews(), nil) }
    do {
      let json = try JSONValue(parsing: Files.read(path)[...])
      return (try StoredViews(json: json), nil)
    } catch {
      return (StoredViews(), "the saved views in \(path) cannot be read, so they begin anew: \(error)")
    }
  }

  /// - Throws: when the file cannot be written.
  func save(_ views: StoredViews) throws {
    guard let path else { return }
    var document = try views.json().objectValue ?? JSONObject()
    document["roots"] = .array(roots.map { .string($0) })
    try Files.makeDirectories(Files.split(path).directory)
    try Files.replaceAtomically(path, with: Array(JSONValue.object(document).serialized(pretty: true).utf8))
  }
}
