/// One line of a report as text. Colours are the caller's.
public struct ReportLine: Equatable, Sendable {
  public enum Role: Equatable, Sendable { case title, heading, body, stressed, note }

  /// Harmless, and not wider than was asked for.
  public var text: String
  public var role: Role
}
