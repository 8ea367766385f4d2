import Glibc
import JSONText

/// Expected values from the field's own libraries, where the folder with them lies beside the package.
enum ReferenceFile {
  static let directory: String = {
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    for place in ["/\(package)/../shared/reference", "/\(package)/../../shared/reference"]
    where access(place, R_OK) == 0 {
      return place
    }
    return ""
  }()
  static var isPresent: Bool { !directory.isEmpty }

  static func read(_ name: String) throws -> JSONObject {
    let path = "\(directory)/numeric/\(name)"
    var bytes: [UInt8] = []
    guard let file = fopen(path, "r") else { throw Missing(path: path) }
    defer { fclose(file) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return try JSONValue(parsing: bytes).objectValue ?? JSONObject()
  }

  struct Missing: Error { var path: String }
}

extension JSONObject {
  func numbers(_ key: String) -> [Double]? { self[key]?.arrayValue?.compactMap(\.doubleValue) }
  func number(_ key: String) -> Double? { self[key]?.doubleValue }
  func objects(_ key: String) -> [JSONObject] { self[key]?.arrayValue?.compactMap(\.objectValue) ?? [] }
  func object(_ key: String) -> JSONObject { self[key]?.objectValue ?? JSONObject() }
}

func isClose(_ a: Double?, _ b: Double?, tolerance: Double = 1e-9) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  return a == b || abs(a - b) <= tolerance * max(1e-300, abs(b)) || abs(a - b) < 1e-15
}

func isClose(_ a: [Double]?, _ b: [Double]?) -> Bool {
  guard let a, let b, a.count == b.count else { return false }
  return zip(a, b).allSatisfy { isClose($0, $1) }
}
