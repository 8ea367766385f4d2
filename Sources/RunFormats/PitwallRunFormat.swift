extension RunFormat {
  /// `metrics.jsonl` of a native run, with every kind of record; see `docs/formats/pitwall-run.md`.
  static let pitwallRun = RunFormat(
    name: "pitwall-run", claims: { name, prefix in name == "metrics.jsonl" && mayBeginObject(prefix) },
    makeDecoder: { _ in JSONLinesDecoder(isNative: true) })

  /// A file that is still empty counts: its name is the format's own.
  private static func mayBeginObject(_ prefix: ArraySlice<UInt8>) -> Bool {
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    guard let first = prefix.first(where: { !blanks.contains($0) }) else { return true }
    return first == UInt8(ascii: "{")
  }
}
