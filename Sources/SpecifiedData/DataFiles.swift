internal import Crypto
internal import FileAccess
internal import Specification
public import Tables

/// Some CSV files of one header, read one after the other.
public struct DataFiles: Sendable {
  /// As in the specification, joined with ` + `.
  public let path: String
  /// SHA-256 of the files' bytes, lower-case hexadecimal.
  public let digest: String
  public let table: CSVTable
  /// Each file with the number of its first row.
  private let starts: [(path: String, row: Int)]

  /// As the specification names them.
  public var files: [String] { starts.map(\.path) }

  /// The one that a person means: as the specification names it, or by its last parts where they are one file's alone.
  public func file(named name: String) -> String? {
    if files.contains(name) { return name }
    let likely = files.filter { $0.hasSuffix("/\(name)") }
    return likely.count == 1 ? likely[0] : nil
  }

  /// In which a row is.
  public func file(of row: Int) -> String { starts.last { $0.row <= row }?.path ?? path }

  /// Of a file, as the specification names it.
  public func rows(of file: String) -> Range<Int> {
    guard let place = starts.firstIndex(where: { $0.path == file }) else { return 0..<0 }
    return starts[place].row..<(place + 1 < starts.count ? starts[place + 1].row : table.rowCount)
  }

  /// Which line of which file a row begins on, in words.
  public func place(of row: Int) -> String { "line \(table.lines[row]) of \(file(of: row))" }

  /// Reads files as they were when their digest was recorded.
  /// - Returns: nil when their bytes are others now.
  public static func read(_ paths: [String], digest expected: String) throws(SpecifiedDataError) -> DataFiles? {
    var (digest, parts) = (SHA256(), [(path: String, bytes: [UInt8])]())
    for path in paths {
      do throws(FileError) { parts.append((path, try Files.read(path))) } catch { throw .file(error) }
      digest.update(data: parts[parts.count - 1].bytes)
    }
    guard hexadecimal(digest) == expected else { return nil }
    var (whole, starts) = (CSVTable?.none, [(path: String, row: Int)]())
    for (path, bytes) in parts {
      let table = try parse(bytes, path)
      starts.append((path, whole?.rowCount ?? 0))
      if whole == nil { whole = table } else { whole?.append(table) }
    }
    return whole.map {
      DataFiles(path: paths.joined(separator: " + "), digest: expected, table: $0, starts: starts)
    }
  }

  private static func hexadecimal(_ digest: SHA256) -> String {
    digest.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Reads the files that `key` names; what is wrong with the names of the files is a mistake of the specification.
  /// - Parameter directory: of the specification; relative paths start there.
  /// - Returns: nil when there are mistakes.
  static func read(
    _ names: [String], at key: DocumentPath, in directory: String, _ mistakes: inout SpecificationMistakes
  ) throws(SpecifiedDataError) -> DataFiles? {
    var (digest, whole, starts) = (SHA256(), CSVTable?.none, [(path: String, row: Int)]())
    for name in names {
      guard let bytes = try readBytes(name, in: directory) else {
        mistakes.add(key, naming: name, "there is no file \(resolve(name, in: directory))")
        continue
      }
      digest.update(data: bytes)
      let table = try parse(bytes, resolve(name, in: directory))
      starts.append((name, whole?.rowCount ?? 0))
      guard var known = whole else {
        whole = table
        continue
      }
      if let difference = difference(of: table.header, from: known.header) {
        mistakes.add(key, naming: name, "the header of \(name) differs from that of \(starts[0].path): \(difference)")
      } else {
        known.append(table)
        whole = known
      }
    }
    guard mistakes.isEmpty, let whole else { return nil }
    return DataFiles(
      path: names.joined(separator: " + "), digest: hexadecimal(digest), table: whole, starts: starts)
  }

  /// nil when there is no such file.
  private static func readBytes(_ name: String, in directory: String) throws(SpecifiedDataError) -> [UInt8]? {
    do throws(FileError) {
      return try Files.read(resolve(name, in: directory))
    } catch {
      if error.isMissing { return nil }
      throw .file(error)
    }
  }

  private static func parse(_ bytes: [UInt8], _ path: String) throws(SpecifiedDataError) -> CSVTable {
    do throws(TableError) { return try CSVTable(parsing: bytes, path: path) } catch { throw .damagedData(error) }
  }

  private static func resolve(_ path: String, in directory: String) -> String {
    path.hasPrefix("/") || [".", ""].contains(directory) ? path : "\(directory)/\(path)"
  }

  /// In words; nil when both headers are equal.
  private static func difference(of header: [String], from known: [String]) -> String? {
    if header == known { return nil }
    let (lacking, added) = (known.filter { !header.contains($0) }, header.filter { !known.contains($0) })
    if lacking.isEmpty, added.isEmpty { return "its columns have another order" }
    return [(lacking, "it lacks"), (added, "it has besides")].filter { !$0.0.isEmpty }
      .map { "\($0.1) \(ColumnNames.list($0.0))" }.joined(separator: ", ")
  }
}
