import ArgumentParser
import Glibc
import TerminalModel

@main
struct Pitwall: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "pitwall",
    abstract: "A terminal dashboard and engine for machine-learning trainings.",
    discussion: """
      Without a command, pitwall opens the dashboard on $PITWALL_RUNS, else on ./runs, else on this directory.

      Exit codes: 0 done or yes; 1 an honest no; 64 usage; 65 damaged input; 66 no such input; 69 a needed program or \
      library is missing; 73 cannot create; 74 I/O error; 75 try again; 77 not permitted.
      """,
    version: version,
    subcommands: [
      Watch.self, Replay.self, Demo.self, Frame.self, Runs.self, Health.self, Export.self, Report.self, Explain.self,
      Rows.self,
      Launch.self,
      Pause.self,
      Resume.self,
      Stop.self, Kill.self, Approve.self, Reject.self, Hold.self, Decisions.self, Verify.self, Check.self,
      Profile.self, Search.self, Supervise.self, Document.self,
    ],
    defaultSubcommand: Watch.self)

  static func main() {
    // A reader that leaves early (`pitwall runs | head`) ends a write with an error, not the program with a signal.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as CommandFailure {
      StandardStreams.printError("pitwall: \(failure.message)")
      Glibc.exit(failure.code.rawValue)
    } catch {
      exit(withError: error)
    }
  }
}
