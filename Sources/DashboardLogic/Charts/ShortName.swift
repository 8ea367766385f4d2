public import TerminalModel

/// A name that may be shortened, and which parts of the whole one it shows.
public struct ShortName: Equatable, Sendable {
  /// Harmless; at most as wide as asked for.
  public var text: String
  /// For each character of `text` its place in the harmless form of the name; nil where it stands for what was left out.
  var places: [Int?]

  /// The text, with some characters of the whole name marked. What stands for something left out is marked where any of
  /// that is.
  ///
  /// - Parameter places: of characters of the name's harmless form.
  public func marking(_ places: [Int], plain: StyleRole, marked: StyleRole) -> StyledText {
    let hits = (0..<text.count).filter { index in
      let meant = placesMeant(at: index)
      return places.contains { meant.contains($0) }
    }
    return StyledText(text, marking: hits, plain: plain, marked: marked)
  }

  /// What the character at an index stands for.
  private func placesMeant(at index: Int) -> Range<Int> {
    guard places.indices.contains(index) else { return 0..<0 }
    if let place = places[index] { return place..<place + 1 }
    let before = places[..<index].compactMap(\.self).max().map { $0 + 1 } ?? 0
    let after = places[index...].compactMap(\.self).min() ?? .max
    return before < after ? before..<after : 0..<0
  }
}

extension ShortName {
  /// Shortens names in the middle so that no two that differ read alike. Names that fit stay as they are.
  ///
  /// Where beginning and end are alike the part that differs is kept; where nothing else helps, names are numbered.
  public static func make(_ names: [String], columns: Int) -> [ShortName] {
    let whole = names.map { Array(HarmlessText.make($0)) }
    var result = whole.map { shortened($0, columns: columns, head: (columns - 1) - (columns - 1) / 2) }
    for (_, alike) in collisions(result, of: names) {
      let others = Set(result.indices.filter { !alike.contains($0) }.map { result[$0].text })
      let candidates = candidates(for: alike.map { whole[$0] }, columns: columns)
      let helping = candidates.first { candidate in
        let texts = Set(candidate.map(\.text))
        return texts.count == candidate.count && texts.isDisjoint(with: others)
      }
      for (place, index) in alike.enumerated() {
        result[index] = helping?[place] ?? numbered(whole[index], place + 1, columns: columns)
      }
    }
    return result
  }

  /// The names that read alike though they differ, by their text.
  private static func collisions(_ short: [ShortName], of names: [String]) -> [(String, [Int])] {
    let byText = Dictionary(grouping: short.indices) { short[$0].text }
    return byText.filter { $0.value.count > 1 && Set($0.value.map { names[$0] }).count > 1 }
      .sorted { $0.value[0] < $1.value[0] }.map { ($0.key, $0.value) }
  }

  /// Other ways to shorten the same names, the most natural first.
  private static func candidates(for names: [[Character]], columns: Int) -> [[ShortName]] {
    guard columns >= 4 else { return [] }
    let first = names[0]
    let common = names.reduce(first.count) { least, name in
      min(least, zip(first, name).prefix { $0 == $1 }.count)
    }
    return [columns / 4, 0].map { head in names.map { shortened($0, columns: columns, head: head) } }
      + [columns / 4, 0].map { head in names.map { window($0, from: common, head: head, columns: columns) } }
  }

  /// - Parameter head: columns of the beginning that are kept; the end takes the others.
  private static func shortened(_ name: [Character], columns: Int, head: Int) -> ShortName {
    guard width(name[...]) > columns else { return ShortName(name[...], at: 0) }
    guard columns > 0 else { return ShortName(text: "", places: []) }
    let beginning = prefix(name[...], columns: head)
    let end = suffix(name[...], columns: columns - 1 - width(beginning))
    return joined([ShortName(beginning, at: 0), gap, ShortName(end, at: end.startIndex)])
  }

  /// The beginning, and the part from a place on: `lo…_17_st…`.
  private static func window(_ name: [Character], from place: Int, head: Int, columns: Int) -> ShortName {
    guard width(name[...]) > columns else { return ShortName(name[...], at: 0) }
    let beginning = prefix(name[..<min(place, name.count)], columns: head)
    let rest = name[min(place, name.count)...]
    let room = columns - 1 - width(beginning)
    let part = width(rest) <= room ? rest : prefix(rest, columns: room - 1)
    let isWhole = part.endIndex == name.count
    return joined(
      [ShortName(beginning, at: 0), gap, ShortName(part, at: part.startIndex)] + (isWhole ? [] : [gap]))
  }

  private static func numbered(_ name: [Character], _ number: Int, columns: Int) -> ShortName {
    let mark = Array("~\(number)")
    let beginning = prefix(name[...], columns: max(0, columns - mark.count))
    let end = mark.suffix(max(0, columns))
    return joined([ShortName(beginning, at: 0), ShortName(text: String(end), places: end.map { _ in nil })])
  }

  private static let gap = ShortName(text: "…", places: [nil])

  private init(_ part: ArraySlice<Character>, at start: Int) {
    self.init(text: String(part), places: part.indices.map { $0 - part.startIndex + start })
  }

  private static func joined(_ parts: [ShortName]) -> ShortName {
    ShortName(text: parts.map(\.text).joined(), places: parts.flatMap(\.places))
  }

  // MARK: Columns

  private static func width(_ characters: ArraySlice<Character>) -> Int {
    characters.reduce(0) { $0 + HarmlessText.columns(of: String($1)) }
  }

  private static func prefix(_ name: ArraySlice<Character>, columns: Int) -> ArraySlice<Character> {
    var used = 0
    return name.prefix { character in
      used += HarmlessText.columns(of: String(character))
      return used <= columns
    }
  }

  private static func suffix(_ name: ArraySlice<Character>, columns: Int) -> ArraySlice<Character> {
    var used = 0
    var start = name.endIndex
    while start > name.startIndex {
      used += HarmlessText.columns(of: String(name[start - 1]))
      if used > columns { break }
      start -= 1
    }
    return name[start...]
  }
}
