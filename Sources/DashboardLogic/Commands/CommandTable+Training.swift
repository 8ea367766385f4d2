import RunModel

extension Command {
  static let pauseOrResume = Command("pause-or-resume")
  static let freeze = Command("freeze")
  static let stop = Command("stop")
  static let kill = Command("kill")
  static let approve = Command("approve")
  static let reject = Command("reject")
  static let hold = Command("hold")
}

extension CommandTable {
  static let trainingCommands: [CommandSpec] = [
    CommandSpec(
      .pauseOrResume, keys: ["p"], group: .training, hint: "pause",
      summary: "Pause the training with a checkpoint, or resume it", asks: { $0.pauseOrResume() },
      availability: TrainingAvailability.pauseOrResume),
    CommandSpec(
      .freeze, keys: ["f"], group: .training, hint: "freeze",
      summary: "Freeze its processes where they stand; memory stays held",
      asks: { $0.request(.pause(.freeze), reason: "frozen from the dashboard") },
      availability: TrainingAvailability.freeze),
    CommandSpec(
      .stop, keys: ["s"], group: .training, hint: "stop", summary: "Stop the training politely, after a question",
      availability: TrainingAvailability.stop
    ) { $0.confirm(.stop) },
    CommandSpec(
      .kill, keys: ["K"], group: .training, hint: "kill", summary: "Kill the training at once, after a question",
      availability: TrainingAvailability.stop
    ) { $0.confirm(.kill) },
  ]

  static let decisionCommands: [CommandSpec] = [
    CommandSpec(
      .approve, keys: ["a"], group: .decisions, hint: "approve", summary: "Approve the checkpoint, with a reason",
      availability: TrainingAvailability.decide(.approve)
    ) { $0.startDecision(.approve) },
    CommandSpec(
      .reject, keys: ["r"], group: .decisions, hint: "reject", summary: "Reject the checkpoint, with a reason",
      availability: TrainingAvailability.decide(.reject)
    ) { $0.startDecision(.reject) },
    CommandSpec(
      .hold, keys: ["o"], group: .decisions, hint: "hold", summary: "Put the decision off, with a reason",
      availability: TrainingAvailability.decide(.hold)
    ) { $0.startDecision(.hold) },
  ]
}
