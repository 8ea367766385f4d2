import RunModel
import Testing

@testable import RunIngest

/// What is kept of the lengths a console had.
@Suite struct ConsoleTimesTests {
  private static func time(_ seconds: Double) -> WallTime? { WallTime(1_795_224_700 + seconds) }

  /// Of a console that had these lengths at these seconds.
  private static func notes(_ lengths: some Sequence<(seconds: Double, bytes: Int64)>) throws -> [ConsoleTime] {
    var times = ConsoleTimes()
    for (seconds, bytes) in lengths {
      let sample = ResourceSample(cpuPercent: 0, residentBytes: 0, processCount: 1, consoleBytes: bytes)
      times.note(sample, at: try #require(time(seconds)))
    }
    return times.times(of: ConsoleIndex())
  }

  /// Seconds between each two neighbours.
  private static func gaps(_ times: [ConsoleTime]) -> [Double] {
    zip(times, times.dropFirst()).map { $1.wallTime.secondsSince1970 - $0.wallTime.secondsSince1970 }
  }

  /// A day, and a week, of a console that grows all the time; samples come a little late.
  @Test(arguments: [(20_000, 12.0), (120_960, 48)]) func allAgesAreThinnedAlike(count: Int, widest: Double) throws {
    let notes = try Self.notes((0..<count).lazy.map { (Double($0) * 5.02, Int64($0) * 100) })
    #expect(notes.count <= 16_384)
    #expect(Self.gaps(notes).allSatisfy { $0 <= widest }, "\(Self.gaps(notes).max() ?? 0)")
    #expect(notes.first?.byteOffset == 0 && notes.last?.byteOffset == Int64(count - 1) * 100)
  }

  /// A line every ten minutes is known to within five seconds for good.
  @Test func aConsoleThatRestsIsKnownExactly() throws {
    let notes = try Self.notes((0..<200_000).lazy.map { (Double($0) * 5, Int64($0 / 120) * 80) })
    #expect(
      zip(notes, Self.gaps(notes)).enumerated().allSatisfy { index, note in
        notes[index + 1].byteOffset == note.0.byteOffset || note.1 == 5
      })
  }

  @Test func aClockThatIsSetBackTakesWithItWhatItReadsAgainAndNoMore() throws {
    let seconds: [Double] = [0, 5, 10, 15, 9, 14]
    let notes = try Self.notes(seconds.enumerated().lazy.map { (seconds[$0.offset], Int64($0.offset) * 10) })
    #expect(notes.map(\.byteOffset) == [0, 10, 40, 50])
    let lengths: [Int64] = [10, 20, 5]
    let begunAnew = try Self.notes(lengths.enumerated().lazy.map { (Double($0.offset), $0.element) })
    #expect(begunAnew.map(\.byteOffset) == [5])
  }
}
