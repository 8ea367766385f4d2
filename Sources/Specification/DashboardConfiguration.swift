internal import Yams

/// What a person has set for the dashboard on this machine: the content of `config.yaml`.
public struct DashboardConfiguration: Equatable, Sendable {
  /// A theme's name or file; nil: by what the terminal looks like.
  public var theme: String?
  /// When the terminal rings or notifies, in words of the vocabulary.
  public var notify: [String] = []
  /// How it does; nil: not said.
  public var notifyBy: String?
  /// The keys of commands that shall have others than their own, by the command's name; an empty list takes them away.
  public var keys: [String: [String]] = [:]

  public init() {}

  /// What a configuration may name, and what is wrong with what it names.
  public struct Vocabulary {
    public var occasions: [String]
    public var notifications: [String]
    /// Those that may be given keys.
    public var commands: [String]
    public var isKey: (String) -> Bool
    /// Why there is no such theme; nil when there is.
    public var complaintAboutTheme: (String) -> String?
    /// Why commands cannot have these keys; nil when they can.
    public var complaintAboutKeys: ([String: [String]]) -> String?

    public init(
      occasions: [String], notifications: [String], commands: [String], isKey: @escaping (String) -> Bool,
      complaintAboutTheme: @escaping (String) -> String?,
      complaintAboutKeys: @escaping ([String: [String]]) -> String?
    ) {
      (self.occasions, self.notifications, self.commands) = (occasions, notifications, commands)
      (self.isKey, self.complaintAboutTheme) = (isKey, complaintAboutTheme)
      self.complaintAboutKeys = complaintAboutKeys
    }
  }

  /// What is right in a configuration, nil for a text that is no YAML, and every mistake in the order of the text.
  public static func read(
    yaml: String, _ vocabulary: Vocabulary
  ) -> (configuration: DashboardConfiguration?, mistakes: [SpecificationErrors.Entry]) {
    let isBlank = yaml.split(whereSeparator: \.isNewline).allSatisfy { line in
      line.first { $0 != " " && $0 != "\t" }.map { $0 == "#" } ?? true
    }
    if isBlank { return (DashboardConfiguration(), []) }
    let read = SpecificationReader.read(ParsedDocument(yaml), table(vocabulary)) { reader in
      var configuration = DashboardConfiguration()
      configuration.theme = reader.theme("theme", vocabulary)
      configuration.notify = reader.choiceList("notify") ?? []
      configuration.notifyBy = reader.choice("notify-by")
      configuration.keys = reader.keys("keys", vocabulary)
      return configuration
    }
    return (read.value, read.mistakes)
  }

  /// The keys of the document.
  private static func table(_ vocabulary: Vocabulary) -> KeyTable {
    KeyTable(
      of: "configuration", examples: "theme and keys",
      [
        SpecificationKey(
          path: "theme", kind: .text, isRequired: false,
          summary: "a theme's name or file; otherwise dark or light, by the terminal's background"),
        SpecificationKey(
          path: "notify", kind: .choiceList(vocabulary.occasions), isRequired: false,
          summary: "when the terminal rings and notifies; never, unless said"),
        SpecificationKey(
          path: "notify-by", kind: .choice(vocabulary.notifications), isRequired: false,
          summary: "the terminal's bell, or a message by OSC 9 or OSC 777; the bell, unless said"),
        SpecificationKey(
          path: "keys", kind: .textsByName(of: "keys, one or a list, by the name of a command"), isRequired: false,
          summary: "other keys for commands, by their names in keys.md; an empty list takes them away"),
      ])
  }
}

extension SpecificationReader {
  fileprivate mutating func theme(
    _ path: DocumentPath, _ vocabulary: DashboardConfiguration.Vocabulary
  ) -> String? {
    guard let name = text(path) else { return nil }
    guard let complaint = vocabulary.complaintAboutTheme(name) else { return name }
    add(path, complaint)
    return nil
  }

  /// Empty where two commands would have the same key.
  fileprivate mutating func keys(
    _ path: DocumentPath, _ vocabulary: DashboardConfiguration.Vocabulary
  ) -> [String: [String]] {
    guard let node = node(path) else { return [:] }
    guard case .mapping(let mapping) = node else {
      refuse(path, node)
      return [:]
    }
    var keys: [String: [String]] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard vocabulary.commands.contains(name) else {
        let advice =
          NearestWord.find(name, among: vocabulary.commands).map { "did you mean \($0)?" }
          ?? "docs/keys.md names them all"
        add(path.key(Self.shortened(name)), at: key, "there is no such command; \(advice)")
        continue
      }
      let names = keyNames(path.key(name), value, vocabulary.isKey)
      // A mistake leaves the command its own keys.
      if !names.contains(nil) { keys[name] = names.compactMap(\.self) }
    }
    guard let complaint = vocabulary.complaintAboutKeys(keys) else { return keys }
    add(path, complaint)
    return [:]
  }

  private mutating func keyNames(_ path: DocumentPath, _ node: Node, _ isKey: (String) -> Bool) -> [String?] {
    let items = node.sequence.map(Array.init) ?? [node]
    return items.map { item in
      if let text = item.scalar?.string, isKey(text) { return text }
      add(path, at: item, "\(words(item)) names no key; keys are such as x, ctrl-x, alt-x, f5, enter, left or pgdn")
      return nil
    }
  }
}
