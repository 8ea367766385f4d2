internal import FileAccess
internal import Glibc
internal import RunModel

/// The bytes of a console at offsets that a `ConsoleFollower` gave out, from one file or two.
struct ConsoleBytes {
  private static let blockSize = 256 << 10

  private let files: ConsoleFiles
  private let output: FileDescriptor
  private let error: FileDescriptor?
  private var order: ConsoleOrder

  /// - Parameter marks: nil where there is one file.
  init(_ files: ConsoleFiles, marks: ConsoleMarks?) throws(FileError) {
    self.files = files
    output = try Self.open(files.path)
    error = marks == nil ? nil : try Self.open(files.errorPath)
    order = ConsoleOrder(path: files.orderPath, marks: marks ?? ConsoleMarks())
  }

  private static func open(_ path: String) throws(FileError) -> FileDescriptor {
    try FileDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
  }

  /// Of the only file, or of that of standard output.
  var inode: UInt64? { FileStamp(of: output.rawValue)?.inode }

  /// A block of bytes of one output, not more than up to `end`; empty where the file has no more.
  mutating func read(from start: Int64, to end: Int64) throws(FileError) -> ([UInt8], ConsoleStream?) {
    let wanted = min(end - start, Int64(Self.blockSize))
    guard let error else { return (try output.read(count: Int(wanted), at: start, path: files.path), nil) }
    let stretch = try order.stretch(at: start)
    let isOutput = stretch.stream == .output
    let bytes = try (isOutput ? output : error).read(
      count: Int(min(wanted, stretch.byteCount)), at: stretch.byteOffset,
      path: isOutput ? files.outputPath : files.errorPath)
    return (bytes, stretch.stream)
  }
}
