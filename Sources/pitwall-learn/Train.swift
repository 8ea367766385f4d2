internal import ArgumentParser
internal import FileAccess
internal import Glibc
internal import Learning
internal import Specification
internal import Tables

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Carry out a training or a study, evaluate on the test rows and ask for approval.",
    discussion: """
      Exit codes: 0 done, 1 ended early as a person decided, 64 usage, 65 damaged specification, data or checkpoint, 66 no such file, 73 cannot create
      the run directory, 74 I/O error, 75 paused with a checkpoint, or waiting for a decision.
      PITWALL_RESUME_FROM names the checkpoint to go on from.
      """)

  @Argument(help: "The specification, a YAML file.") var spec: String
  @Option(help: "Where to write; default is PITWALL_RUN_DIR.") var runDir: String?

  func run() throws {
    guard let runDirectory = runDir ?? environment("PITWALL_RUN_DIR") else {
      throw ValidationError("say where to write with --run-dir, or set PITWALL_RUN_DIR")
    }
    PauseSignals.install()
    do throws(LearningError) {
      switch try outcome(runDirectory) {
      case .finished: return
      case .paused, .waiting: Console.leave(75)
      case .ended: Console.leave(1)
      case .terminated, .abandoned: PauseSignals.endByTermination()
      }
    } catch {
      Console.fail(error.message, error.exitCode)
    }
  }

  private func outcome(_ runDirectory: String) throws(LearningError) -> TrainingOutcome {
    let directory = Files.split(spec).directory
    let (document, text) = try Self.read(spec)
    switch document {
    case .training(let specification):
      return try BoostingTrainer(
        specification, text: text, directory: directory, runDirectory: runDirectory,
        resumeFrom: environment("PITWALL_RESUME_FROM"), say: Console.say,
        interruption: { _ in PauseSignals.pending(runDirectory: runDirectory) }
      ).run()
    case .study(let specification):
      var runner = try StudyRunner(
        specification, text: text, directory: directory, runDirectory: runDirectory, say: Console.say,
        interruption: { PauseSignals.pending(runDirectory: runDirectory) })
      return try runner.run()
    case .search:
      throw .unsuitableData(path: spec, reason: "a search space is no training; pitwall search takes it")
    }
  }

  private func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  private static func read(
    _ path: String
  ) throws(LearningError) -> (document: SpecificationDocument, text: SpecificationText) {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try Files.read(path) } catch { throw .file(error) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .damagedData(TableError(path: path, line: 1, byteOffset: 0, reason: "the specification is not UTF-8"))
    }
    do throws(SpecificationErrors) {
      return (try SpecificationDocument.parse(yaml: text), SpecificationText(path: path, yaml: text))
    } catch {
      throw .specification(error, path: path)
    }
  }
}
