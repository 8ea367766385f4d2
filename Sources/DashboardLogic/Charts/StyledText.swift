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
  /// Screen columns by which its rows behind the first are indented where it is wrapped.
  public var hangingIndent = 0

  public init(_ spans: [TextSpan]) { self.spans = spans }
  public init(_ text: String, _ style: StyleRole = .text) { spans = [TextSpan(text, style)] }
  public init(stringLiteral value: String) { spans = [TextSpan(value)] }
  public init(arrayLiteral elements: TextSpan...) { spans = elements }

  /// As it is, with rows behind the first indented where it is wrapped.
  func hanging(_ columns: Int) -> StyledText {
    var text = self
    text.hangingIndent = columns
    return text
  }

  /// A name and its value in two columns, of which the value keeps its own where it is wrapped.
  static func fact(_ name: String, _ value: String, _ style: StyleRole = .text) -> StyledText {
    let columns = 10
    return StyledText([
      TextSpan(name + String(repeating: " ", count: max(1, columns - name.count)), .textDim), TextSpan(value, style),
    ]).hanging(columns)
  }

  public var isEmpty: Bool { spans.allSatisfy(\.text.isEmpty) }
  /// Screen columns of the harmless form.
  public var columns: Int { spans.reduce(0) { $0 + HarmlessText.columns(of: HarmlessText.make($1.text)) } }
}
