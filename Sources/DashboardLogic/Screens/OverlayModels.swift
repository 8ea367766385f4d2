import RunModel
import TerminalModel

extension DecisionDialog {
  /// The dialogue as a box: what is judged, the evidence, the reason being typed.
  var dialog: DialogModel {
    let word =
      switch verdict {
      case .approve: "Approve"
      case .reject: "Reject"
      case .hold: "Hold"
      }
    let digest = request.sha256.map { "sha256 \($0)" } ?? "sha256 not recorded; it is taken of the file as it is now"
    return DialogModel(
      title: "\(word) \(runName)",
      body: [StyledText(request.question, .textStrong), StyledText(request.checkpoint), StyledText(digest, .textDim)]
        + (earlier.map { [StyledText("\(StatusSign($0).word) before by \($0.by): \($0.reason)", .warning)] }
          ?? [])
        + (request.evidence.isEmpty ? [] : [StyledText("")])
        + request.evidence.map { StyledText([TextSpan("· ", .accent), TextSpan($0)]) } + [StyledText("")] + choices,
      input: .init(
        prompt: isRecording ? "Recording" : "Reason", text: reason.text, cursor: reason.cursor,
        hint: "recorded for good"),
      hints: (alternatives.isEmpty ? [] : [KeyHint("↑↓", "choose"), KeyHint("pgdn", "scroll")])
        + [KeyHint("enter", chosen?.name ?? word.lowercased()), KeyHint("esc", "decide nothing")],
      problem: complaint, preferredColumns: 84, offset: scroll)
  }
}

extension DecisionReading {
  /// Whether the run that it was opened for is selected still, and waits for the same.
  func isCurrent(_ state: DashboardState) -> Bool {
    state.selectedRun.map { $0.id == runID && $0.openApprovalRequest == request } ?? false
  }

  /// nil where no run is selected.
  func dialog(_ state: DashboardState) -> DialogModel? {
    DecisionsModel(state).map { model in
      DialogModel(
        title: model.runName, body: model.fullText,
        hints: (model.pending == nil ? [] : DecisionsModel.deciding(state.keys)) + [KeyHint("esc", "back")],
        preferredColumns: max(84, min(state.size.columns - 8, 120)), offset: scroll)
    }
  }
}

extension DecisionDialog {
  /// The alternatives, the chosen one marked and told in full.
  fileprivate var choices: [StyledText] {
    guard !alternatives.isEmpty else { return [] }
    return alternatives.enumerated().flatMap { index, alternative -> [StyledText] in
      let isChosen = index == choice
      let head = StyledText([
        TextSpan(isChosen ? "▸ " : "  ", .accent),
        TextSpan(alternative.name, isChosen ? .textStrong : .text),
        TextSpan(index == 0 ? "  recommended" : "", .textDim),
      ])
      return [head]
        + (isChosen
          ? [TextSpan(alternative.what), TextSpan(alternative.prospects, .textDim)].map {
            StyledText([TextSpan("  "), $0])
          } : [])
    } + [StyledText("")]
  }
}

extension Confirmation {
  var dialog: DialogModel {
    DialogModel(
      title: "Are you sure?", body: [StyledText(question, .textStrong), StyledText(consequence, .textDim)],
      hints: [KeyHint("y", "yes"), KeyHint("n", "no")], preferredColumns: 60)
  }
}
