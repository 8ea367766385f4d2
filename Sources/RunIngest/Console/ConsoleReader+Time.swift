internal import FileAccess
public import RunModel
internal import TerminalModel

extension ConsoleReader {
  /// A time in the text, in seconds from some midnight, and the line that begins with it.
  private struct Stamped {
    var line: Int
    var seconds: Double
  }

  /// The first line that begins with a time at or behind one, where the lines' times ascend; nil when there is none.
  /// Reads a few stretches between entries of the index. Times of day are in the zone in which the program wrote.
  public func line(at clock: ConsoleClock) throws(Failure) -> Int? {
    guard let first = try firstStamp(from: 0), let last = try lastStamp() else { return nil }
    let wanted: Double
    switch clock {
    case .afterBeginning(let seconds): wanted = first.seconds + seconds
    case .beforeEnd(let seconds): wanted = last.seconds - seconds
    case .timeOfDay(let seconds):
      let today = (last.seconds / 86_400).rounded(.down) * 86_400 + Double(seconds)
      wanted = today > last.seconds && today - 86_400 >= first.seconds ? today - 86_400 : today
    }
    if wanted > last.seconds { return last.line }
    // The last entry whose first time lies before the one that is wanted.
    var (low, high) = (0, index.entries.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if let stamp = try firstStamp(from: middle), stamp.seconds < wanted { low = middle } else { high = middle }
    }
    return try stamps(from: index.entries[low].byteOffset, to: index.byteCount, line: index.entries[low].line) {
      $0.seconds >= wanted
    }?.line
  }

  /// The first time behind an entry, in the stretch up to the next but one.
  private func firstStamp(from entry: Int) throws(Failure) -> Stamped? {
    let start = index.entries[entry]
    let end = entry + 2 < index.entries.count ? index.entries[entry + 2].byteOffset : index.byteCount
    return try stamps(from: start.byteOffset, to: end, line: start.line) { _ in true }
  }

  private func lastStamp() throws(Failure) -> Stamped? {
    for stretch in stretches.prefix(3) {
      var newest: Stamped?
      _ = try stamps(from: stretch.entry.byteOffset, to: stretch.end, line: stretch.entry.line) { stamp in
        newest = stamp
        return false
      }
      if let newest { return newest }
    }
    return nil
  }

  /// The first time in a stretch for which a condition holds.
  private func stamps(
    from start: Int64, to end: Int64, line: Int, where holds: (Stamped) -> Bool
  ) throws(Failure) -> Stamped? {
    var (rows, number, found) = (ConsoleRows(firstLine: line, kept: .range(0..<Int.max)), line, Stamped?.none)
    func look(_ texts: [String]) {
      for text in texts where found == nil {
        if let stamp = ConsoleStamp(ProgramText.plain(text)) {
          let stamped = Stamped(line: number, seconds: Double(stamp.day ?? 0) * 86_400 + Double(stamp.second))
          if holds(stamped) { found = stamped }
        }
        number += 1
      }
    }
    try read(from: start, to: end) { bytes, stream in
      rows.turn(to: stream)
      rows.append(bytes)
      look(rows.takeFinished())
      return found == nil
    }
    if found == nil { look(rows.lines) }
    return found
  }
}
