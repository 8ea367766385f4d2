import TerminalModel

extension DashboardState {
  /// Asks for a line of text.
  mutating func ask(_ kind: PromptKind) {
    overlay = .prompt(Prompt(kind: kind, field: TextField(kind.initial(self)), before: settings))
  }

  mutating func updatePrompt(_ old: Prompt, key: KeyStroke) -> [Effect] {
    var prompt = old
    switch key.key {
    case .escape:
      overlay = nil
      settings = prompt.before
    case .enter: return answer(prompt)
    default: if prompt.field.press(key) { typed(&prompt) }
    }
    return []
  }

  /// After a change of the text.
  mutating func typed(_ prompt: inout Prompt) {
    prompt.complaint = prompt.kind.isLive ? prompt.kind.apply(&self, prompt.field.text) : nil
    overlay = .prompt(prompt)
  }

  private mutating func answer(_ prompt: Prompt) -> [Effect] {
    var prompt = prompt
    overlay = nil
    prompt.complaint = prompt.kind.apply(&self, prompt.field.text)
    if prompt.complaint != nil {
      overlay = .prompt(prompt)
      return []
    }
    if settings != prompt.before {
      history.record(ViewMoment(settings: prompt.before, zoom: curves.zoom))
    }
    return prompt.kind.effects
  }
}
