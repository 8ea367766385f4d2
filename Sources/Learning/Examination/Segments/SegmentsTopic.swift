internal import Statistics
internal import StudyModel

/// Where the chosen model fails: parts of the rows on which it is worse than on the others, and parts of which the
/// specification requires something.
enum SegmentsTopic: ExaminationTopic {
  static let topic = TopicReport.Topic.segments

  private static let step = "segments-found"

  static func examine(_ examination: Examination) throws(LearningError) -> TopicReport? {
    let found = try examination.context.journal.step(step) { () throws(LearningError) in
      try FoundSegments.find(examination)
    }.value
    let required = try RequiredSegmentVerdicts(examination)
    return SegmentWords(examination, found, required).report
  }

  static func files(_ examination: Examination) throws(LearningError) -> [ExaminationFile] {
    let found = try examination.context.journal.entry(step, of: FoundSegments?.self)?.value
    return SegmentFiles(examination, found?.segments.map(\.segment.conditions) ?? []).files
  }
}
