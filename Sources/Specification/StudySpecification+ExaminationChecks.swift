public import StudyModel

// What is asked about the chosen model must be something that such a study can answer.
extension StudySpecification {
  /// Why the examination has no answer on a topic, whatever the rows hold; nil where it may have one.
  public func reason(against topic: TopicReport.Topic, task: StudyTask) -> String? {
    switch topic {
    case .labels, .calibration:
      task == .regression ? "\(topic.rawValue) needs classes, and task is regression" : nil
    case .threshold: task == .binary ? nil : "threshold needs two classes, and task is \(task.rawValue)"
    case .fairness: data.sensitiveColumns.isEmpty ? "fairness needs a column in data.roles.sensitive" : nil
    case .augmentation: augmentation.isEmpty ? "augmentation needs a method in augmentation, such as oversample" : nil
    case .explanation, .ablation, .segments, .uncertainty, .robustness, .architecture: nil
    }
  }

  func checkExamination(_ reader: inout SpecificationReader) {
    checkTopics(&reader)
    checkSegments(&reader)
    checkPayoff(&reader)
    checkFairness(&reader)
    var names: Set<String> = []
    for (index, group) in examination.groups.enumerated() where !names.insert(group.name).inserted {
      reader.add(DocumentPath("examination.groups").item(index), "\(group.name) is the name of an earlier group")
    }
    if augmentation.contains(where: { $0 == .oversample || $0 == .undersample }), task == .regression {
      reader.add("augmentation", "oversample and undersample need classes, and task is regression")
    }
  }

  /// Without a task those alone that no task has an answer on.
  private func checkTopics(_ reader: inout SpecificationReader) {
    let tasks = task.map { [$0] } ?? StudyTask.allCases
    for topic in examination.topics ?? [] {
      let reasons = tasks.map { reason(against: topic, task: $0) }
      guard let reason = reasons[0], reasons.allSatisfy({ $0 != nil }) else { continue }
      reader.add("examination.topics", naming: topic.rawValue, "\(reason); leave \(topic.rawValue) out")
    }
  }

  private func checkSegments(_ reader: inout SpecificationReader) {
    let roles = [
      ("the target", [data.target]), ("an id", data.idColumns), ("a time", data.timeColumns),
    ]
    for (index, required) in segments.enumerated() {
      let path = DocumentPath("segments").item(index)
      for (role, columns) in roles {
        for column in required.by where columns.contains(column) {
          reader.add(
            path.key("by"), naming: column,
            "\(SpecificationReader.shortened(column)) is \(role), which makes no segments; name other columns")
        }
      }
      for (key, limits) in [("min", required.min), ("max", required.max)] {
        for limit in limits {
          let place = path.key(key).key(limit.metric)
          checkTask(of: limit.metric, at: place, &reader)
          checkRange(of: limit.metric, limit.value, at: place, &reader)
        }
      }
    }
  }

  private func checkPayoff(_ reader: inout SpecificationReader) {
    guard let payoff else { return }
    if payoff.truePositive <= payoff.falseNegative || payoff.trueNegative <= payoff.falsePositive {
      reader.add(
        "payoff",
        "must be worth more when a decision is right: true_positive above false_negative and true_negative above "
          + "false_positive; losses are below 0")
    }
    if let task, task != .binary {
      reader.add("payoff", "belongs to a binary task, and task is \(task.rawValue); leave payoff out")
    }
  }

  /// A resolved specification states the customary limits also where there is nothing to limit.
  private func checkFairness(_ reader: inout SpecificationReader) {
    guard fairness != Fairness() else { return }
    if data.sensitiveColumns.isEmpty {
      reader.add("fairness", "needs a column in data.roles.sensitive, whose groups it compares; or leave fairness out")
    }
    if task == .regression {
      reader.add("fairness", "limits how often classes are predicted, and task is regression; leave fairness out")
    }
  }
}
