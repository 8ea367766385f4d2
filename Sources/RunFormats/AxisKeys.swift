/// Which keys and columns are the x axis or the wall clock, in every format that leaves it to names.
enum AxisKeys {
  /// The first of these that holds whole numbers is the step.
  static let steps = [
    "step", "global_step", "iteration", "iter", "current_steps", "training_iteration", "_step", "total_timesteps",
    "time/total_timesteps", "timesteps", "num_timesteps", "timesteps_total", "epoch",
  ]
  /// The first of these that holds a plausible time is the wall time.
  static let wallTimes = ["t", "time", "timestamp", "_timestamp", "wall_time", "created_at"]

  enum Role: Equatable, Sendable {
    case metric
    case step(rank: Int)
    case wallTime(rank: Int)
  }

  /// By name; case and blanks around it do not count.
  static func role(of name: String) -> Role {
    let plain = trimmed(name).lowercased()
    if let rank = steps.firstIndex(of: plain) { return .step(rank: rank) }
    if let rank = wallTimes.firstIndex(of: plain) { return .wallTime(rank: rank) }
    return .metric
  }

  /// Seconds since 1970 when the number can be a moment between 2001 and 2096, in seconds or milliseconds; else nil.
  @inline(__always)
  static func plausibleWallTime(_ number: Double) -> Double? {
    if number >= 1e9 && number < 4e9 { return number }
    if number >= 1e12 && number < 4e12 { return number / 1000 }
    return nil
  }

  static func trimmed(_ name: String) -> String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
    let utf8 = Array(name.utf8)
    guard let first = utf8.firstIndex(where: { !isBlank($0) }), let last = utf8.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: utf8[first...last], as: UTF8.self)
  }
}
