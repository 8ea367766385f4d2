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

  // MARK: Settings

  /// What the configuration says from now on. A theme and a way to notify that were chosen here stay.
  mutating func use(_ settings: ReadSettings) {
    var changed: [String] = []
    if settings.keys != keys { changed.append("keys") }
    keys = settings.keys
    var told = settings.notifications
    if notifications.isChosen { (told.style, told.isChosen) = (notifications.style, true) }
    if told != notifications { changed.append("notifications") }
    notifications = told
    var end = ""
    if let theme = settings.theme, theme.isDifferent {
      if !themes.isChosen || theme.name == themes.current {
        themes.current = theme.name
        changed.append("theme")
      } else if theme.isConfigured {
        end = "; the theme stays \(themes.current), which was chosen here"
      }
    }
    let file = settings.hasFile ? "config.yaml was read again" : "There is no config.yaml"
    let what = changed.isEmpty ? "nothing is different" : "different: \(changed.joined(separator: ", "))"
    notice = Notice("\(file), \(what)\(end)", level: .success)
  }
}
