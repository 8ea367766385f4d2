internal import FileAccess
internal import Specification

/// What the command that transforms the features adds to the costs of every built-in model.
struct TransformationCosts: Codable, Equatable, Sendable {
  /// Of the state, the files that `fit` has left.
  var bytes: Int
  /// Wall time of `fit`.
  var seconds: Double
}

extension FeatureCommand {
  /// - Throws: unless the command has been fitted.
  func costs() throws(LearningError) -> TransformationCosts {
    var bytes = 0
    for name in try FileTree.files(below: statePath) {
      bytes += Int(Files.status("\(statePath)/\(name)")?.byteCount ?? 0)
    }
    return TransformationCosts(bytes: bytes, seconds: try fitSeconds())
  }
}

extension StudyContext {
  /// What a model costs together with the command that its rows go through first. How long that takes for one row is
  /// not known, and so the latency is not.
  /// - Parameter measured: with rows that had gone through it, fitted on the development rows.
  func addingTransformation(to measured: MeasuredCosts) throws(LearningError) -> MeasuredCosts {
    if specification.features.command.isEmpty { return measured }
    let added = try FeatureCommand(self, training: splits.development).costs()
    var costs = measured
    costs.transformation = added
    costs.modelBytes += added.bytes
    costs.trainingSeconds += added.seconds
    (costs.rowLatency, costs.batchLatency, costs.batchRows) = (nil, nil, 0)
    return costs
  }
}

extension MeasuredCosts {
  /// Members of one ensemble share the transformation: the first of those that have it keeps its costs.
  static func sharingTransformation(_ members: [MeasuredCosts]) -> [MeasuredCosts] {
    var isCounted = false
    return members.map { member in
      guard let shared = member.transformation else { return member }
      var member = member
      if isCounted {
        member.modelBytes -= shared.bytes
        member.trainingSeconds -= shared.seconds
      }
      isCounted = true
      return member
    }
  }
}
