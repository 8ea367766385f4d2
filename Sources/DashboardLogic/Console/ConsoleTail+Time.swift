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

  /// Seconds within which a time is to be known, to be shown with its seconds and at all.
  private static let (secondsLimit, limit) = (60.0, 600.0)

  /// When what ends at a byte was first seen written: `14:03:22`, `14:03` where that is not known to within a minute, and
  /// empty where it is not known to within ten.
  func clockTime(ofByte offset: Int64, secondsFromUTC: Int) -> String {
    guard let moment = moment(ofByte: offset), moment.uncertainty <= Self.limit else { return "" }
    return moment.uncertainty <= Self.secondsLimit
      ? ClockTime.time(moment.wallTime, secondsFromUTC: secondsFromUTC)
      : ClockTime.hourAndMinute(moment.wallTime, secondsFromUTC: secondsFromUTC)
  }

  /// The same of a line of which only the stretch between two entries of the index is known: empty also where that was
  /// longer in the writing.
  func clockTime(near line: Int, secondsFromUTC: Int) -> String {
    let stretch = index.stretch(around: line)
    guard let first = moment(ofByte: stretch.lowerBound)?.wallTime.secondsSince1970,
      let last = moment(ofByte: min(stretch.upperBound, times.last?.byteOffset ?? 0))?.wallTime.secondsSince1970,
      last - first <= Self.limit
    else { return "" }
    return clockTime(ofByte: stretch.lowerBound, secondsFromUTC: secondsFromUTC)
  }
}

extension ConsoleTail {
  /// Whether its lines can be found by time: somebody noted its length, or its newest lines begin with times.
  var hasTimes: Bool { !times.isEmpty || lines.suffix(50).contains { ConsoleStamp(ConsoleLine.plain($0)) != nil } }
}
