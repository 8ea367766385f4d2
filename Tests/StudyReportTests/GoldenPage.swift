import Glibc

/// A whole report kept in a file: `RECORD_FRAMES=1` writes it instead of comparing, and review reads the difference.
enum GoldenPage {
  /// Compares with `Pages/NAME` beside the tests.
  /// - Returns: nil when equal; else the first line that differs.
  static func difference(_ actual: String, name: String, file: String = #filePath) -> String? {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/Pages/\(name)"
    if getenv("RECORD_FRAMES").map({ String(cString: $0) }) == "1" { return write(actual, to: path) }
    guard let expected = read(path) else { return "no page at \(path); RECORD_FRAMES=1 records it" }
    if expected == actual { return nil }
    let pairs = zip(lines(expected), lines(actual)).enumerated()
    for (number, pair) in pairs where pair.0 != pair.1 {
      return "\(name), line \(number + 1)\n  expected |\(pair.0)|\n  actual   |\(pair.1)|"
    }
    return "\(name): \(lines(expected).count) lines expected, \(lines(actual).count) there"
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<count]
    }
  }

  private static func write(_ text: String, to path: String) -> String? {
    guard let file = fopen(path, "w") else { return "cannot write \(path)" }
    defer { fclose(file) }
    return fputs(text, file) < 0 ? "cannot write \(path)" : nil
  }
}
