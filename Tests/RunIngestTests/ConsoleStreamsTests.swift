import FileAccess
import RunFormats
import RunModel
import Statistics
import TerminalModel
import Testing

@testable import RunIngest

/// Consoles whose two outputs are in two files.
@Suite struct ConsoleStreamsTests {
  private let files = RunFiles()
  private static let marked = ConsoleStream.errorMark

  /// What was written to one of the outputs in one go.
  struct Piece {
    var stream: ConsoleStream
    var text: String
  }

  /// As a training writes it and its supervisor notes it: a mark after each piece of standard error.
  private func write(_ pieces: [Piece], notedUpTo noted: Int = .max, to run: String = "r") throws {
    var (texts, marks) = ([ConsoleStream.output: "", .error: ""], "")
    for (index, piece) in pieces.enumerated() {
      texts[piece.stream, default: ""] += piece.text
      guard piece.stream == .error, index < noted else { continue }
      let size = { (stream: ConsoleStream) in Int64(texts[stream]?.utf8.count ?? 0) }
      marks += ConsoleMark(outputBytes: size(.output), errorBytes: size(.error)).line + "\n"
    }
    try files.write("\(run)/metrics.jsonl", "")
    try files.write("\(run)/console.log", texts[.output] ?? "")
    try files.write("\(run)/console.stderr.log", texts[.error] ?? "")
    try files.write("\(run)/console.order", marks)
  }

  private func snapshot(_ run: String = "r") throws -> RunSnapshot {
    try #require(try RunReader.read(paths: [files.root]).run(run))
  }

  @Test func bothOutputsAreReadInTheOrderThatWasNoted() throws {
    try write([
      Piece(stream: .output, text: "epoch 1\n"), Piece(stream: .error, text: "warning: slow\n"),
      Piece(stream: .output, text: "epoch 2\nepoch "), Piece(stream: .error, text: "10%\r20%"),
      Piece(stream: .output, text: "3\n"), Piece(stream: .error, text: "\rdone\n"),
    ])
    let run = try snapshot()
    let mark = Self.marked
    // No line holds words of both; a bar that was interrupted stays where it was.
    #expect(
      run.console.lines == ["epoch 1", mark + "warning: slow", "epoch 2", "epoch ", mark + "20%", "3", mark + "done"])
    #expect(run.consoleStreams?.output.lines == ["epoch 1", "epoch 2", "epoch 3"])
    #expect(run.consoleStreams?.error.lines == ["warning: slow", "done"])
    #expect(run.console.lastWords == "done")
  }

  @Test func withoutMarksNothingIsLostAndStandardOutputComesFirst() throws {
    try write([Piece(stream: .output, text: "a\n"), Piece(stream: .error, text: "b\n")], notedUpTo: 0)
    #expect(try snapshot().console.lines == ["a", Self.marked + "b"])
    try Files.remove(files.path("r/console.order"))
    #expect(try snapshot().console.lines == ["a", Self.marked + "b"])
    try files.write("r/console.order", "000000000002 000000000002\nwhat is no mark at all ..\n")
    try files.append("r/console.log", "c\n")
    #expect(try snapshot().console.lines == ["a", Self.marked + "b", "c"], "marks that cannot be are passed over")
  }

  @Test func aConsoleInOneFileHasNoStreams() throws {
    try files.write("r/metrics.jsonl", "")
    try files.write("r/console.log", "one\n")
    let run = try snapshot()
    #expect(run.console.lines == ["one"] && run.consoleStreams == nil)
  }

  @Test(arguments: 0..<6) func everyPageOfALongConsoleIsTheSameFromWhereverItIsRead(_ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = (0..<4_000).map { index in
      Piece(
        stream: random.next() % 3 == 0 ? .error : .output,
        text: ConsoleSample.text(&random, pieces: Int(random.next() % 20)) + (random.next() % 4 == 0 ? "" : "\n"))
    }
    // What comes behind the last mark would be sorted otherwise.
    try write(pieces.filter { !$0.text.isEmpty } + [Piece(stream: .error, text: "end\n")])
    var rows = ConsoleRows(kept: .range(0..<Int.max))
    // Pieces of one output in a row are one, as they are in the files.
    for piece in pieces where !piece.text.isEmpty {
      rows.turn(to: piece.stream)
      Array(piece.text.utf8).withUnsafeBufferPointer { rows.append($0) }
    }
    rows.turn(to: .error)
    Array("end\n".utf8).withUnsafeBufferPointer { rows.append($0) }
    let expected = rows.lines
    let tail = try snapshot().console
    #expect(tail.isCounted && tail.lineCount == expected.count && tail.index.entries.count > 2)
    #expect(tail.lines == Array(expected.suffix(tail.lines.count)))
    let reader = ConsoleReader(runPath: files.path("r"), index: tail.index)
    for _ in 0..<30 {
      let start = Int(random.next() % UInt64(expected.count))
      let end = min(expected.count, start + Int(random.next() % 100))
      #expect(try reader.lines(start..<end) == Array(expected[start..<end]))
    }
    for pattern in [ConsolePattern.text("word"), .text("end")] {
      let matcher = ConsoleMatcher(pattern)
      let lines = expected.indices.filter { matcher.matches(ProgramText.plain(expected[$0])) }
      #expect(try reader.matches(of: pattern, isCancelled: { false }, report: { _ in }) == ConsoleMatches(lines: lines))
    }
  }

  @Test func whatStandardErrorSaysWaitsForItsMarkAsLongAsSomebodyWritesThem() throws {
    try write([Piece(stream: .output, text: "a\n"), Piece(stream: .error, text: "b\n")])
    var console = ConsoleFile(ConsoleFiles(directory: files.path("r")))
    var buffer = ReadBuffer()
    #expect(console.advance(isSupervised: true, &buffer) == .read(hasMore: false))
    try files.append("r/console.log", "c\n")
    #expect(console.advance(isSupervised: true, &buffer) == .read(hasMore: false))
    #expect(console.tail.lines == ["a", Self.marked + "b", "c"], "standard output waits for nobody")
    try files.append("r/console.stderr.log", "d\n")
    try files.append("r/console.log", "e\n")
    #expect(console.advance(isSupervised: true, &buffer) == .unchanged)
    try files.append("r/console.order", ConsoleMark(outputBytes: 4, errorBytes: 4).line + "\n")
    #expect(console.advance(isSupervised: true, &buffer) == .read(hasMore: false))
    #expect(console.tail.lines == ["a", Self.marked + "b", "c", Self.marked + "d", "e"])
    // Its supervisor is killed, the training goes on.
    try files.append("r/console.stderr.log", "f\n")
    #expect(console.advance(isSupervised: false, &buffer) == .read(hasMore: false))
    try files.append("r/console.log", "g\n")
    #expect(console.advance(isSupervised: false, &buffer) == .read(hasMore: false))
    #expect(console.tail.lines.suffix(3) == ["e", Self.marked + "f", "g"])
    // Another one takes over: from then on its marks count, and only they.
    try files.append("r/console.order", ConsoleMark(outputBytes: 8, errorBytes: 6).line + "\n")
    #expect(console.advance(isSupervised: true, &buffer) == .replaced)
    #expect(console.tail.lines.suffix(3) == ["e", "g", Self.marked + "f"])
  }

  @Test func theEndOfALongConsoleInTwoFilesIsThereBeforeItsLinesAreCounted() throws {
    try write(
      (0..<60_000).map { Piece(stream: $0 % 10 == 0 ? .error : .output, text: "line \($0)\n") }
        + [Piece(stream: .error, text: "last\n")])
    var console = ConsoleFile(ConsoleFiles(directory: files.path("r")))
    var buffer = ReadBuffer()
    #expect(console.advance(isSupervised: false, &buffer) == .read(hasMore: false))
    #expect(console.hasUncounted && console.tail.lines.suffix(2) == ["line 59999", Self.marked + "last"])
    while console.hasUncounted { try console.count(limit: 1 << 18) }
    #expect(console.tail.lineCount == 60_001 && console.tail.omittedLineCount == 60_001 - console.tail.lines.count)
  }
}
