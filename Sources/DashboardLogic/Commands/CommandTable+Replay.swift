extension Command {
  static let replayPause = Command("replay-pause")
  static let replayBack = Command("replay-back")
  static let replayForward = Command("replay-forward")
  static let replayFaster = Command("replay-faster")
  static let replaySlower = Command("replay-slower")
}

extension CommandTable {
  /// Their keys mean this while a recorded run is replayed, and what they always mean elsewhere.
  static let replayCommands: [CommandSpec] =
    ([
      replay(.replayPause, ["space"], "pause", "Halt the replay, or let it go on; at its end, begin anew") {
        $0.pauseOrPlay()
      },
      replay(.replayBack, ["left"], "back", "Go back in the replay by 5 %") { $0.seek(by: -0.05) },
      replay(.replayForward, ["right"], "forward", "Go forward in the replay by 5 %") { $0.seek(by: 0.05) },
      replay(.replayFaster, ["}"], "faster", "Replay twice as fast") { $0.replay?.multiplySpeed(by: 2) },
      replay(.replaySlower, ["{"], "slower", "Replay half as fast") { $0.replay?.multiplySpeed(by: 0.5) },
    ]
      + tenths.enumerated().map { digit, name in
        replay(
          Command("replay-to-\(name)"), ["\(digit)"], digit == 0 ? "start" : "\(digit)0 %",
          digit == 0 ? "Go to the start of the replay" : "Go to \(digit)0 % of the replay"
        ) { $0.seek(to: Double(digit) / 10) }
      })

  private static let tenths = [
    "start", "one-tenth", "two-tenths", "three-tenths", "four-tenths", "five-tenths", "six-tenths", "seven-tenths",
    "eight-tenths", "nine-tenths",
  ]

  private static func replay(
    _ command: Command, _ keys: [String], _ hint: String, _ summary: String,
    _ action: @escaping @Sendable (inout DashboardState) -> Void
  ) -> CommandSpec {
    var spec = CommandSpec(
      command, keys: keys, group: .replay, hint: hint, summary: summary,
      availability: { $0.replay == nil ? .disabled(because: "this is no replay") : .enabled }, action: action)
    spec.isForReplay = true
    return spec
  }
}
