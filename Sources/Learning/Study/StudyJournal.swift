internal import Crypto
internal import FileAccess
internal import JSONText
internal import RunModel

/// What a study has worked out so far: the result of each step in a file of its own, `steps/<key>.json`.
///
/// A study is a fixed sequence of steps, each a function of the specification, the data and earlier results. Begun
/// again after any kind of end it goes through the same sequence and takes from here what is there, so that a study
/// that was interrupted ends with the numbers of one that was not, to the last digit.
struct StudyJournal: Sendable {
  let directory: String

  /// A result and when it was there.
  struct Entry<Value: Codable & Sendable>: Codable, Sendable {
    var value: Value
    /// Seconds since 1970.
    var finished: Double
    /// CPU seconds of all threads while it was worked out.
    var seconds: Double
  }

  /// Raised when what a step holds, or how it is worked out, changes: the steps of two versions do not make one study.
  private static let version = 4

  /// - Parameter dependencies: all that results depend on.
  /// - Throws: `checkpoint` when the directory holds the steps of something else.
  init(runDirectory: String, dependencies: [String]) throws(LearningError) {
    directory = "\(runDirectory)/steps"
    let text = (["\(Self.version)"] + dependencies).joined(separator: "\n")
    let fingerprint = SHA256.hash(data: Array(text.utf8)).hexadecimal
    do throws(FileError) { try Files.makeDirectories(directory) } catch { throw .runDirectory(error) }
    let known: String? = try read("fingerprint")
    if let known, known != fingerprint {
      throw .checkpoint(
        path: directory,
        reason: "it belongs to another specification, other data or another version of Pitwall; start a new run instead"
      )
    }
    if known == nil { try write(fingerprint, "fingerprint") }
  }

  /// The stored result of a step, or the one that `work` gives, which is stored before it is returned.
  func step<Value: Codable & Sendable>(
    _ key: String, _ work: () throws(LearningError) -> Value
  ) throws(LearningError) -> Entry<Value> {
    if let entry = try entry(key, of: Value.self) { return entry }
    let begin = CPUClock.seconds()
    let value = try work()
    return try store(key, value, seconds: CPUClock.seconds() - begin)
  }

  func entry<Value>(_ key: String, of type: Value.Type) throws(LearningError) -> Entry<Value>? { try read(key) }

  func store<Value>(_ key: String, _ value: Value, seconds: Double) throws(LearningError) -> Entry<Value> {
    let entry = Entry(value: value, finished: Host.now().secondsSince1970, seconds: seconds)
    try write(entry, key)
    return entry
  }

  // MARK: Files

  /// A key may hold the name of a candidate, which a person wrote: what no file name can hold is named by its digest.
  private func path(_ key: String) -> String {
    let isPlain = key.utf8.count <= 100 && key.utf8.allSatisfy { Self.plainBytes.contains($0) }
    let name = isPlain ? key : "named-\(SHA256.hash(data: Array(key.utf8)).hexadecimal)"
    return "\(directory)/\(name).json"
  }

  private static let plainBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_. ".utf8)

  private func read<Value: Decodable>(_ key: String) throws(LearningError) -> Value? {
    let path = path(key)
    guard Files.exists(path) else { return nil }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try Files.read(path) } catch { throw .file(error) }
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue(parsing: bytes) } catch { throw damaged(path, error.description) }
    do throws(JSONFieldError) { return try json.decode(Value.self) } catch { throw damaged(path, error.description) }
  }

  private func damaged(_ path: String, _ reason: String) -> LearningError {
    .checkpoint(path: path, reason: "damaged: \(reason); remove this file and it is worked out again")
  }

  private func write(_ value: some Encodable, _ key: String) throws(LearningError) {
    let text: String
    do throws(JSONFieldError) { text = try JSONValue(encoding: value).serialized() } catch {
      throw .checkpoint(path: path(key), reason: error.description)
    }
    do throws(FileError) { try Files.replaceAtomically(path(key), with: Array((text + "\n").utf8)) } catch {
      throw .file(error)
    }
  }
}
