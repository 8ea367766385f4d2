public import RunModel

/// A question about the console of a run that only its file can answer.
public struct ConsoleRequest: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    /// Lines with these numbers, ascending.
    case lines([Int])
    /// How long the console was when each of these lines, ascending, had ended.
    case ends([Int])
    /// All lines that match; answered bit by bit, and given up for the next question of this kind.
    case matches(ConsolePattern)
    /// The line in which a byte is.
    case line(atByte: Int64)
    /// The first line that begins with a time at or behind this one.
    case time(ConsoleClock)
  }

  /// Comes back with the answer.
  public var number: Int
  public var runPath: String
  public var index: ConsoleIndex
  public var kind: Kind
}

/// What became of a `ConsoleRequest`.
public struct ConsoleAnswer: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    case lines([Int: String])
    /// In bytes; without lines that still go on.
    case ends([Int: Int64])
    case matches(ConsoleMatches, isComplete: Bool)
    /// nil when there is none.
    case line(Int?)
    /// Why there is no answer, as a sentence.
    case failed(String)
  }

  public var number: Int
  public var content: Content

  public init(number: Int, content: Content) { (self.number, self.content) = (number, content) }

  /// Whether more answers to the same question will come.
  public var isProgress: Bool {
    if case .matches(_, isComplete: false) = content { true } else { false }
  }
}
