import RunModel
import TerminalModel

/// Everything that could not be read: damaged records of every run, and places that could not be looked at.
struct ProblemsModel: Equatable, Sendable {
  /// A heading for each run, then a line for each of its records.
  private var lines: [StyledText] = []
  private var count = 0

  init(_ state: DashboardState) {
    let watched = state.runs.watched
    if !watched.problems.isEmpty {
      lines.append(StyledText("Not readable", .title))
      lines += watched.problems.map { StyledText([TextSpan("▲ ", .warning), TextSpan($0)]) } + [StyledText("")]
    }
    count = watched.problems.count
    for run in watched.runs where run.damage.count > 0 {
      count += run.damage.count
      lines.append(StyledText([TextSpan(run.qualifiedName, .title), TextSpan("  \(run.path)", .textDim)]))
      lines += run.damage.entries.map { entry in
        StyledText([
          TextSpan("▲ ", .warning), TextSpan("\(entry.file), byte \(NumberFormat.grouped(entry.byteOffset)): "),
          TextSpan(entry.reason),
        ])
      }
      let more = run.damage.count - run.damage.entries.count
      if more > 0 { lines.append(StyledText("  and \(NumberFormat.grouped(Int64(more))) more", .textDim)) }
      lines.append(StyledText(""))
    }
    if count > 0 { lines.append(StyledText("All else was read and is shown.", .textDim)) }
  }

  var isEmpty: Bool { count == 0 }

  func dialog(scroll: Int) -> DialogModel {
    DialogModel(
      title: "what could not be read", body: lines, hints: [KeyHint("↑↓", "scroll"), KeyHint("esc", "back")],
      preferredColumns: 110, offset: scroll)
  }
}
