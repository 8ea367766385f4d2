import TerminalModel

/// A question at the bottom of the screen.
public struct PromptModel: Equatable, Sendable {
  public var input: DialogModel.Input
  /// How to end, at the right.
  public var remark: StyledText
  /// What is wrong with the text, and what is shown all the same; nil when nothing is.
  public var complaint: StyledText?

  init(_ prompt: Prompt, _ state: DashboardState) {
    let kind = prompt.kind
    input = DialogModel.Input(
      prompt: kind.title, text: prompt.field.text, cursor: prompt.field.cursor, hint: kind.hint)
    // What is there already is edited; who wants another text begins with none.
    let clearing = prompt.field.text.isEmpty ? [] : [TextSpan("  ctrl-u", .key), TextSpan(" clear", .keyLabel)]
    let ending = [
      TextSpan("enter", .key), TextSpan(" keep  ", .keyLabel), TextSpan("esc", .key), TextSpan(" leave", .keyLabel),
    ]
    remark = StyledText(ending + clearing)
    complaint = prompt.complaint.map { complaint in
      let kept = kind.initial(state)
      let shown = kept.isEmpty ? "all is shown" : "what is shown answers \(kept)"
      return StyledText([TextSpan(complaint, .error)] + (kind.isLive ? [TextSpan("; \(shown)", .textDim)] : []))
    }
  }
}

extension FooterModel {
  /// As many rows are taken of the screen at most, for what has no room in one.
  private static let mostRows = 4

  /// What stands above the last line: of a question what is wrong with its text; of a notice too long for a line all but
  /// its end. Empty for nothing.
  public func upperLines(columns: Int) -> [StyledText] {
    let text = prompt == nil ? notice.map { StyledText($0.text, $0.style) } : prompt?.complaint
    guard let text, columns > 0 else { return [] }
    let rows = text.wrapped(columns: columns)
    return Array(rows.prefix(prompt == nil ? min(rows.count, Self.mostRows) - 1 : Self.mostRows - 1))
  }

  /// The last line of a notice.
  public func lastLine(columns: Int) -> StyledText? {
    notice.map { notice in
      let rows = StyledText(notice.text, notice.style).wrapped(columns: max(1, columns))
      return rows[min(rows.count, Self.mostRows) - 1]
    }
  }
}

extension Notice {
  fileprivate var style: StyleRole {
    switch level {
    case .information: .text
    case .success: .success
    case .warning: .warning
    case .failure: .error
    }
  }
}
