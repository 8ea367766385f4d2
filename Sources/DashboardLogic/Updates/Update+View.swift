extension DashboardState {
  /// The view as undo would bring it back.
  var viewMoment: ViewMoment { ViewMoment(settings: settings, zoom: curves.zoom) }

  mutating func undo() {
    guard let before = history.undo(from: viewMoment) else { return }
    bringBack(before, "Undone")
  }

  mutating func redo() {
    guard let after = history.redo(from: viewMoment) else { return }
    bringBack(after, "Done again")
  }

  private mutating func bringBack(_ moment: ViewMoment, _ what: String) {
    let words = ViewChange.words(from: viewMoment, to: moment)
    (settings, curves.zoom) = (moment.settings, moment.zoom)
    notice = Notice("\(what): \(words.isEmpty ? "the last change" : words)")
  }
}
