import RunModel
import TerminalModel

extension ReplayState {
  /// How far it is, in place of the counts of runs: `▶ 60×  ━━━━───────  43 %  step 210  0:03:20 of 0:07:40`.
  func statusLine(_ state: DashboardState) -> StatusLineModel {
    let isASCII = state.glyphs == .ascii
    let sign = isPlaying ? (isASCII ? ">" : "▶") : isAtEnd ? (isASCII ? "#" : "■") : (isASCII ? "=" : "‖")
    let columns = max(10, min(60, state.size.columns - 64))
    let filled = Int((fraction * Double(columns)).rounded())
    let (full, empty) = isASCII ? ("=", "-") : ("━", "─")
    let step = state.selectedRun?.placeWords ?? ""
    return StatusLineModel(
      leading: [
        StyledText([
          TextSpan("\(sign) replay ", .accent), TextSpan("\(Self.speed(speed))\(isASCII ? "x" : "×")", .textStrong),
        ]),
        StyledText([
          TextSpan(String(repeating: full, count: filled), .barFilled),
          TextSpan(String(repeating: empty, count: columns - filled), .barEmpty),
        ]),
        StyledText("\(Int(fraction * 100)) %", .textStrong), StyledText(step), StyledText(place, .textDim),
      ],
      trailing: StyledText(isAtEnd ? "the end" : isPaused ? "paused" : "", .textDim))
  }

  private var place: String {
    let (now, all) = passed
    if recording.isBySteps { return "\(Self.count(now)) of \(Self.count(all)) steps" }
    return "\(Self.clock(now)) of \(Self.clock(all))"
  }

  private static func count(_ steps: Double) -> String { NumberFormat.count(Int64(max(-9e18, min(steps, 9e18)))) }

  /// `1:02:03`, or `2:03` below an hour.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(max(0, min(seconds, 1e12)))
    let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return hours > 0 ? "\(hours):\(pad(minutes)):\(pad(whole % 60))" : "\(minutes):\(pad(whole % 60))"
  }

  private static func speed(_ speed: Double) -> String { speed == speed.rounded() ? "\(Int(speed))" : "\(speed)" }
}
