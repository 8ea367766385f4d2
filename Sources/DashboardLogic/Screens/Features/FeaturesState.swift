/// Where one is on the features screen.
public struct FeaturesState: Equatable, Sendable {
  /// The name of the selected feature; nil: the first.
  public var selected: String?
  public var isDetailOpen = false

  public init() {}
}
