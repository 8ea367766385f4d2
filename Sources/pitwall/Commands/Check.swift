import ArgumentParser
import FileAccess
import Specification

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a specification: print it with every default, or each mistake by key path and line.",
    discussion: "A document with a model is a training, one with a space is a search, every other one is a study.")

  @Argument(help: "The specification.", completion: .file(extensions: ["yaml", "yml"])) var spec: String

  func run() throws {
    StandardStreams.print(try SpecificationFile.readDocument(spec).document.resolvedYAML(), terminator: "")
  }
}

/// Reads specifications for commands.
enum SpecificationFile {
  /// A document of any kind.
  static func readDocument(_ path: String) throws -> (document: SpecificationDocument, text: String) {
    try read(path, SpecificationDocument.parse)
  }

  /// A space file.
  static func readSearch(_ path: String) throws -> (file: SearchFile, text: String) {
    let (file, text) = try read(path, SearchFile.parse)
    return (file, text)
  }

  private static func read<Document>(
    _ path: String, _ parse: (String) throws(SpecificationErrors) -> Document
  ) throws -> (document: Document, text: String) {
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
      return (try parse(text), text)
    } catch {
      throw CommandFailure(
        .damagedInput, "the specification has mistakes\n" + error.sentences(file: path).joined(separator: "\n"))
    }
  }
}
