import DashboardLogic
import FileAccess
import Glibc
import RunModel
import TerminalModel

/// A screen as a file's content.
struct ScreenExport {
  var theme: Theme
  var glyphs: GlyphSet
  var title: String

  func content(_ buffer: CellBuffer, _ format: ExportFormat) -> String {
    switch format {
    case .text: AnsiRenderer(theme: theme, depth: .none, glyphs: glyphs).render(buffer)
    case .ansi: AnsiRenderer(theme: theme, depth: .trueColor, glyphs: glyphs).render(buffer)
    case .svg: SvgRenderer(theme: theme, title: title).render(buffer)
    case .cast: Asciicast.header(size: buffer.size, title: title, timestamp: time(nil)) + still(buffer)
    }
  }

  /// - Throws: when it cannot be written.
  func write(_ buffer: CellBuffer, _ format: ExportFormat, to path: String) throws {
    let bytes = Array(content(buffer, format).utf8)
    try CommandFailure.files { () throws(FileError) in try Files.replaceAtomically(path, with: bytes) }
  }

  /// Shown for a second, so that players have something to play.
  private func still(_ buffer: CellBuffer) -> String {
    var cast = Asciicast(theme: theme, glyphs: glyphs)
    return cast.frame(buffer, at: 0) + "[1.000000,\"o\",\"\"]\n"
  }

  /// Where a file goes that is written from the dashboard: into the working directory, unless that is a run's own or
  /// holds one, since watching writes nothing beside a run.
  static func path(for screen: Screen, suffix: String, runs: [RunSnapshot]) throws -> String {
    let directory = Files.absolutePath(".")
    if let run = runs.first(where: { directory == $0.path || directory.hasPrefix("\($0.path)/") || $0.isIn(directory) })
    {
      throw CommandFailure(
        .cannotCreate,
        "not written: the working directory is that of the run \(run.name); start pitwall from another directory")
    }
    guard access(directory, W_OK) == 0 else {
      throw CommandFailure(
        .cannotCreate, "not written: \(directory) is not writable; start pitwall from another directory")
    }
    let name = "\(directory)/pitwall-\(screen.rawValue)-\(LocalTime.stamp)"
    // Several of one second stand beside each other.
    let names = [name] + (2...99).map { "\(name)-\($0)" }
    return names.map { "\($0).\(suffix)" }.first { !Files.exists($0) } ?? "\(name).\(suffix)"
  }
}

extension RunSnapshot {
  fileprivate func isIn(_ directory: String) -> Bool { Files.split(path).directory == directory }
}

/// Writes frames as they are shown into an asciicast.
final class ScreenRecorder {
  let path: String
  private let file: FileDescriptor
  private var cast: Asciicast

  /// - Throws: when the file cannot be made; one that is there is overwritten.
  init(path: String, size: Size, title: String, theme: Theme, glyphs: GlyphSet, timestamp: Int?) throws {
    self.path = path
    cast = Asciicast(theme: theme, glyphs: glyphs)
    file = try CommandFailure.files { () throws(FileError) in
      try FileDescriptor(opening: path, flags: O_WRONLY | O_CREAT | O_TRUNC)
    }
    try write(Asciicast.header(size: size, title: title, timestamp: timestamp))
  }

  /// - Parameter seconds: since the recording began.
  func take(_ buffer: CellBuffer, theme shown: Theme, at seconds: Double) throws {
    cast.use(shown)
    try write(cast.frame(buffer, at: seconds))
  }

  private func write(_ text: String) throws {
    if text.isEmpty { return }
    try CommandFailure.files { () throws(FileError) in try file.write(Array(text.utf8), path: path) }
  }
}
