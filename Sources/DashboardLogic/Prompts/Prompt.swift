/// A question that is answered with a line of text at the bottom of the screen.
public struct PromptKind: Equatable, Sendable {
  /// In kebab case.
  public let name: String
  /// What stands before the text.
  public let title: String
  /// What stands in its place while it is empty.
  public let hint: String
  /// What it begins with.
  let initial: @Sendable (DashboardState) -> String
  /// Whether it takes effect while it is typed.
  let isLive: Bool
  /// What is wanted outside once the text is taken.
  let effects: [Effect]
  /// Why the text does not take effect while it is typed, though it may be kept: of half a word nothing would be left.
  let hesitation: @Sendable (DashboardState, String) -> String?
  /// Takes the text; answers with what is wrong with it, in a sentence.
  let apply: @Sendable (inout DashboardState, String) -> String?

  public init(
    _ name: String, title: String, hint: String = "",
    initial: @escaping @Sendable (DashboardState) -> String = { _ in "" },
    isLive: Bool = false, effects: [Effect] = [],
    hesitation: @escaping @Sendable (DashboardState, String) -> String? = { _, _ in nil },
    apply: @escaping @Sendable (inout DashboardState, String) -> String?
  ) {
    (self.name, self.title, self.hint) = (name, title, hint)
    (self.initial, self.isLive, self.effects) = (initial, isLive, effects)
    (self.hesitation, self.apply) = (hesitation, apply)
  }

  public static func == (a: PromptKind, b: PromptKind) -> Bool { a.name == b.name }
}

/// A question being answered.
public struct Prompt: Equatable, Sendable {
  public let kind: PromptKind
  public var field: TextField
  /// What is wrong with the text; nil when nothing is.
  public var complaint: String?
  /// What was in force before it was asked, and where one was.
  let before: ViewSettings
  let place: PromptPlace
}

/// Where one is when a question is asked: a filter that is being typed may lead elsewhere.
struct PromptPlace: Equatable, Sendable {
  var runID: String?
  var focus: Int
  var isMaximised: Bool

  init(_ state: DashboardState) {
    (runID, focus, isMaximised) = (state.runs.selectedID, state.curves.focus, state.curves.isMaximised)
  }
}
