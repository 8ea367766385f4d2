public import JSONText
public import RunModel

/// A file beside the metrics of another program that says what it was started with; see `docs/formats/settings.md`.
public enum SettingsFile {
  /// What such files are called.
  public static let names: Set<String> = [
    "args.json", "config.json", "hparams.json", "hyperparameters.json", "params.json",
  ]
  /// Of bytes; a longer file holds more than settings.
  public static let sizeLimit = 256 << 10
  private static let settingLimit = 500

  /// The settings of a whole file, nested ones with their names joined by `/`.
  /// - Throws: when it is not one JSON object, or holds more than a person can have set.
  public static func read(_ bytes: [UInt8]) throws(SettingsError) -> [Hyperparameter] {
    guard bytes.count <= sizeLimit else { throw .tooLong }
    let json: JSONValue
    do throws(JSONError) {
      json = try JSONValue(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    guard let object = json.objectValue else { throw .notAnObject }
    let settings = Hyperparameter.flattened(object)
    guard settings.count <= settingLimit else { throw .tooMany(count: settings.count) }
    return settings
  }
}

/// Why a file of settings was not read.
public enum SettingsError: Error, Equatable, CustomStringConvertible {
  case tooLong
  case notJSON(JSONError)
  case notAnObject
  case tooMany(count: Int)

  /// From the file's beginning; 0 where it is about the whole file.
  public var byteOffset: Int64 { if case .notJSON(let error) = self { Int64(error.byteOffset) } else { 0 } }

  /// Without a full stop.
  public var description: String {
    switch self {
    case .tooLong: "settings of more than 256 KiB are not read"
    case .notJSON(let error): "no settings are read: \(error)"
    case .notAnObject: "no settings are read: it is not a JSON object"
    case .tooMany(let count): "\(count) settings are more than the 500 that are read"
    }
  }
}
