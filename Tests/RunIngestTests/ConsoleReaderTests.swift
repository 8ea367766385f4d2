import FileAccess
import Glibc
import RunModel
import Statistics
import TerminalModel
import Testing

@testable import RunIngest

@Suite struct ConsoleReaderTests {
  private let files = RunFiles()

  private func tail() throws -> ConsoleTail {
    if !Files.exists(files.path("r/metrics.jsonl")) { try files.write("r/metrics.jsonl", "") }
    return try #require(try RunReader.read(paths: [files.root]).run("r")?.console)
  }

  private func reader(_ tail: ConsoleTail) -> ConsoleReader {
    ConsoleReader(runPath: files.path("r"), index: tail.index)
  }

  @Test(arguments: 0..<8) func everyPageIsTheSameAsInTheWholeFile(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(1000 + seed))
    // Larger than several entries of the index, with long lines here and there.
    let text = (0..<60).map { _ in
      ConsoleSample.text(&random, pieces: 2_000) + String(repeating: "y", count: Int(random.next() % 6_000)) + "\n"
    }.joined()
    try files.write("r/console.log", text)
    let expected = ConsoleRowsTests.lines(text)
    let tail = try tail()
    #expect(tail.isCounted && tail.lineCount == expected.count && tail.index.entries.count > 2)
    #expect(tail.lines.count > 50 && tail.lines == Array(expected.suffix(tail.lines.count)))
    #expect(tail.lines.reduce(0) { $0 + $1.utf8.count } <= 256 << 10)
    let reader = reader(tail)
    for _ in 0..<40 {
      let start = Int(random.next() % UInt64(expected.count))
      let end = min(expected.count, start + Int(random.next() % 100))
      #expect(try reader.lines(start..<end) == Array(expected[start..<end]))
    }
    #expect(try reader.lines(expected.count - 1..<expected.count + 50) == [expected[expected.count - 1]])
    let scattered = stride(from: 3, to: expected.count, by: 977)
    let found = try reader.lines(at: Array(scattered))
    for number in scattered { #expect(found[number] == expected[number]) }
  }

  @Test func linesEndWhereTheirLastByteIs() throws {
    let lines = (0..<20_000).map { "step \($0)\($0 % 7 == 0 ? " 10 %\r 100 %" : "")" }
    try files.write("r/console.log", lines.map { $0 + "\n" }.joined() + "goes on")
    let tail = try tail()
    #expect(tail.index.entries.count > 2)
    var expected: [Int64] = []
    for line in lines { expected.append((expected.last ?? 0) + Int64(line.utf8.count) + 1) }
    let wanted = [0, 1, 7, 9_000, 9_001, 19_999, 20_000]
    let found = try reader(tail).ends(of: wanted)
    #expect(found == Dictionary(uniqueKeysWithValues: wanted.dropLast().map { ($0, expected[$0]) }))
  }

  @Test(arguments: [
    ("one\n", false), ("one\ntwo", true), ("one\n50 %\r", true), ("one\n50 %\r100 %\n", false),
    ("one\ntwo\u{1B}[A", true), ("", false),
  ])
  func aLineIsOpenUntilItIsEnded(_ text: String, _ isOpen: Bool) throws {
    try files.write("r/console.log", text)
    #expect(try tail().hasOpenLine == isOpen)
  }

  @Test(arguments: [ConsolePattern.text("word"), .text("Word"), .text("É"), .text("loss 0.25"), .text("nowhere")])
  func aSearchFindsTheSameLinesAsLookingAtEachOfThem(_ pattern: ConsolePattern) throws {
    var random = SeededGenerator(seed: 7)
    let plain = (0..<20_000).map { "\($0) a WORD of no sense\n" }.joined()
    let text = plain + (0..<40).map { _ in ConsoleSample.text(&random, pieces: 2_000) }.joined()
    try files.write("r/console.log", text)
    let tail = try tail()
    let matcher = ConsoleMatcher(pattern)
    let lines = ConsoleRowsTests.lines(text).map { ProgramText.plain($0) }
    let expected = lines.indices.filter { matcher.matches(lines[$0]) }
    let found = try reader(tail).matches(of: pattern, isCancelled: { false }, report: { _ in })
    #expect(found == ConsoleMatches(lines: expected))
    #expect(try reader(tail).matches(of: pattern, isCancelled: { true }, report: { _ in }) == nil)
  }

  /// A bar that is redrawn for hours is one line.
  @Test func aLineWithoutEndCostsAPageNoMoreThanItsLimit() throws {
    try files.write("r/console.log", "first\nsecond\n" + String(repeating: "50 %\r", count: 200_000) + "100 %\nlast\n")
    let tail = try tail()
    #expect(tail.lines == ["first", "second", "100 %", "last"])
    #expect(try reader(tail).lines(2..<4, limit: 4 << 20) == ["100 %", "last"])
    #expect(throws: ConsoleReader.Failure.self) { try reader(tail).lines(2..<4, limit: 1 << 19) }
  }

  @Test func aSearchStopsWithinALineWithoutEnd() throws {
    try files.write("r/console.log", String(repeating: "50 %\r", count: 2_000_000))
    var asked = 0
    let found = try reader(try tail()).matches(
      of: .text("50"),
      isCancelled: {
        asked += 1
        return asked > 3
      }, report: { _ in })
    #expect(found == nil && asked < 10)
  }

  @Test func linesOfAnotherFileUnderTheNameAreNotTakenForItsOwn() throws {
    try files.write("r/console.log", "one\ntwo\n")
    let reader = reader(try tail())
    try files.write("r/other.log", "three\nfour\n")
    rename(files.path("r/other.log"), files.path("r/console.log"))
    #expect(throws: ConsoleReader.Failure.self) { try reader.lines(0..<2) }
  }

  @Test func aByteLeadsToTheLineThatItIsIn() throws {
    try files.write("r/console.log", (0..<30_000).map { "line \($0)\n" }.joined())
    let reader = reader(try tail())
    for (number, byte) in [(0, 0), (0, 6), (1, 7), (10, 70), (11, 79)] {
      #expect(try reader.line(atByte: Int64(byte)) == number)
    }
    let byte = (0..<20_000).reduce(0) { $0 + "line \($1)\n".utf8.count }
    #expect(try reader.line(atByte: Int64(byte)) == 20_000)
  }

  @Test func theEndOfALongConsoleIsThereBeforeItsLinesAreCounted() throws {
    try files.write("console.log", (0..<400_000).map { "line \($0)\n" }.joined())
    var console = ConsoleFile(ConsoleFiles(directory: files.root))
    var buffer = ReadBuffer()
    #expect(console.advance(isSupervised: false, &buffer) == .read(hasMore: false))
    #expect(console.hasUncounted && !console.tail.isCounted && console.tail.lines.last == "line 399999")
    while console.hasUncounted { try console.count(limit: 1 << 20) }
    #expect(console.tail.omittedLineCount == 398_000 && console.tail.lines.first == "line 398000")
    try files.append("console.log", "more\nunfinished")
    #expect(console.advance(isSupervised: false, &buffer) == .read(hasMore: false))
    #expect(console.tail.lineCount == 400_002 && console.tail.lines.last == "unfinished")
    let before = console.tail.index.generation
    try files.write("console.log", "another\n")
    #expect(console.advance(isSupervised: false, &buffer) == .replaced)
    #expect(console.tail.lines == ["another"] && console.tail.index.generation != before && console.tail.isCounted)
  }

  @Test func theIndexStaysSmallHoweverLongTheConsole() {
    var scanner = ConsoleScanner(spacing: 16)
    let thousand = Array((1_000..<2_000).map { "line \($0)\n" }.joined().utf8)
    for _ in 0..<700 { thousand.withUnsafeBufferPointer { scanner.append($0) } }
    #expect(scanner.entries.count < ConsoleScanner.entryLimit && scanner.entries.count > ConsoleScanner.entryLimit / 4)
    #expect(scanner.lineCount == 700_000)
    let ascends = zip(scanner.entries, scanner.entries.dropFirst()).allSatisfy {
      $0.line < $1.line && $0.byteOffset < $1.byteOffset
    }
    #expect(ascends)
  }
}
