import RunModel
import TerminalModel

extension DecisionDialog {
  /// The dialogue as a box: what is judged, the evidence, the reason being typed.
  /// - Parameter size: of the screen.
  func dialog(in size: Size) -> DialogModel {
    let word =
      switch verdict {
      case .approve: "Approve"
      case .reject: "Reject"
      case .hold: "Hold"
      }
    let digest = request.sha256 ?? "not recorded; it is taken of the file as it is now"
    let asks = askedBy.map { [StyledText.fact("asked by", $0)] } ?? []
    let before = earlier.map {
      [StyledText.fact("before", "\(StatusSign($0).word) by \($0.by): \($0.reason)", .warning)]
    }
    let gates = request.gates.isEmpty ? [] : [StyledText(""), StyledText("gates", .title)] + request.gateLines
    return DialogModel(
      title: alternatives.isEmpty ? "\(word) \(runName)" : "How shall \(runName) go on?",
      body: [
        StyledText(request.question, .textStrong),
        .fact("judged", request.checkpoint), .fact("sha256", digest),
      ] + asks + (before ?? []) + gates + (request.evidence.isEmpty ? [] : [StyledText("")]) + request.evidenceLines + [
        StyledText("")
      ]
        + choices,
      input: .init(
        prompt: isRecording ? "Recording" : "Reason", text: reason.text, cursor: reason.cursor,
        hint: verdict == .hold ? "what it waits for; it stays open" : "recorded for good"),
      hints: (alternatives.isEmpty ? [] : [KeyHint("↑↓", "choose"), KeyHint("pgdn", "scroll")])
        + [KeyHint("enter", chosen?.name ?? word.lowercased()), KeyHint("esc", "decide nothing")],
      problem: complaint, preferredColumns: DialogModel.readingColumns(in: size), offset: scroll)
  }
}

extension DecisionReading {
  /// What it was opened for; nil where that is no longer so: with another question there is nothing to read on.
  private func entry(_ state: DashboardState) -> DecisionEntry? {
    state.decisionEntries.first { $0.id == id && $0.request == request }
  }

  /// Whether a decision made now would be about it.
  func isCurrent(_ state: DashboardState) -> Bool {
    let entries = state.decisionEntries
    return state.selectedEntry(among: entries).map { entries[$0].id } == id && entry(state) != nil
  }

  /// nil where what it was opened for is gone.
  func dialog(_ state: DashboardState) -> DialogModel? {
    entry(state).map { entry in
      DialogModel(
        title: entry.run.qualifiedName, body: entry.text(secondsFromUTC: state.secondsFromUTC),
        hints: (entry.decision == nil ? DecisionsModel.deciding(state.keys) : []) + [KeyHint("esc", "back")],
        preferredColumns: DialogModel.readingColumns(in: state.size), offset: scroll)
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
