import HyperparameterSearch
import Specification
import Testing

@Suite struct SearchFileTests {
  static let example = """
    metric: val/loss
    direction: minimize
    trials: 12
    seed: 3
    parallel: 2
    timeout: 30
    portfolio:
      - {optimizer: sgd, momentum: 1, width: 64}
      - {optimizer: adam, width: 8}
    space:
      optimizer: {values: [sgd, adam]}
      momentum: {range: [0, 1], when: {optimizer: sgd}}
      width: {range: [8, 256], scale: log, integer: true}
    """

  private func mistakes(_ yaml: String) -> [String] { messages(yaml, SearchFile.parse) }

  private func mistakes(space: String) -> [String] {
    mistakes("metric: m\ndirection: maximize\nspace:\n" + space)
  }

  @Test func everyKeyIsRead() throws {
    let file = try SearchFile.parse(yaml: Self.example)
    #expect(file.metric == "val/loss" && !file.isMaximized && file.trials == 12 && file.seed == 3)
    #expect(file.parallel == 2 && file.timeout == 30)
    #expect(
      file.space
        == SearchSpace([
          .init("optimizer", .categorical([.text("sgd"), .text("adam")])),
          .init("momentum", .real(0...1), when: .init("optimizer", in: [.text("sgd")])),
          .init("width", .integer(8...256, isLogarithmic: true)),
        ]))
    // A whole number for a real parameter is that real number.
    #expect(file.portfolio[0]["momentum"] == .number(1))
    #expect(file.portfolio[1] == Assignment([("optimizer", .text("adam")), ("width", .integer(8))]))
    #expect(try SearchFile.parse(yaml: file.resolvedYAML()) == file)
  }

  @Test func theSmallestFileTakesEveryDefault() throws {
    let file = try SearchFile.parse(yaml: "metric: m\ndirection: maximize\nspace: {x: {range: [0, 1]}}\n")
    #expect(file == SearchFile(metric: "m", isMaximized: true, space: SearchSpace([.init("x", .real(0...1))])))
  }

  @Test(arguments: [
    ("  a: 3\n", "s.yaml:4:6: space.a: must be a section of keys, not 3"),
    ("  a: {}\n", "s.yaml:4:6: space.a: must have exactly one of range: [low, high] and values: [a, b]"),
    ("  a: {range: [1, 2], values: [3]}\n", "s.yaml:4:6: space.a: must have exactly one of range"),
    ("  a: {range: [2, 1]}\n", "s.yaml:4:14: space.a.range: must begin with the lower bound; 2 is not below 1"),
    ("  a: {range: [1]}\n", "space.a.range: must be a list of two numbers, the lower one first, not a list"),
    ("  a: {range: [0, 1], scale: log}\n", "space.a.range: must lie above 0 on a log scale, not begin at 0"),
    ("  a: {range: [0, 1], scale: lg}\n", "space.a.scale: must be one of linear, log, not lg; did you mean log?"),
    ("  a: {range: [0.5, 3], integer: true}\n", "space.a.range: must have whole bounds, as integer is true"),
    ("  a: {range: [0, 1e308]}\n", "space.a.range: must lie between"),
    ("  a: {range: [0, 1e999]}\n", "space.a.range: must be a list of two numbers"),
    ("  a: {values: []}\n", "space.a.values: must be a list of 1 to 1000 numbers or texts"),
    ("  a: {values: [x, x]}\n", "space.a.values: lists x twice"),
    ("  a: {values: [[x]]}\n", "must hold numbers and texts; one entry is a list"),
    ("  a: {values: [x], scale: log}\n", "space.a.scale: belongs to a range"),
    ("  a: {rang: [1, 2], values: [3]}\n", "s.yaml:4:7: space.a.rang: unknown key; did you mean range?"),
    ("  a: {values: [x], when: {b: 1}}\n", "space.a.when: there is no parameter b; earlier ones: none"),
    ("  a: {values: [x], when: {b: 1}}\n  b: {values: [1]}\n", "b must be a parameter that comes earlier"),
    ("  b: {values: [u, v]}\n  a: {values: [x], when: {b: [w]}}\n", "b must be one of u, v, not w"),
    ("  b: {range: [1, 2]}\n  a: {values: [x], when: {b: 3}}\n", "b must be a number from 1.0 to 2.0, not 3"),
    ("  b: {range: [1, 2]}\n  a: {values: [x], when: b}\n", "when: must be a section with the name of an earlier"),
    ("  {a}: {values: [x]}\n", "a parameter's name is a text of 1 to 100 characters"),
    ("  {}\n", "space: must name at least one parameter"),
  ])
  func mistakesOfASpaceAreNamed(space: String, expected: String) {
    let found = mistakes(space: space)
    #expect(found.contains { $0.contains(expected) }, "\(found)")
  }

  @Test func aPortfolioHoldsWholePointsOfTheSpace() {
    let found = mistakes(
      """
      metric: m
      direction: maximize
      portfolio: [{k: a}, {k: b, x: 0.5, z: 1}, {k: b, x: 7}, {k: c}, 3]
      space: {k: {values: [a, b]}, x: {range: [0, 1], when: {k: a}}}
      """)
    #expect(
      found == [
        "s.yaml:3:13: portfolio[0].x: is missing",
        "s.yaml:3:31: portfolio[1].x: has no meaning here: its condition does not hold",
        "s.yaml:3:36: portfolio[1].z: is no parameter of the space",
        "s.yaml:3:53: portfolio[2].x: has no meaning here: its condition does not hold",
        "s.yaml:3:61: portfolio[3].k: k must be one of a, b, not c",
        "s.yaml:3:65: portfolio[4]: must be a section of values by parameter name",
      ])
  }

  @Test func whatIsMissingIsNamed() {
    #expect(
      mistakes("trials: 0\n") == [
        "s.yaml:1:1: direction: is missing", "s.yaml:1:1: metric: is missing", "s.yaml:1:1: space: is missing",
        "s.yaml:1:9: trials: must be a whole number from 1 to 100000, not 0",
      ])
  }
}
