internal import Specification
internal import StudyModel

/// Asks the questions about the chosen model one after the other; each answer is a step of the study's journal.
struct ExaminationRunner {
  /// In the order of the report.
  static let topics: [any ExaminationTopic.Type] = [
    Explanation.self, AblationTopic.self, SegmentsTopic.self, LabelReview.self, CalibrationTopic.self,
    UncertaintyTopic.self, ThresholdTopic.self, RobustnessTopic.self, FairnessTopic.self, AugmentationTopic.self,
    Architecture.self,
  ]

  /// An answer, and when it was there.
  struct Answer {
    /// nil: the topic does not apply.
    var report: TopicReport?
    /// None where it does not apply.
    var files: [ExaminationFile]
    var lines: [String]
    var time: Double
  }

  private let examination: Examination

  init(_ examination: Examination) { self.examination = examination }

  /// Those that the specification asks for and that such a study may have an answer on.
  static func topics(of context: StudyContext) -> [any ExaminationTopic.Type] {
    let specification = context.specification
    return topics.filter { topic in
      specification.examination.topics?.contains(topic.topic) ?? true
        && specification.reason(against: topic.topic, task: context.data.task) == nil
    }
  }

  func answer(_ topic: any ExaminationTopic.Type) throws(LearningError) -> Answer {
    let entry = try examination.context.journal.step("topic-\(topic.topic.rawValue)") {
      () throws(LearningError) in
      try topic.examine(examination)
    }
    let files = entry.value == nil ? [] : try topic.files(examination)
    let lines = entry.value == nil ? [] : try topic.lines(examination)
    return Answer(report: entry.value, files: files, lines: lines, time: entry.finished)
  }
}
