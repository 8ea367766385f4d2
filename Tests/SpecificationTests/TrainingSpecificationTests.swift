import Specification
import Testing

@Suite struct TrainingSpecificationTests {
  static let smallest = """
    name: churn
    data:
      path: churn.csv
      target: churned

    """

  private func mistakes(_ yaml: String) -> [String] {
    do throws(SpecificationErrors) {
      _ = try TrainingSpecification.parse(yaml: yaml)
      return []
    } catch {
      return error.sentences(file: "s.yaml")
    }
  }

  @Test func theSmallestSpecificationTakesEveryDefault() throws {
    let specification = try TrainingSpecification.parse(yaml: Self.smallest)
    #expect(specification == TrainingSpecification(name: "churn", data: .init(path: "churn.csv", target: "churned")))
    #expect(specification.model.rounds == 400)
    #expect(specification.approval.required)
  }

  @Test func everyKeyIsRead() throws {
    let specification = try TrainingSpecification.parse(
      yaml: """
        name: all
        data:
          path: a.csv
          later: b.csv
          target: y
          positive: yes
          features: [x, gender]
          roles: {id: id, time: [day], sensitive: [gender]}
          ignore: [z]
        split: {validation: 0.1, test: 0.3, seed: 11}
        model: {kind: gradient-boosting, rounds: 10, learning_rate: 0.3, max_depth: 3, min_child_weight: 2,
          subsample: 1, column_sample: 0.5, l2: 0, early_stopping_rounds: 0, threads: 1, seed: 5}
        checkpoint: {every: 4}
        drift: {warning: 0.05, threshold: 0.25, bins: 5}
        approval: {required: false, question: "Ship it?"}
        """)
    #expect(specification.data.positive == "yes")
    #expect(specification.data.idColumns == ["id"])
    #expect(specification.data.features == ["x", "gender"])
    #expect(specification.split == .init(validation: 0.1, test: 0.3, seed: 11))
    #expect(specification.model.columnSample == 0.5 && specification.model.l2 == 0)
    #expect(specification.drift.bins == 5 && specification.checkpoint.every == 4)
    #expect(!specification.approval.required)
    #expect(try TrainingSpecification.parse(yaml: specification.resolvedYAML()) == specification)
  }

  @Test func theResolvedTextSurvivesOddNames() throws {
    var specification = try TrainingSpecification.parse(yaml: Self.smallest)
    specification.data.target = "no: \"quote\" \\ # ü \u{202E} 😀"
    specification.data.positive = "yes"
    specification.data.ignore = ["null", "1e5", "- a"]
    specification.split.validation = 0.1 + 0.2
    let text = specification.resolvedYAML()
    #expect(try TrainingSpecification.parse(yaml: text) == specification)
    #expect(try TrainingSpecification.parse(yaml: text).resolvedYAML() == text)
  }

  @Test func everyMistakeIsNamedWithItsPlace() {
    let found = mistakes(
      """
      name: churn
      data:
        pth: churn.csv
        target: [a]
        max_depth: 3
      model:
        max_depth: 40
        rounds: "400"
        learning_rate: nan
        kind: forest
        max_dept: 4
      drift: {warning: 0.5, threshold: 0.2}
      approval: {required: yes}
      zebra: 1
      """)
    #expect(
      found == [
        "s.yaml:3:3: data.path: is missing",
        "s.yaml:3:3: data.pth: unknown key; did you mean path?",
        "s.yaml:4:11: data.target: must be a text, not a list",
        "s.yaml:5:3: data.max_depth: unknown key; it belongs at model.max_depth",
        "s.yaml:7:14: model.max_depth: must be a whole number from 1 to 16, not 40",
        "s.yaml:8:11: model.rounds: must be a whole number from 1 to 100000, not the text \"400\"",
        "s.yaml:9:18: model.learning_rate: must be a number above 0 up to 1, not nan",
        "s.yaml:10:9: model.kind: must be gradient-boosting, not forest",
        "s.yaml:11:3: model.max_dept: unknown key; did you mean max_depth?",
        "s.yaml:12:18: drift.warning: must not be above drift.threshold, which is 0.2",
        "s.yaml:13:22: approval.required: must be true or false, not yes",
        "s.yaml:14:1: zebra: unknown key; known here: name, data, split, model, checkpoint, drift, approval",
      ])
  }

  @Test func duplicateKeysDoNotHideOtherMistakes() {
    let found = mistakes(
      """
      name: churn
      data:
        path: a.csv
        target: y
        path: b.csv
      model: {rounds: 0}
      name: again
      """)
    #expect(
      found == [
        "s.yaml:5:3: path: is given twice in one section",
        "s.yaml:6:17: model.rounds: must be a whole number from 1 to 100000, not 0",
        "s.yaml:7:1: name: is given twice in one section",
      ])
    #expect(mistakes("{name: a, name: b}") == ["s.yaml:1:2: name: is given twice in one section"])
  }

  @Test func aColumnHasOneRole() {
    let found = mistakes(
      Self.smallest + "  roles: {id: [churned], time: [day], sensitive: [s]}\n  features: [s, day]\n")
    #expect(
      found == [
        "s.yaml:5:15: data.roles.id: lists churned, which data.target names already",
        "s.yaml:6:13: data.features: lists day, which data.roles.time names already",
      ])
  }

  @Test(arguments: [
    ("", "s.yaml:1:1: the specification is empty"),
    ("- a\n", "s.yaml:1:1: a specification is a mapping of keys such as name, data and model"),
    ("just text", "s.yaml:1:1: a specification is a mapping of keys such as name, data and model"),
  ])
  func whatIsNoMappingIsRefused(yaml: String, expected: String) {
    #expect(mistakes(yaml) == [expected])
  }

  @Test func brokenYAMLHasALine() {
    let found = mistakes("name: churn\ndata: {path: a.csv\nmodel: 3\n")
    #expect(found.count == 1 && found[0].hasPrefix("s.yaml:3:") && found[0].contains("not YAML"))
  }

  @Test func missingRequiredKeysAreAllNamed() {
    #expect(mistakes("split: {}\n") == ["s.yaml:1:1: data: is missing", "s.yaml:1:1: name: is missing"])
    #expect(mistakes("name: ~\ndata: 3\n").count == 2)
  }
}
