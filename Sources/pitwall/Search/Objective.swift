import FileAccess
import JSONText
import RunIngest
import RunModel

/// The number that a search wants to be small or large.
enum Objective {
  /// How much of the end of a console is looked at.
  private static let consoleTailSize: Int64 = 1 << 20

  /// The last value that the runs in a directory recorded of a metric; nil without one. It may be NaN.
  static func recorded(_ metric: String, in directory: String) throws -> Double? {
    do {
      return try RunReader.read(paths: [directory]).runs.lazy
        .compactMap { run in run.metrics.first { $0.name.rawValue == metric }?.series.last?.value }.first
    } catch {
      throw CommandFailure(read: error)
    }
  }

  /// The last value of a metric that a console shows; nil when it shows none. It may be NaN.
  static func printed(_ metric: String, on console: String) throws -> Double? {
    guard let size = Files.status(console)?.byteCount else { return nil }
    do {
      return value(of: metric, inOutput: try Files.read(console, from: max(0, size - consoleTailSize)))
    } catch {
      throw CommandFailure(file: error)
    }
  }

  /// The value in the last line that has one.
  static func value(of metric: String, inOutput bytes: [UInt8]) -> Double? {
    let metricBytes = Array(metric.utf8)
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).reversed() {
      if let value = inJSON(metric, line) ?? inText(metricBytes, line) { return value }
    }
    return nil
  }

  /// The value of a key in a line of JSON; NaN where it is no number.
  private static func inJSON(_ metric: String, _ line: ArraySlice<UInt8>) -> Double? {
    guard line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") else { return nil }
    // A line that only looks like JSON is a line of text.
    guard let object = (try? JSONValue(parsing: Array(line)))?.objectValue, let value = object[metric] else {
      return nil
    }
    return value.doubleValue ?? .nan
  }

  /// The last `metric: number` or `metric=number` of a line.
  private static func inText(_ metric: [UInt8], _ line: ArraySlice<UInt8>) -> Double? {
    guard !metric.isEmpty, line.count > metric.count else { return nil }
    for start in (line.startIndex...(line.endIndex - metric.count)).reversed()
    where line[start] == metric[0] && line[start..<(start + metric.count)].elementsEqual(metric) {
      if start > line.startIndex, isNamePart(line[start - 1]) { continue }
      if let value = number(behind: line[(start + metric.count)...]) { return value }
    }
    return nil
  }

  /// The number behind a colon or an equals sign.
  private static func number(behind text: ArraySlice<UInt8>) -> Double? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let rest = text.drop(while: isBlank)
    guard let sign = rest.first, sign == UInt8(ascii: ":") || sign == UInt8(ascii: "=") else { return nil }
    let token = rest.dropFirst().drop(while: isBlank).prefix { !isBlank($0) && !",;)]}%".utf8.contains($0) }
    return Double(String(decoding: token, as: UTF8.self))
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte > 0x7F || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: ".") || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
