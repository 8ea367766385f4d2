import ArgumentParser
import FileAccess
import Specification
import SpecifiedData

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a specification: print it with every default, or each mistake by key path and line.",
    discussion: """
      A document with a model is a training, one with a space is a search, every other one is a study. The data files of \
      a training or a study are read: a column that is not there is a mistake like any other, and what the data decide, \
      such as the task, is printed with the reason. Nothing is trained and nothing is written.
      """)

  @Argument(help: "The specification.", completion: .file(extensions: ["yaml", "yml"])) var spec: String

  func run() throws {
    let (document, text) = try SpecificationFile.readDocument(spec)
    StandardStreams.print(try SpecificationFile.resolvedYAML(document, text), terminator: "")
  }
}

/// Reads specifications for commands.
enum SpecificationFile {
  /// A document of any kind.
  static func readDocument(_ path: String) throws -> (document: SpecificationDocument, text: SpecificationText) {
    try read(path, SpecificationDocument.parse)
  }

  /// The document with every default and what its data decide.
  /// - Throws: every mistake that the data show.
  static func resolvedYAML(_ document: SpecificationDocument, _ text: SpecificationText) throws -> String {
    do {
      return try document.resolvedYAML(writtenAs: text, directory: Files.split(text.path).directory)
    } catch {
      throw CommandFailure(specifiedData: error)
    }
  }

  /// Whether a file is taken for a specification: by its name, as a table of one column may hold anything.
  static func isNamedSo(_ path: String) -> Bool { [".yaml", ".yml"].contains { path.hasSuffix($0) } }

  /// A space file.
  static func readSearch(_ path: String) throws -> SearchFile { try read(path, SearchFile.parse).document }

  private static func read<Document>(
    _ path: String, _ parse: (String) throws(SpecificationErrors) -> Document
  ) throws -> (document: Document, text: SpecificationText) {
    let text = try readText(path)
    do {
      return (try parse(text), SpecificationText(path: path, yaml: text))
    } catch {
      throw CommandFailure(mistakes: error, in: path)
    }
  }

  static func readText(_ path: String) throws -> String {
    let bytes: [UInt8]
    do {
      bytes = try Files.read(path)
    } catch {
      throw CommandFailure(file: error)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.damagedInput, "\(path): is not UTF-8 text")
    }
    return text
  }
}
