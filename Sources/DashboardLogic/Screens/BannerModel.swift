import RunModel
import TerminalModel

/// The title of a presentation: what is shown, in large letters, and of which run.
public struct BannerModel: Equatable, Sendable {
  public var title: String
  public var subtitle: StyledText

  init(_ state: DashboardState) {
    title = state.screen.title
    guard state.screen != .runs, let run = state.selectedRun else {
      subtitle = StyledText(state.rootLabel, .textDim)
      return
    }
    let sign = StatusSign(run.state)
    let step = run.placeWords ?? ""
    subtitle = [
      TextSpan("\(sign.glyph) ", sign.style), TextSpan(run.qualifiedName, .textStrong), TextSpan("  \(step)", .textDim),
    ]
  }
}
