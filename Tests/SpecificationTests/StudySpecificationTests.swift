import HyperparameterSearch
import Specification
import StudyModel
import Testing

@Suite struct StudySpecificationTests {
  static let smallest = """
    name: churn
    data:
      path: churn.csv
      target: churned

    """

  static let full = """
    name: all
    data:
      path: [a.csv, b.csv]
      later: c.csv
      target: y
      positive: yes
      features: [x, gender]
      roles: {id: id, time: [day], group: customer, weight: w, sensitive: [gender], unknown_at_prediction: [duration]}
      ignore: [z]
      leaks: keep
    task: binary
    split: {kind: temporal, gap_days: 7, test: 0.25, folds: 4, repeats: 1, seed: 11}
    metrics: {primary: auc, others: [log_loss, brier], rope: 0.005}
    success:
      - {metric: auc, at_least: 0.8}
      - {metric: log_loss, at_most: 0.5}
    improvements: [{over: linear, by: 0.01}]
    candidates:
      - linear
      - kind: boosting
        fixed: {rounds: 300, booster: "gbtree"}
        space:
          learning_rate: {range: [1e-3, 0.3], scale: log}
          depth: {range: [2, 8], integer: true}
      - kind: external
        name: mine
        command: [python3, train.py, "--lr", "{lr}"]
        timeout: 60
        space:
          kind: {values: [relu, tanh, 3]}
          lr: {range: [0.1, 1], when: {kind: [relu, 3]}}
    search: {trials: 10, minutes: 5, cost: 2, cost_per_hour: 0.5, seed: 3, parallel: 2, prune: false}
    constraints: {latency_ms: 5, model_mb: 10, memory_mb: 500, training_seconds: 60}
    interpretability: any
    features:
      transforms: [{log: income}, {ratio: [a, b]}, {difference: [a, b]}, {calendar: day}]
      command: [./features.sh]
      timeout: 90
    approval: {required: false, question: "Ship it?"}
    """

  private func mistakes(_ yaml: String) -> [String] { messages(yaml, StudySpecification.parse) }

  @Test func theSmallestSpecificationTakesEveryDefault() throws {
    let study = try StudySpecification.parse(yaml: Self.smallest)
    #expect(study == StudySpecification(name: "churn", data: .init(paths: ["churn.csv"], target: "churned")))
    #expect(study.split.folds == 5 && study.search.trials == 40 && study.candidates == nil)
  }

  @Test func everyKeyIsRead() throws {
    let study = try StudySpecification.parse(yaml: Self.full)
    #expect(study.data.paths == ["a.csv", "b.csv"] && study.data.later == "c.csv")
    #expect(study.data.positive == "yes" && study.data.leaks == .keep)
    #expect(study.data.groupColumn == "customer" && study.data.weightColumn == "w")
    #expect(study.data.unknownAtPrediction == ["duration"] && study.task == .binary)
    #expect(study.split.kind == .temporal && study.split.gapDays == 7 && study.split.folds == 4)
    #expect(study.metrics.others == ["log_loss", "brier"] && study.metrics.rope == 0.005)
    #expect(study.success == [.init(metric: "auc", atLeast: 0.8), .init(metric: "log_loss", atMost: 0.5)])
    #expect(study.improvements == [.init(over: "linear", by: 0.01)])
    #expect(study.search.costPerHour == 0.5 && study.search.parallel == 2 && !study.search.prune)
    #expect(study.constraints.modelMegabytes == 10 && study.constraints.trainingSeconds == 60)
    #expect(
      study.features.transforms == [.log("income"), .ratio("a", "b"), .difference("a", "b"), .calendar("day")])
    #expect(study.features.command == ["./features.sh"] && study.features.timeout == 90 && !study.approval.required)
  }

  @Test func candidatesAreWordsOrSections() throws {
    let candidates = try #require(try StudySpecification.parse(yaml: Self.full).candidates)
    #expect(candidates.map(\.name) == ["linear", "boosting", "mine"])
    #expect(candidates[1].fixed == Assignment([("rounds", .integer(300)), ("booster", .text("gbtree"))]))
    #expect(
      candidates[1].space
        == SearchSpace([
          .init("learning_rate", .real(0.001...0.3, isLogarithmic: true)), .init("depth", .integer(2...8)),
        ]))
    #expect(candidates[2].command == ["python3", "train.py", "--lr", "{lr}"] && candidates[2].timeout == 60)
    let condition = SearchSpace.Condition("kind", in: [.text("relu"), .integer(3)])
    #expect(candidates[2].space?.parameters.last == .init("lr", .real(0.1...1), when: condition))
  }

  @Test func theResolvedTextMeansTheSame() throws {
    for yaml in [Self.smallest, Self.full] {
      let study = try StudySpecification.parse(yaml: yaml)
      let text = study.resolvedYAML()
      #expect(try StudySpecification.parse(yaml: text) == study)
      #expect(try StudySpecification.parse(yaml: text).resolvedYAML() == text)
    }
  }

  @Test func oneSectionAloneIsAListOfOne() throws {
    let text = """
      name: a
      data: {path: a.csv, target: y}
      segments: {by: sex, min: {auc: .85}}
      payoff: {true_positive: 90, false_positive: -10, unit: EUR}
      """
    let study = try StudySpecification.parse(yaml: text)
    #expect(study.segments == [.init(by: ["sex"], min: [.init(metric: "auc", value: 0.85)])])
    #expect(study.payoff?.falsePositive == -10 && study.payoff?.trueNegative == 0 && study.payoff?.unit == "EUR")
  }

  @Test func everyMistakeIsNamedWithItsPlace() {
    let found = mistakes(
      """
      name: [1]
      data:
        path: []
        target: y
        roles: {groups: g}
      task: binry
      split: {kind: temporal, folds: 1}
      metrics: {others: [f1, brierr]}
      success: [{metric: auc}, {metric: auc, at_least: 0, at_most: 1}, 3]
      improvements: {over: prior}
      candidates: [liner, {kind: external}, {kind: forest, command: [a]}]
      search: {trials: 1e3, cost: 4}
      features: {transforms: [{log: y}, {ratio: [a]}, {}]}
      """)
    #expect(
      found == [
        "s.yaml:1:7: name: must be a text, not a list",
        "s.yaml:3:9: data.path: must name at least one file",
        "s.yaml:5:11: data.roles.groups: unknown key; did you mean group?",
        "s.yaml:6:7: task: must be one of binary, multiclass, regression, not binry; did you mean binary?",
        "s.yaml:7:15: split.kind: temporal needs a column in data.roles.time",
        "s.yaml:7:32: split.folds: must be a whole number from 2 to 100, not 1",
        "s.yaml:8:24: metrics.others: brierr is unknown; did you mean brier?",
        "s.yaml:9:11: success[0]: must have exactly one of at_least and at_most, not 0",
        "s.yaml:9:26: success[1]: must have exactly one of at_least and at_most, not 2",
        "s.yaml:9:66: success[2]: must be a section of keys, not 3",
        "s.yaml:10:15: improvements[0].by: is missing",
        "s.yaml:11:14: candidates[0]: must be a section of keys or one of linear, forest, boosting, not liner; "
          + "did you mean linear?",
        "s.yaml:11:21: candidates[1].command: an external candidate needs one, such as [python3, train.py]",
        "s.yaml:11:63: candidates[2].command: belongs to external candidates, not to forest",
        "s.yaml:12:18: search.trials: must be a whole number from 0 to 100000, not 1e3",
        "s.yaml:12:29: search.cost: needs search.cost_per_hour, the price of an hour",
        "s.yaml:13:24: features.transforms: uses y, which is the target",
        "s.yaml:13:43: features.transforms[1].ratio: must name two different columns",
        "s.yaml:13:49: features.transforms[2]: must have exactly one of log, ratio, difference and calendar, not 0",
      ])
  }

  @Test(arguments: [
    ("  roles: {id: [churned]}\n", "lists churned, which data.target names already"),
    ("  roles: {time: [day], group: day}\n", "data.roles.group: lists day, which data.roles.time names already"),
    ("  features: []\n", "data.features: must name at least one column"),
    ("split: {kind: grouped}\n", "grouped needs a column in data.roles.group"),
    ("split: {kind: given}\n", "given needs split.column"),
    ("split: {column: fold}\n", "split.column: belongs to kind: given"),
    ("split: {gap_days: 1}\n", "split.gap_days: belongs to kind: temporal"),
    ("split: {kind: given, column: churned}\n", "split.column: lists churned, which data.target names already"),
    ("task: regression\nsplit: {kind: stratified}\n", "stratified needs classes"),
    ("task: regression\nmetrics: {primary: auc}\n", "auc is no metric of a regression task; those are rmse, "),
    ("metrics: {primary: rmse}\nsuccess: [{metric: auc, at_least: 1}]\n", "belong to different tasks"),
    ("metrics: {primary: auc, others: [auc]}\n", "lists auc, which is the primary metric"),
    ("improvements: [{over: seasonal-naive, by: 0}]\n", "seasonal-naive needs a column in data.roles.time"),
    ("candidates: [linear, {kind: linear}]\n", "linear is the name of an earlier candidate"),
    ("candidates: [{kind: linear, name: ensemble}]\n", "must not be ensemble"),
    ("candidates: []\n", "must name at least one, or be left out"),
    ("candidates: [forest, boosting]\ninterpretability: high\n", "high leaves none of the candidates"),
    ("candidates: [{kind: linear, fixed: {l2: 1}, space: {l2: {range: [1, 2]}}}]\n", "is searched as well"),
    ("candidates: [{kind: external, command: [\"\"]}]\n", "must begin with the name of a program"),
    ("features: {transforms: [{log: a}, {log: a}]}\n", "lists the a transformation twice"),
    ("examination: {topics: [fairnes]}\n", "fairnes is unknown; did you mean fairness?"),
    ("examination: {groups: [{name: a, columns: b}, {name: a, columns: c}]}\n", "a is the name of an earlier group"),
    ("examination: {coverage: 90}\n", "examination.coverage: must be a number from 0.5 to 0.999"),
    ("segments: {by: sex}\n", "segments[0]: needs a metric's limit in min or max"),
    ("segments: {by: sex, min: {acu: 0.8}}\n", "segments[0].min.acu: there is no metric acu; did you mean auc?"),
    ("segments: {by: sex, min: {auc: high}}\n", "segments[0].min.auc: must be a number"),
    ("segments: {by: sex, min: {}}\n", "segments[0]: needs a metric's limit in min or max"),
    ("segments: {by: [], min: {auc: 0.8}}\n", "segments[0].by: must name at least one column"),
    (
      "segments: {by: sex, min: {auc: 1.8}}\n",
      "segments[0].min.auc: auc is between 0 and 1, not 1.8; give a limit that it can reach"
    ),
    ("segments: {by: sex, min: {accuracy: -1}}\n", "accuracy is between 0 and 1, not -1"),
    ("segments: {by: sex, max: {rmse: -2}}\n", "segments[0].max.rmse: rmse is at least 0, not -2"),
    ("segments: {by: sex, min: {r2: 1.5}}\n", "r2 is at most 1, not 1.5"),
    ("success: [{metric: mcc, at_most: -2}]\n", "success[0].at_most: mcc is between -1 and 1, not -2"),
    (
      "task: multiclass\nsegments: {by: sex, min: {auc: 0.8}}\n",
      "segments[0].min.auc: auc is no metric of a multiclass"
    ),
    ("metrics: {primary: rmse}\nsegments: {by: sex, min: {auc: 0.8}}\n", "belong to different tasks"),
    (
      "segments: {by: [sex, churned], min: {auc: 0.8}}\n",
      "segments[0].by: churned is the target, which makes no segments; name other columns"
    ),
    ("  roles: {id: who}\nsegments: {by: who, min: {auc: 0.8}}\n", "segments[0].by: who is an id"),
    ("  roles: {time: day}\nsegments: {by: [day], min: {auc: 0.8}}\n", "segments[0].by: day is a time"),
    (
      "task: regression\nexamination: {topics: [segments, labels]}\n",
      "examination.topics: labels needs classes, and task is regression; leave labels out"
    ),
    ("task: regression\nexamination: {topics: calibration}\n", "calibration needs classes, and task is regression"),
    ("task: multiclass\nexamination: {topics: [threshold]}\n", "threshold needs two classes, and task is multiclass"),
    ("examination: {topics: [fairness]}\n", "fairness needs a column in data.roles.sensitive; leave fairness out"),
    ("examination: {topics: [augmentation]}\n", "augmentation needs a method in augmentation, such as oversample"),
    ("fairness: {max_difference: 0.2}\n", "fairness: needs a column in data.roles.sensitive"),
    (
      "  roles: {sensitive: sex}\ntask: regression\nfairness: {max_difference: 0.2}\n",
      "fairness: limits how often classes are predicted, and task is regression"
    ),
    ("fairness: {min_selection_ratio: 80}\n", "fairness.min_selection_ratio: must be a number from 0 to 1, not 80"),
    ("fairness: {max_difference: -0.1}\n", "fairness.max_difference: must be a number from 0 to 1, not -0.1"),
    ("payoff: {true_positive: 1, false_positive: 10}\n", "must be worth more when a decision is right"),
    ("task: regression\npayoff: {true_positive: 1, false_positive: -1}\n", "belongs to a binary task"),
    ("task: regression\naugmentation: oversample\n", "need classes, and task is regression"),
    ("escalations: {ignore: [data_isues]}\n", "did you mean data_issues?"),
  ])
  func whatDoesNotGoTogetherIsRefused(yaml: String, expected: String) {
    let found = mistakes(Self.smallest + yaml)
    #expect(found.count == 1 && found[0].contains(expected), "\(found)")
  }

  @Test func anUnknownMetricIsNamedWithTheKnownOnes() {
    let found = mistakes(Self.smallest + "metrics: {primary: acu}\n")
    #expect(found.count == 1)
    #expect(found[0].hasPrefix("s.yaml:5:20: metrics.primary: must be one of auc, average_precision, log_loss, "))
    #expect(found[0].hasSuffix(", not acu; did you mean auc?"))
  }

  @Test func documentsAreToldApartByTheirKeys() throws {
    guard case .study = try SpecificationDocument.parse(yaml: Self.smallest) else {
      Issue.record("a document without a model is a study")
      return
    }
    guard case .training(let training) = try SpecificationDocument.parse(yaml: Self.smallest + "model: {rounds: 3}\n")
    else {
      Issue.record("a document with a model is a training")
      return
    }
    #expect(training.model.rounds == 3)
    #expect(
      messages(Self.smallest + "modle: {}\n", SpecificationDocument.parse).first?.hasPrefix(
        "s.yaml:5:1: modle: unknown key; known here: name, data, task, split") == true)
    #expect(messages("- 1\n", SpecificationDocument.parse).count == 1)
  }
}

/// What is wrong with a document, a sentence a mistake; empty when nothing is.
func messages<Value>(_ yaml: String, _ parse: (String) throws(SpecificationErrors) -> Value) -> [String] {
  do throws(SpecificationErrors) {
    _ = try parse(yaml)
    return []
  } catch {
    return error.sentences(file: "s.yaml")
  }
}
