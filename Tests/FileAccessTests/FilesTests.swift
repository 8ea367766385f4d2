import FileAccess
import Glibc
import TestSupport
import Testing

@Suite struct FilesTests {
  let directory = TemporaryDirectory()

  @Test func replacesWholeFilesAndLeavesNothingBeside() throws {
    let path = directory.path("state.json")
    try Files.replaceAtomically(path, with: Array("one".utf8))
    try Files.replaceAtomically(path, with: Array("two".utf8))
    #expect(try Files.read(path) == Array("two".utf8))
    #expect(try Files.listDirectory(directory.path) == ["state.json"])
  }

  @Test func closesATornLineBeforeAppending() throws {
    let path = directory.path("events.jsonl")
    try Files.appendLine(path, "whole", sync: true)
    try FileDescriptor(opening: path, flags: O_WRONLY | O_APPEND).write(Array("to".utf8), path: path)
    try Files.appendLine(path, "next", sync: false)
    #expect(String(decoding: try Files.read(path), as: UTF8.self) == "whole\nto\nnext\n")
  }

  @Test func readsRangesAndStopsAtTheEnd() throws {
    let path = directory.path("bytes")
    try Files.replaceAtomically(path, with: Array(0..<200))
    #expect(try Files.read(path, from: 190) == Array(190..<200))
    #expect(try Files.read(path, from: 10, count: 3) == [10, 11, 12])
    #expect(try Files.read(path, from: 198, count: 10) == [198, 199])
    #expect(try Files.read(path, from: 500).isEmpty)
  }

  @Test func readsFilesThatSayTheyAreEmpty() throws {
    #expect(String(decoding: try Files.read("/proc/self/stat"), as: UTF8.self).hasPrefix("\(getpid()) ("))
  }

  @Test func makesDirectoriesAboveAndAcceptsThoseThere() throws {
    let deep = directory.path("a/b/c")
    try Files.makeDirectories(deep)
    try Files.makeDirectories(deep)
    #expect(Files.status(deep)?.kind == .directory)
    try Files.replaceAtomically(directory.path("file"), with: [])
    #expect(throws: FileError(operation: "make directory", path: directory.path("file"), code: EEXIST)) {
      try Files.makeDirectories(directory.path("file"))
    }
  }

  @Test func errorsNameWhatAndWhere() {
    let path = directory.path("missing")
    #expect { try Files.read(path) } throws: { error in
      guard let error = error as? FileError else { return false }
      return error.isMissing && error.message == "cannot read \(path): No such file or directory"
    }
  }

  @Test func aLockHasOneHolder() throws {
    let path = directory.path("lock")
    var lock = try FileLock.acquire(path)
    #expect(lock != nil)
    #expect(try FileLock.acquire(path) == nil)
    #expect(try FileLock.acquire(path, timeout: .milliseconds(20)) == nil)
    lock = nil
    #expect(try FileLock.acquire(path, timeout: .seconds(1)) != nil)
  }

  @Test func splitsPaths() {
    #expect(Files.split("/a/b") == ("/a", "b"))
    #expect(Files.split("/a") == ("/", "a"))
    #expect(Files.split("a") == (".", "a"))
  }

  @Test func theLastLineIsTheLastThatHoldsAnything() throws {
    let directory = TemporaryDirectory()
    let path = directory.path("console.log")
    #expect(try Files.lastLine(of: path) == nil)
    for (text, line) in [
      ("", nil), (" \n\n", nil), ("one\ntwo\n", "two"), ("one\n  \r\n", "one"), ("10 %\r20 %\r", "20 %"),
      (String(repeating: "x", count: 9000) + "\nend", "end"),
      (String(repeating: "y", count: 9000), String(repeating: "y", count: 500)),
    ] {
      try Files.replaceAtomically(path, with: Array(text.utf8))
      #expect(try Files.lastLine(of: path) == line)
    }
  }
}
