internal import FileAccess
internal import Glibc

/// Directories with all that is in them.
enum FileTree {
  /// Paths of the files below a directory, sorted; none where it does not exist. Links are left out.
  static func files(below directory: String) throws(LearningError) -> [String] {
    try LearningError.files { () throws(FileError) in try list(directory) }
  }

  private static func list(_ directory: String) throws(FileError) -> [String] {
    guard Files.exists(directory) else { return [] }
    var result: [String] = []
    for name in try Files.listDirectory(directory).sorted() where !isLink("\(directory)/\(name)") {
      switch Files.status("\(directory)/\(name)")?.kind {
      case .directory: result += try list("\(directory)/\(name)").map { "\(name)/\($0)" }
      case .file: result.append(name)
      case .other, nil: continue
      }
    }
    return result
  }

  private static func isLink(_ path: String) -> Bool {
    var byte: CChar = 0
    return readlink(path, &byte, 1) >= 0
  }

  /// Copies every file, over those that are there.
  static func copy(_ directory: String, to other: String) throws(LearningError) {
    for name in try files(below: directory) {
      try LearningError.files { () throws(FileError) in
        try Files.makeDirectories(Files.split("\(other)/\(name)").directory)
        try Files.replaceAtomically("\(other)/\(name)", with: try Files.read("\(directory)/\(name)"))
      }
    }
  }
}
