import ArgumentParser
import FileAccess
import Specification

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a specification: print it with every default, or each mistake by key path and line.")

  @Argument(help: "The specification.", completion: .file(extensions: ["yaml", "yml"])) var spec: String

  func run() throws {
    StandardStreams.print(try SpecificationFile.read(spec).specification.resolvedYAML(), terminator: "")
  }
}

/// Reads specifications for commands.
enum SpecificationFile {
  static func read(_ path: String) throws -> (specification: TrainingSpecification, text: String) {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path)
    } catch {
      throw CommandFailure(file: error)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.damagedInput, "\(path): is not UTF-8 text")
    }
    do {
      return (try TrainingSpecification.parse(yaml: text), text)
    } catch {
      throw CommandFailure(
        .damagedInput, "the specification has mistakes\n" + error.sentences(file: path).joined(separator: "\n"))
    }
  }
}
