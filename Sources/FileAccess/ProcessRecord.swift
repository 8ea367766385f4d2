/// What `/proc/PID/stat` says of a process (proc(5)).
public struct ProcessRecord: Equatable, Sendable {
  public var pid: Int32
  public var parent: Int32
  public var session: Int32
  /// `R`, `S`, `D`, `T` (stopped), `Z` (ended, not yet waited for), …
  public var state: Character
  public var command: String
  /// User and system time in clock ticks.
  public var cpuTicks: UInt64
  /// Clock ticks since boot.
  public var start: UInt64
  public var residentPages: Int64

  public var isEnded: Bool { state == "Z" || state == "X" }
  public var isStopped: Bool { state == "T" || state == "t" }

  /// nil when the text has not the shape of a `stat` file.
  public init?(statLine bytes: [UInt8]) {
    // The command may itself hold spaces, parentheses and newlines: only the last ')' ends it.
    guard let open = bytes.firstIndex(of: 0x28), let close = bytes.lastIndex(of: 0x29), open < close,
      open > 0, let pid = Int32(String(decoding: bytes[..<(open - 1)], as: UTF8.self))
    else { return nil }
    let fields = bytes[(close + 1)...].split { $0 == 0x20 || $0 == 0x0A }
    func number<N: FixedWidthInteger>(_ index: Int) -> N? {
      index < fields.count ? N(String(decoding: fields[index], as: UTF8.self)) : nil
    }
    guard let state = fields.first?.first, let parent: Int32 = number(1), let session: Int32 = number(3),
      let user: UInt64 = number(11), let system: UInt64 = number(12), let start: UInt64 = number(19),
      let pages: Int64 = number(21)
    else { return nil }
    (self.pid, self.parent, self.session) = (pid, parent, session)
    (self.state, self.start) = (Character(Unicode.Scalar(state)), start)
    command = String(decoding: bytes[(open + 1)..<close], as: UTF8.self)
    (cpuTicks, residentPages) = (user &+ system, pages)
  }
}
