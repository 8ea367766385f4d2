internal import RunModel
internal import StudyModel

extension ApprovalRequest.Gate {
  /// What the specification required: its criteria of success, then its limits of fairness.
  static func all(_ criteria: [CriterionVerdict], _ limits: [FairnessVerdict]) -> [ApprovalRequest.Gate] {
    criteria.map { verdict in
      let hasPassed: Bool? =
        switch verdict.outcome {
        case .met: true
        case .missed: false
        case .unproven, .unknown: nil
        }
      return ApprovalRequest.Gate(name: verdict.criterion, hasPassed: hasPassed, evidence: verdict.evidence)
    }
      + limits.map { limit in
        let hasPassed: Bool? =
          switch limit.verdict {
          case .held: true
          case .broken: false
          case .undecided, .undefined: nil
          }
        return ApprovalRequest.Gate(
          name: "\(limit.attribute): \(limit.measure.words) \(limit.limitWords)", hasPassed: hasPassed,
          evidence: limit.sentence)
      }
  }
}
