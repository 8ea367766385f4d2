import FileAccess
import Glibc
import TestSupport
import Testing

@testable import RunIngest

@Suite struct FileFollowerTests {
  private let files = RunFiles()

  /// Uses up lines of 8 bytes, of which none begins with a zero, and notes the longest block it was shown.
  private func read(_ follower: inout FileFollower, _ longest: inout Int) -> FileFollower.Outcome {
    var buffer = ReadBuffer()
    return follower.advance(limit: .max, buffer: &buffer) { bytes, _ in
      longest = max(longest, bytes.count)
      var used = 0
      while used + 8 <= bytes.count, bytes[used] != 0 { used += 8 }
      return used
    }
  }

  @Test func paddingThatIsLongerThanABlockIsNotKept() throws {
    try files.write("a", "12345678")
    let size: off_t = 64 << 20
    #expect(truncate(files.path("a"), size) == 0)
    var follower = FileFollower(path: files.path("a"))
    var longest = 0
    #expect(read(&follower, &longest) == .read(hasMore: false))
    #expect(follower.offset == 8 && longest == ReadBuffer.blockSize)
    #expect(read(&follower, &longest) == .unchanged)
    let file = try FileDescriptor(opening: files.path("a"), flags: O_WRONLY)
    #expect(pwrite(file.rawValue, "abcdefgh", 8, 8) == 8)
    #expect(truncate(files.path("a"), 2 * size) == 0)
    #expect(read(&follower, &longest) == .read(hasMore: false))
    #expect(follower.offset == 16 && longest == ReadBuffer.blockSize)
  }

  @Test func zerosWithSomethingBehindThemAreShownWhole() throws {
    try files.write("a", "12345678")
    #expect(truncate(files.path("a"), 3 << 20) == 0)
    try files.append("a", "12345678")
    var follower = FileFollower(path: files.path("a"))
    var longest = 0
    _ = read(&follower, &longest)
    #expect(longest == 3 << 20, "who reads the file must see that this is a hole")
  }
}
