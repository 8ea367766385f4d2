internal import Yams

/// What a person has set for the dashboard on this machine: the content of `config.yaml`.
public struct DashboardConfiguration: Equatable, Sendable {
  /// When the terminal rings or notifies.
  public enum Occasion: String, CaseIterable, Sendable { case finished, failed, flagged, waiting }

  /// How it does.
  public enum Notification: String, CaseIterable, Sendable { case bell, osc9, osc777 }

  /// A theme's name or file; nil: by what the terminal looks like.
  public var theme: String?
  public var notify: Set<Occasion> = []
  public var notifyBy = Notification.bell
  /// The keys of commands that shall have others than their own, by the command's name; an empty list takes them away.
  public var keys: [String: [String]] = [:]

  public init() {}

  /// Reads a configuration.
  /// - Parameters:
  ///   - commands: the names that may be given keys.
  ///   - isKey: whether a text names a key.
  /// - Throws: every mistake, in the order of the text.
  public static func parse(
    yaml: String, commands: [String], isKey: (String) -> Bool
  ) throws(SpecificationErrors) -> DashboardConfiguration {
    let isBlank = yaml.split(whereSeparator: \.isNewline).allSatisfy { line in
      line.first { $0 != " " && $0 != "\t" }.map { $0 == "#" } ?? true
    }
    if isBlank { return DashboardConfiguration() }
    return try SpecificationReader.parse(ParsedDocument(yaml), table) { reader in
      var configuration = DashboardConfiguration()
      configuration.theme = reader.text("theme")
      configuration.notify = Set((reader.choiceList("notify") ?? []).compactMap(Occasion.init(rawValue:)))
      configuration.notifyBy = reader.choice("notify-by").flatMap(Notification.init(rawValue:)) ?? .bell
      configuration.keys = reader.keys("keys", commands: commands, isKey: isKey)
      return configuration
    }
  }

  /// The keys of the document.
  public static let table = KeyTable(
    examples: "theme and keys",
    [
      SpecificationKey(
        path: "theme", kind: .text, isRequired: false,
        summary: "a theme's name or file; otherwise dark or light, by the terminal's background"),
      SpecificationKey(
        path: "notify", kind: .choiceList(Occasion.allCases.map(\.rawValue)), isRequired: false,
        summary: "when the terminal rings and notifies; never, unless said"),
      SpecificationKey(
        path: "notify-by", kind: .choice(Notification.allCases.map(\.rawValue)), isRequired: false,
        summary: "the terminal's bell, or a message by OSC 9 or OSC 777; the bell, unless said"),
      SpecificationKey(
        path: "keys", kind: .textsByName(of: "keys, one or a list, by the name of a command"), isRequired: false,
        summary: "other keys for commands, by their names in keys.md; an empty list takes them away"),
    ])
}

extension SpecificationReader {
  fileprivate mutating func keys(
    _ path: DocumentPath, commands: [String], isKey: (String) -> Bool
  ) -> [String: [String]] {
    guard let node = node(path) else { return [:] }
    guard case .mapping(let mapping) = node else {
      refuse(path, node)
      return [:]
    }
    var keys: [String: [String]] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard commands.contains(name) else {
        let advice =
          NearestWord.find(name, among: commands).map { "did you mean \($0)?" } ?? "docs/keys.md names them all"
        add(path.key(Self.shortened(name)), at: key, "there is no such command; \(advice)")
        continue
      }
      keys[name] = keyNames(path.key(name), value, isKey)
    }
    return keys
  }

  private mutating func keyNames(_ path: DocumentPath, _ node: Node, _ isKey: (String) -> Bool) -> [String] {
    let items = node.sequence.map(Array.init) ?? [node]
    return items.compactMap { item in
      if let text = item.scalar?.string, isKey(text) { return text }
      add(path, at: item, "\(words(item)) names no key; keys are such as x, ctrl-x, alt-x, f5, enter, left or pgdn")
      return nil
    }
  }
}
