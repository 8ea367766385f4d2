internal import ArgumentParser
internal import Glibc
internal import Learning

/// The built-in trainer. `pitwall` starts it as a child like any other training.
@main
struct PitwallLearn: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pitwall-learn",
    abstract: "Trains a model as a specification asks and writes a run directory.",
    subcommands: [Train.self, Explain.self, SampleData.self])

  static func main() {
    waitPassively()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      exit(withError: error)
    }
  }

  /// Threads of the learner that have nothing to do must sleep, not spin: on a busy machine a round is three times
  /// faster. libgomp reads the variable when it is loaded, so the process executes itself once more, under the same
  /// process id.
  private static func waitPassively() {
    // A reader of the output that went away must not end a training.
    signal(SIGPIPE, SIG_IGN)
    guard getenv("OMP_WAIT_POLICY") == nil else { return }
    setenv("OMP_WAIT_POLICY", "PASSIVE", 1)
    // Where this fails the training is slower and otherwise the same.
    execv("/proc/self/exe", CommandLine.unsafeArgv)
  }
}
