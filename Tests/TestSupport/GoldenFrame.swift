import Glibc
public import TerminalModel

/// A frame kept in a file, as two planes: the text, and the style of each cell as a letter with a legend.
///
/// `RECORD_FRAMES=1` writes the file instead of comparing; review reads the difference.
public enum GoldenFrame {
  /// Compares a frame with `Tests/<Target>Tests/Frames/NAME.frame`, found beside the calling test.
  /// - Returns: nil when equal; else what differs, for `#expect(GoldenFrame.difference(…) == nil)`.
  public static func difference(_ buffer: CellBuffer, name: String, file: String = #filePath) -> String? {
    let path = "\(folder(of: file))/\(name).frame"
    let actual = text(of: buffer)
    if getenv("RECORD_FRAMES").map({ String(cString: $0) }) == "1" { return record(actual, at: path) }
    guard let expected = read(path) else {
      return "no frame at \(path); RECORD_FRAMES=1 records it. It would be:\n\(actual)"
    }
    return expected == actual ? nil : compare(expected: expected, actual: actual, name: name)
  }

  /// The file's form: the size, a legend of the roles used, and `text|style` for each row.
  public static func text(of buffer: CellBuffer) -> String {
    var letters: [StyleRole: Character] = [:]
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var used: [StyleRole] = []
    for row in 0..<buffer.size.rows {
      for cell in buffer.row(row) where letters[cell.style] == nil {
        letters[cell.style] = alphabet[used.count % alphabet.count]
        used.append(cell.style)
      }
    }
    var lines = ["size \(buffer.size)", ""]
    lines += used.map { "\(letters[$0] ?? "?") = \($0.name)" }
    lines += [""] + buffer.textLines().map { "text  |\($0)|" } + [""]
    for row in 0..<buffer.size.rows {
      lines.append("style |" + String(buffer.row(row).map { letters[$0.style] ?? "?" }) + "|")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension GoldenFrame {
  /// A recorded frame with the letters of its style plane replaced by role names.
  private struct Planes {
    var text: [String] = []
    var styles: [[String]] = []

    init(_ file: String) {
      var legend: [Character: String] = [:]
      for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.hasPrefix("text  |") {
          text.append(String(line.dropFirst(7).dropLast()))
        } else if line.hasPrefix("style |") {
          styles.append(line.dropFirst(7).dropLast().map { legend[$0] ?? "?" })
        } else if let letter = line.first, line.dropFirst().hasPrefix(" = ") {
          legend[letter] = String(line.dropFirst(4))
        }
      }
    }
  }

  private static func compare(expected: String, actual: String, name: String) -> String {
    let before = Planes(expected)
    let now = Planes(actual)
    var lines = ["frame \(name) differs; RECORD_FRAMES=1 records it anew", "expected:"]
    lines += before.text.map { "  |\($0)|" } + ["actual:"]
    for (row, text) in now.text.enumerated() {
      lines.append((row < before.text.count && before.text[row] == text ? "  |" : "! |") + text + "|")
    }
    for row in 0..<min(before.styles.count, now.styles.count) {
      lines += styleChanges(before.styles[row], now.styles[row], row: row)
    }
    return lines.joined(separator: "\n")
  }

  /// One line for each stretch of a row whose role has changed in the same way.
  private static func styleChanges(_ before: [String], _ now: [String], row: Int) -> [String] {
    var lines: [String] = []
    var column = 0
    while column < min(before.count, now.count) {
      let (old, new) = (before[column], now[column])
      let start = column
      repeat { column += 1 } while column < min(before.count, now.count) && before[column] == old && now[column] == new
      if old != new {
        lines.append("style of row \(row), columns \(start)..<\(column): expected \(old), is \(new)")
      }
    }
    return lines
  }

  private static func folder(of file: String) -> String {
    let parts = file.split(separator: "/")
    let target = parts.lastIndex { $0.hasSuffix("Tests") } ?? parts.count - 2
    return "/" + parts[...target].joined(separator: "/") + "/Frames"
  }

  private static func record(_ frame: String, at path: String) -> String? {
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    mkdir(folder, 0o755)
    guard let file = fopen(path, "w") else { return "\(path): \(String(cString: strerror(errno)))" }
    defer { fclose(file) }
    return fputs(frame, file) >= 0 ? nil : "\(path): cannot write"
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
