/// What a study predicts.
public enum StudyTask: String, Codable, CaseIterable, Sendable { case binary, multiclass, regression }

/// Which of two values of a metric is better.
public enum Direction: String, Codable, Sendable { case maximize, minimize }
