/// What a person has changed about the views: undone step by step, kept per project, saved under names. Where one is on
/// a screen (focus, scrolling, selection) is not among it.
public struct ViewSettings: Codable, Equatable, Sendable {
  public var runs = RunListSettings()
  public var curves = CurveSettings()
  public var evaluation = EvaluationSettings()
  public var features = FeatureSettings()
  public var drift = DriftSettings()
  public var study = StudySettings()
  public var resources = ResourceSettings()
  public var console = ConsoleSettings()
  public var health = HealthSettings()
  public var compare = CompareSettings()
  public var gradients = GradientSettings()

  public init() {}
}
