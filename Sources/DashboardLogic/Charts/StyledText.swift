public import TerminalModel

/// A stretch of text in one style. The text may come from a run: it is made harmless when it becomes cells.
public struct TextSpan: Equatable, Sendable {
  public var text: String
  public var style: StyleRole

  public init(_ text: String, _ style: StyleRole = .text) { (self.text, self.style) = (text, style) }
}

/// One line of text in several styles.
public struct StyledText: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  public var spans: [TextSpan]

  public init(_ spans: [TextSpan]) { self.spans = spans }
  public init(_ text: String, _ style: StyleRole = .text) { spans = [TextSpan(text, style)] }
  public init(stringLiteral value: String) { spans = [TextSpan(value)] }
  public init(arrayLiteral elements: TextSpan...) { spans = elements }

  public var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// Screen columns of the harmless form.
  public var columns: Int { spans.reduce(0) { $0 + HarmlessText.columns(of: HarmlessText.make($1.text)) } }
}
