/// Where one is on the drift screen.
public struct DriftState: Equatable, Sendable {
  /// The name of the selected feature; nil: the first.
  public var selected: String?
  public var isDetailOpen = false

  public init() {}
}
