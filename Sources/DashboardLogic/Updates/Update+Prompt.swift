import TerminalModel

extension DashboardState {
  /// Asks for a line of text.
  mutating func ask(_ kind: PromptKind) {
    overlay = .prompt(
      Prompt(kind: kind, field: TextField(kind.initial(self)), before: settings, place: PromptPlace(self)))
  }

  mutating func updatePrompt(_ old: Prompt, key: KeyStroke) -> [Effect] {
    var prompt = old
    switch key.key {
    case .escape:
      overlay = nil
      let areChartsOther = settings.curves.filter != prompt.before.curves.filter
      settings = prompt.before
      listAgain(prompt)
      keepChartInFocus()
      if areChartsOther { (curves.focus, curves.isMaximised) = (prompt.place.focus, prompt.place.isMaximised) }
    case .enter: return answer(prompt)
    default: if prompt.field.press(key) { typed(&prompt) }
    }
    return []
  }

  /// After a change of the text.
  mutating func typed(_ prompt: inout Prompt) {
    let (kind, text) = (prompt.kind, prompt.field.text)
    prompt.complaint = kind.isLive ? kind.hesitation(self, text) ?? kind.apply(&self, text) : nil
    overlay = .prompt(prompt)
    listAgain(prompt)
  }

  /// Lists the runs by the filter of now; the run that was selected is so again where it is among them.
  private mutating func listAgain(_ prompt: Prompt) {
    guard runs.arrange(by: settings.runs) else { return }
    if let id = prompt.place.runID { runs.select(listedID: id) }
    judgeHealth()
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
