import TerminalModel

/// A search among the commands.
public struct PaletteState: Equatable, Sendable {
  public var query = TextField()
  public var selection = 0

  public init() {}

  /// The commands that fit: those that can be used now first, of these the best; of equals those of the screen first and
  /// those of other screens last. Scattered letters count only where nothing else fits.
  func matches(in state: DashboardState) -> [PaletteMatch] {
    let all = CommandTable.all.enumerated().compactMap { order, spec -> (rank: [Int], match: PaletteMatch)? in
      guard spec.command != .openPalette, let match = PaletteMatch(query.text, spec, keys: state.keys) else {
        return nil
      }
      let distance = spec.screens.map { $0.contains(state.screen) ? 0 : 2 } ?? 1
      let isOff = spec.availability(in: state) == .enabled ? 0 : 1
      return ([isOff, match.fit.rawValue, -match.score, distance, order], match)
    }
    let isAnyWhole = all.contains { $0.match.fit != .scattered }
    return all.filter { !isAnyWhole || $0.match.fit != .scattered }.sorted {
      $0.rank.lexicographicallyPrecedes($1.rank)
    }
    .map(\.match)
  }
}

/// A command that fits what was typed.
struct PaletteMatch {
  enum Fit: Int {
    /// It is its key.
    case key
    /// Every word stands in its summary, or in its name, group or other words for it.
    case summary, otherWords
    /// Only the letters do, in their order.
    case scattered
  }
  var spec: CommandSpec
  var fit: Fit
  var score: Int
  /// Which characters of its summary were matched.
  var places: [Int]

  /// nil when neither its summary, its name, its group, other words for it nor a key fits.
  init?(_ query: String, _ spec: CommandSpec, keys: KeyMap) {
    self.spec = spec
    let wanted = query.trimmed
    if wanted.isEmpty {
      (fit, score, places) = (.summary, 0, [])
      return
    }
    if keys.keys(of: spec.command).contains(where: { $0.label == wanted || $0.description == wanted }) {
      (fit, score, places) = (.key, 0, [])
      return
    }
    let inSummary = FuzzyMatch(wanted, in: spec.summary)
    if let inSummary, Self.holdsWords(of: wanted, spec.summary) {
      (fit, score, places) = (.summary, inSummary.score, inSummary.places)
      return
    }
    let synonyms = CommandTable.synonyms[spec.command] ?? ""
    if Self.holdsWords(of: wanted, "\(spec.summary) \(spec.hint) \(spec.command.name) \(spec.group.title) \(synonyms)")
    {
      (fit, score, places) = (.otherWords, 0, [])
    } else if let inSummary {
      (fit, score, places) = (.scattered, inSummary.score, inSummary.places)
    } else {
      return nil
    }
  }

  /// Whether each word stands in the text, in whatever case.
  static func holdsWords(of query: String, _ text: String) -> Bool {
    let text = text.lowercased()
    return query.lowercased().split(separator: " ").allSatisfy { text.contains($0) }
  }
}
