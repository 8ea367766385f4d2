public import FileAccess
public import Specification
public import Tables

/// Why a specification cannot be carried out with its data. Cases carry data; `message` is for people.
public enum SpecifiedDataError: Error, Sendable {
  /// Every mistake of the specification that its data show.
  case specification(SpecificationErrors, path: String)
  /// The specification names data files that are not there, and nothing else is wrong.
  case missingData(SpecificationErrors, path: String)
  case damagedData(TableError)
  /// A data file that is there and cannot be read.
  case file(FileError)

  /// One line a mistake: what is wrong, where, what to do.
  public var message: String {
    switch self {
    case .specification(let errors, let path), .missingData(let errors, let path):
      errors.sentences(file: path).joined(separator: "\n")
    case .damagedData(let error): error.message
    case .file(let error): error.message
    }
  }
}
