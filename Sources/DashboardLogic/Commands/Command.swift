/// Something a person can ask of the dashboard, by the name that `config.yaml` knows it by. `CommandTable` says the rest.
public struct Command: Hashable, Sendable {
  /// In kebab case: `next-screen`.
  public let name: String

  public init(_ name: String) { self.name = name }
}
