import RunModel

extension ConsoleTail {
  /// How many bytes the console had at a moment, by what its supervisor noted; nil where nothing was noted. A time of day
  /// is that of the newest day on which the console was written then.
  func byteOffset(at clock: ConsoleClock, secondsFromUTC: Int) -> Int64? {
    guard let first = times.first?.wallTime.secondsSince1970, let last = times.last?.wallTime.secondsSince1970 else {
      return nil
    }
    let wanted: Double
    switch clock {
    case .afterBeginning(let seconds): wanted = first + seconds
    case .beforeEnd(let seconds): wanted = last - seconds
    case .timeOfDay(let seconds):
      let midnight = ((last + Double(secondsFromUTC)) / 86_400).rounded(.down) * 86_400 - Double(secondsFromUTC)
      let today = midnight + Double(seconds)
      wanted = today > last && today - 86_400 >= first ? today - 86_400 : today
    }
    return times.last { $0.wallTime.secondsSince1970 <= wanted }?.byteOffset ?? 0
  }

  /// When what stands at a byte had been written at the latest; nil where nobody noted it.
  func wallTime(atByte offset: Int64) -> WallTime? { times.first { $0.byteOffset >= offset }?.wallTime }
}

extension ConsoleTail {
  /// Whether its lines can be found by time: somebody noted its length, or its newest lines begin with times.
  var hasTimes: Bool { !times.isEmpty || lines.suffix(50).contains { ConsoleStamp(ConsoleLine.plain($0)) != nil } }
}
