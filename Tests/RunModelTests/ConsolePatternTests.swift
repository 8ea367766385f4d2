import RunModel
import Testing

@Suite struct ConsolePatternTests {
  private static func matches(_ pattern: ConsolePattern, _ line: String) -> [String] {
    let bytes = Array(line.utf8)
    return ConsoleMatcher(pattern).matches(in: line).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(arguments: [
    ("loss", "loss 1, Loss 2, LOSS 3", ["loss", "Loss", "LOSS"]), ("Loss", "loss 1, Loss 2", ["Loss"]),
    ("aa", "aaaaa", ["aa", "aa"]), ("", "anything", []), ("é", "Éé", ["é"]), ("x", "", []),
    ("0.5", "0x5 0.5", ["0.5"]), ("zz top", "zz zz top", ["zz top"]),
  ])
  func textIsFoundWithoutRegardToCapitalsUnlessItHasSome(_ text: String, _ line: String, _ found: [String]) {
    #expect(Self.matches(.text(text), line) == found)
  }

  @Test(arguments: [
    "ERROR: out of memory", "2026-11-21 14:03 ERROR trainer", "Traceback (most recent call last):",
    "ValueError: shapes do not fit", "torch.cuda.OutOfMemoryError: CUDA out of memory", "error: no such file",
    "[error] could not connect", "train.py: error: unrecognized arguments", "RuntimeError", "CRITICAL stop",
    "  Exception in thread main", "fatal: not a git repository",
  ])
  func errorsAreToldByTheirWords(_ line: String) {
    #expect(!Self.matches(.level(.error), line).isEmpty && !Self.matches(.level(.warning), line).isEmpty)
  }

  @Test(arguments: [
    "val_error=0.12", "mean squared error 0.3", "error: 0.12", "Error=3", "the error is small", "terrorise",
    "no errors",
    "epoch 3 reconstruction_Error 2", "mirror", "fatality 3", "loss 0.2",
  ])
  func whatIsMeasuredIsNoError(_ line: String) { #expect(Self.matches(.level(.error), line).isEmpty) }

  @Test(arguments: ["WARNING: slow", "UserWarning: deprecated", "warning: unused", "[WARN] x", "Warning"])
  func warningsAreNoErrors(_ line: String) {
    #expect(!Self.matches(.level(.warning), line).isEmpty && Self.matches(.level(.error), line).isEmpty)
  }

  @Test func anIndexFindsTheEntryBefore() {
    let entries = [(0, 0), (100, 7), (250, 20)].map { ConsoleIndex.Entry(byteOffset: Int64($0.0), line: $0.1) }
    let index = ConsoleIndex(entries: entries)
    for (line, entry) in [(0, 0), (6, 0), (7, 1), (19, 1), (20, 2), (9_999, 2)] {
      #expect(index.entry(before: line) == entries[entry])
    }
    #expect(index.entry(beforeByte: 249) == entries[1] && index.entry(beforeByte: 250) == entries[2])
  }
}
