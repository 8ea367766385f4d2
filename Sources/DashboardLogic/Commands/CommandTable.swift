/// Every command of the dashboard, each described once, in the array of its area. Help, palette, key hints, the names in
/// `config.yaml` and `docs/keys.md` are made from it.
public enum CommandTable {
  public static let all: [CommandSpec] = [
    screenCommands, movingCommands, viewCommands, runCommands, curveCommands, chartGridCommands, compareCommands,
    evaluationCommands, featureCommands, driftCommands,
    studyCommands, resourceCommands, consoleCommands, gradientCommands, trainingCommands, decisionCommands,
    dashboardCommands, presentingCommands, replayCommands,
  ].flatMap(\.self)

  public static func spec(of command: Command) -> CommandSpec {
    guard let spec = byCommand[command] else {
      preconditionFailure("\(command.name) has no row in the command table")
    }
    return spec
  }

  public static func command(named name: String) -> Command? { byCommand[Command(name)]?.command }

  private static let byCommand = Dictionary(uniqueKeysWithValues: all.map { ($0.command, $0) })
}
