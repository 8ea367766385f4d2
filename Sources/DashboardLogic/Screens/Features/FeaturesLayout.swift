public import TerminalModel

/// Where list and detail stand, and which features are on view. Drawing, moving and the mouse all ask it, so they agree.
public struct FeaturesLayout: Equatable, Sendable {
  /// With its frame; empty where the selected feature has the screen alone.
  public let list: Rect
  /// With its frame; empty where there is no room.
  public let detail: Rect
  /// With its frame: how the values of the selected feature lie, below what is said of it; empty where that is not known,
  /// or its contributions are shown.
  public let distribution: Rect
  /// Of features that the list shows at once.
  public let listRows: Int
  /// Indices of the features on view.
  public let visible: Range<Int>

  public init(_ model: FeaturesModel, in area: Rect) {
    let hasDetail = model.selection != nil && (model.isDetailOpen || area.rows >= 24)
    let selected = model.selection.map { model.rows[$0] }
    let hasSwarm = selected.flatMap { model.swarm(of: $0) } != nil
    let factRows = model.facts.count + 2
    let spare = min(max(area.rows - model.rows.count - 3, 9), area.rows / 2)
    let wanted = hasSwarm || model.distribution != nil ? spare : min(spare, factRows)
    let detailRows = !hasDetail ? 0 : model.isDetailOpen ? area.rows : wanted
    list = area.above(detailRows)
    let below = area.bottomPart(detailRows)
    let hasPicture = !hasSwarm && model.distribution != nil && detailRows >= factRows + 8
    detail = hasPicture ? below.topPart(factRows) : below
    distribution = hasPicture ? below.below(factRows) : below.topPart(0)
    listRows = max(list.rows - (Self.hasFrame(list) ? 3 : 1), 0)
    let count = model.rows.count
    let selection = model.selection ?? 0
    let start = max(0, min(selection - listRows / 2, count - listRows))
    visible = start..<min(start + listRows, count)
  }

  private static func hasFrame(_ area: Rect) -> Bool { area.columns >= 4 && area.rows >= 3 }

  /// The index of the feature in a row of the screen; nil elsewhere.
  func index(atRow row: Int, of model: FeaturesModel) -> Int? {
    let line = row - list.row - (Self.hasFrame(list) ? 2 : 1)
    return (0..<visible.count).contains(line) ? visible.lowerBound + line : nil
  }
}
