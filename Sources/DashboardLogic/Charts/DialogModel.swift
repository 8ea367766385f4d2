import TerminalModel

/// A question in a box over the dashboard.
public struct DialogModel: Equatable, Sendable {
  public struct Input: Equatable, Sendable {
    public var prompt: String
    public var text: String
    /// Where the next character goes, in characters from the start; clamped.
    public var cursor: Int
    /// Shown faint while `text` is empty.
    public var hint: String

    public init(prompt: String = "", text: String, cursor: Int, hint: String = "") {
      (self.prompt, self.text, self.cursor, self.hint) = (prompt, text, cursor, hint)
    }
  }

  public var title: String
  /// Wrapped at blanks to the box.
  public var body: [StyledText]
  public var input: Input?
  public var hints: [KeyHint]
  /// What is wrong with the input; nil when nothing is.
  public var problem: String?
  /// Screen columns the box has where there is room.
  public var preferredColumns: Int
  /// The body row at the top, for bodies longer than the screen.
  public var offset: Int
  /// Whether what lies behind the box recedes.
  public var dimsScreen: Bool

  /// As wide as a long text is still read well.
  static func readingColumns(in size: Size) -> Int { max(84, min(size.columns - 8, 120)) }

  public init(
    title: String, body: [StyledText] = [], input: Input? = nil, hints: [KeyHint] = [], problem: String? = nil,
    preferredColumns: Int = 64, offset: Int = 0, dimsScreen: Bool = true
  ) {
    (self.title, self.body, self.input, self.hints) = (title, body, input, hints)
    (self.problem, self.preferredColumns, self.offset) = (problem, preferredColumns, offset)
    self.dimsScreen = dimsScreen
  }
}
