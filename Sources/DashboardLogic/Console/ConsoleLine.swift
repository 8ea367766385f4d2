import RunModel
import TerminalModel

/// One line of a console, ready to be shown.
enum ConsoleLine {
  /// Without the sequences that choose colours.
  static func plain(_ line: String) -> String { ProgramText.plain(line) }

  /// In the program's colours, tabs widened, with what is looked for made to stand out. Where the program has chosen no
  /// colours, the word that makes the line an error or a warning has one.
  static func styled(_ line: String, search: ConsoleMatcher?, isCurrent: Bool) -> StyledText {
    var spans: [TextSpan] = []
    var columns = 0
    for run in ProgramText.runs(of: line) {
      let text = expanded(run.text, from: columns)
      columns += HarmlessText.columns(of: text)
      spans.append(TextSpan(text, run.style))
    }
    if spans.count == 1, spans[0].style == .text {
      spans = marked(spans, warnings, .warning)
      if spans.count > 1 { spans = marked([TextSpan(spans.map(\.text).joined())], errors, .error, spans) }
    }
    guard let search else { return StyledText(spans) }
    return StyledText(marked(spans, search, isCurrent ? .tabActive : .selection))
  }

  private static let warnings = ConsoleMatcher(.level(.warning))
  private static let errors = ConsoleMatcher(.level(.error))

  /// With the matches of `whole` in another style; `otherwise` where there is none.
  private static func marked(
    _ whole: [TextSpan], _ matcher: ConsoleMatcher, _ style: StyleRole, _ otherwise: [TextSpan]
  ) -> [TextSpan] {
    let marked = marked(whole, matcher, style)
    return marked.count > 1 ? marked : otherwise
  }

  private static func marked(_ spans: [TextSpan], _ matcher: ConsoleMatcher, _ style: StyleRole) -> [TextSpan] {
    let text = spans.map(\.text).joined()
    var matches = matcher.matches(in: text)[...]
    guard !matches.isEmpty else { return spans }
    var (result, at) = ([TextSpan](), 0)
    for span in spans {
      var rest = Array(span.text.utf8)[...]
      while !rest.isEmpty {
        while let first = matches.first, first.upperBound <= at { matches.removeFirst() }
        let isMatch = matches.first.map { $0.contains(at) } ?? false
        let end = matches.first.map { isMatch ? $0.upperBound : $0.lowerBound } ?? .max
        let part = rest.prefix(end == .max ? rest.count : end - at)
        result.append(TextSpan(String(decoding: part, as: UTF8.self), isMatch ? style : span.style))
        at += part.count
        rest = rest.dropFirst(part.count)
      }
    }
    return result
  }

  private static func expanded(_ text: String, from column: Int) -> String {
    guard text.utf8.contains(0x09) else { return text }
    let lead = column % 8
    return String(HarmlessText.expandingTabs(String(repeating: " ", count: lead) + text).dropFirst(lead))
  }
}

extension StyledText {
  /// Without its first screen columns. A wide character that is cut leaves a blank.
  func dropping(columns: Int) -> StyledText {
    guard columns > 0 else { return self }
    var (left, rest) = (columns, [TextSpan]())
    for span in spans {
      guard left > 0 else {
        rest.append(span)
        continue
      }
      var text = Substring(HarmlessText.make(span.text))
      while left > 0, let character = text.popFirst() { left -= HarmlessText.columns(of: String(character)) }
      if !text.isEmpty || left < 0 {
        rest.append(TextSpan(String(repeating: " ", count: max(0, -left)) + text, span.style))
      }
      left = max(0, left)
    }
    return StyledText(rest)
  }
}
