internal import ArgumentParser
internal import Learning

struct SampleData: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample-data",
    abstract: "Write a customer sample, a later one, and specifications of a study and a training on them.")

  @Argument(help: "Where to; made when missing.") var directory: String
  @Option(help: "Customers in the first sample.") var rows = ChurnSample.defaultRowCount
  @Option(help: "The same seed gives the same files.") var seed: UInt64 = 7

  func validate() throws {
    guard rows >= 100, rows <= 10_000_000 else { throw ValidationError("--rows must be from 100 to 10000000") }
  }

  func run() throws {
    do throws(LearningError) {
      try ChurnSample.write(to: directory, rows: rows, seed: seed)
      Console.say("\(directory)/churn-study.yaml")
    } catch {
      Console.fail(error.message, error.exitCode == 66 ? 73 : error.exitCode)
    }
  }
}
