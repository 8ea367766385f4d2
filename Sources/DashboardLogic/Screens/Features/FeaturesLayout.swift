public import TerminalModel

/// Where list and detail stand, and which features are on view. Drawing, moving and the mouse all ask it, so they agree.
public struct FeaturesLayout: Equatable, Sendable {
  /// With its frame; empty where the selected feature has the screen alone.
  public let list: Rect
  /// With its frame; empty where there is no room.
  public let detail: Rect
  /// With its frame: how the values of the selected feature lie, below what is said of it, or beside its contributions;
  /// empty where that is not known.
  public let distribution: Rect
  /// Of features that the list shows at once.
  public let listRows: Int
  /// Rows that a feature takes.
  public let pitch: Int
  /// Indices of the features on view.
  public let visible: Range<Int>

  public init(_ model: FeaturesModel, in area: Rect) {
    let left = area.rows - model.rows.count - 3
    let hasDetail = model.selection != nil && (model.isDetailOpen || area.rows >= 24 || left >= 7)
    let selected = model.selection.map { model.rows[$0] }
    let hasSwarm = selected.flatMap { model.swarm(of: $0) } != nil
    let factRows = model.facts.count + 2
    let count = model.rows.count
    // Few features are drawn larger; what then is left belongs to the selected one.
    pitch = hasDetail ? max(1, min(3, (area.rows / 2 - 3) / max(1, count))) : 1
    let spare = max(area.rows - count * pitch - 3, area.rows >= 24 ? 9 : 7, area.rows / 4)
    let wanted = hasSwarm || model.distribution != nil ? spare : min(spare, factRows)
    let detailRows = !hasDetail ? 0 : model.isDetailOpen ? area.rows : wanted
    list = area.above(detailRows)
    let below = area.bottomPart(detailRows)
    let isBeside = hasSwarm && below.columns >= 130 && detailRows >= 14
    let hasPicture = model.distribution != nil && (isBeside || (!hasSwarm && detailRows >= factRows + 8))
    let part = isBeside ? below.leftPart(below.columns * 3 / 5) : below.topPart(factRows)
    detail = hasPicture ? part : below
    distribution =
      !hasPicture ? below.topPart(0) : isBeside ? below.rightOf(part.columns) : below.below(part.rows)
    listRows = max(list.rows - (Self.hasFrame(list) ? 3 : 1), 0) / pitch
    let selection = model.selection ?? 0
    let start = max(0, min(selection - listRows / 2, count - listRows))
    visible = start..<min(start + listRows, count)
  }

  private static func hasFrame(_ area: Rect) -> Bool { area.columns >= 4 && area.rows >= 3 }

  /// The index of the feature in a row of the screen; nil elsewhere.
  func index(atRow row: Int, of model: FeaturesModel) -> Int? {
    let line = row - list.row - (Self.hasFrame(list) ? 2 : 1)
    return line >= 0 && line / pitch < visible.count ? visible.lowerBound + line / pitch : nil
  }
}
