/// Every mistake of one specification, in the order of the text.
public struct SpecificationErrors: Error, Equatable, Sendable {
  public struct Entry: Equatable, Sendable {
    /// Such as `model.max_depth`; empty for the document as a whole.
    public var keyPath: String
    /// Counted from 1; of the value where it is wrong, of the section where something is missing.
    public var line: Int
    /// In Unicode scalars, counted from 1.
    public var column: Int
    /// What is wrong and what is allowed.
    public var message: String

    public init(keyPath: String, line: Int, column: Int, message: String) {
      (self.keyPath, self.line, self.column, self.message) = (keyPath, line, column, message)
    }

    /// `file:line:column: key.path: message`.
    public func sentence(file: String) -> String {
      "\(file):\(line):\(column): \(keyPath.isEmpty ? "" : "\(keyPath): ")\(message)"
    }
  }

  /// Never empty; at most a few hundred.
  public var entries: [Entry]

  public init(entries: [Entry]) { self.entries = entries }

  /// One line a mistake.
  public func sentences(file: String) -> [String] { entries.map { $0.sentence(file: file) } }
}
