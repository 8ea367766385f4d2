import HyperparameterSearch
import Testing

@Suite struct SearchSpaceTests {
  /// A switch with a child for each value, one of which has a child of its own.
  static let conditional = SearchSpace([
    .init("kind", .categorical([.text("linear"), .text("forest")])),
    .init("penalty", .real(1e-4...10, isLogarithmic: true), when: .init("kind", in: [.text("linear")])),
    .init("depth", .integer(1...3), when: .init("kind", in: [.text("forest")])),
    .init("leaf", .integer(1...4), when: .init("depth", in: [.integer(3)])),
  ])

  @Test func aSoundSpaceIsValid() throws {
    try Self.conditional.validate()
    try SearchSpace([]).validate()
  }

  @Test(arguments: [
    (SearchSpace([.init("a", .real(0...1)), .init("a", .integer(0...1))]), SearchSpaceError.repeatedName("a")),
    (SearchSpace([.init("a", .real(-.infinity...1))]), .unboundedRange("a")),
    (SearchSpace([.init("a", .real(-1e308...1e308))]), .unboundedRange("a")),
    (SearchSpace([.init("a", .real(0...1, isLogarithmic: true))]), .logarithmOfNonPositive("a")),
    (SearchSpace([.init("a", .integer(0...9, isLogarithmic: true))]), .logarithmOfNonPositive("a")),
    (SearchSpace([.init("a", .categorical([]))]), .noCategories("a")),
    (SearchSpace([.init("a", .categorical([.integer(1), .number(1)]))]), .repeatedCategory("a", .number(1))),
    (
      SearchSpace([.init("a", .real(0...1), when: .init("b", in: [.integer(1)])), .init("b", .integer(0...1))]),
      .unknownCondition(parameter: "a", condition: "b")
    ),
    (
      SearchSpace([.init("b", .integer(0...1)), .init("a", .real(0...1), when: .init("b", in: [.integer(2)]))]),
      .impossibleCondition(parameter: "a", condition: "b", value: .integer(2))
    ),
    (
      SearchSpace([.init("b", .integer(0...1)), .init("a", .real(0...1), when: .init("b", in: []))]),
      .impossibleCondition(parameter: "a", condition: "b", value: nil)
    ),
  ])
  func mistakesAreNamed(space: SearchSpace, error: SearchSpaceError) {
    #expect(throws: error) { try space.validate() }
    #expect(error.description.contains("a"))
  }

  @Test func membershipFollowsTheConditions() {
    let space = Self.conditional
    #expect(space.contains(Assignment([("kind", .text("linear")), ("penalty", .number(1))])))
    #expect(space.contains(Assignment([("kind", .text("linear")), ("penalty", .integer(1))])))
    #expect(!space.contains(Assignment([("kind", .text("linear"))])))
    #expect(!space.contains(Assignment([("kind", .text("linear")), ("penalty", .number(11))])))
    #expect(!space.contains(Assignment([("kind", .text("forest")), ("depth", .integer(2)), ("leaf", .integer(1))])))
    #expect(!space.contains(Assignment([("kind", .text("forest")), ("depth", .number(1.5))])))
  }

  @Test func aSizeCountsBranchesAndSaysWhenItIsInfinite() {
    #expect(Self.conditional.size == nil)
    var finite = Self.conditional
    finite.parameters[1].domain = .integer(1...5)
    // Five penalties; depths 1 and 2, and four leaves at depth 3.
    #expect(finite.size == 5 + 2 + 4)
    #expect(SearchSpace([]).size == 1)
    #expect(SearchSpace([.init("a", .real(2...2))]).size == 1)
    #expect(SearchSpace([.init("a", .integer(Int.min...Int.max))]).size == nil)
    #expect(SearchSpace([.init("a", .integer(1...Int.max)), .init("b", .integer(1...3))]).size == nil)
  }

  @Test func normalisingClampsCompletesAndDrops() {
    let given = Assignment([
      ("depth", .number(7.2)), ("penalty", .number(3)), ("kind", .text("forest")), ("other", .integer(1)),
    ])
    let expected = Assignment([("kind", .text("forest")), ("depth", .integer(3)), ("leaf", .integer(3))])
    #expect(Self.conditional.normalized(given) == expected)
    #expect(Self.conditional.normalized(Assignment([("kind", .text("svm"))])) == nil)
    #expect(
      Self.conditional.normalized(Assignment([("kind", .text("linear")), ("penalty", .number(.nan))])) == nil)
  }

  @Test func unitPointsAreWarpedAndReadBack() throws {
    let space = SearchSpace([
      .init("rate", .real(1e-4...1, isLogarithmic: true)), .init("depth", .integer(1...4)),
      .init("rounds", .integer(1...1000, isLogarithmic: true)), .init("kind", .categorical([.text("a"), .text("b")])),
    ])
    let middle = space.unitPoint(of: Assignment([("rate", .number(1e-2)), ("depth", .integer(2))]))
    #expect(abs(try #require(middle[0]) - 0.5) < 1e-12)
    #expect(abs(try #require(middle[1]) - 0.375) < 1e-12)
    #expect(middle[2] == nil)
    for rounds in [1, 2, 17, 999, 1000] {
      let point = Assignment([
        ("rate", .number(0.03)), ("depth", .integer(4)), ("rounds", .integer(rounds)), ("kind", .text("b")),
      ])
      let back = space.assignment(at: space.unitPoint(of: point).map { $0 ?? -1 })
      #expect(back["rounds"] == .integer(rounds) && back["depth"] == .integer(4) && back["kind"] == .text("b"))
    }
    #expect(space.contains(space.assignment(at: [-3, 2, 1, 1])))
  }

  @Test func everyIntegerHasACellOfTheSameWidth() {
    let space = SearchSpace([.init("a", .integer(-1...2))])
    let values = (0..<400).compactMap { space.assignment(at: [(Double($0) + 0.5) / 400])["a"]?.number }
    for value in [-1.0, 0, 1, 2] { #expect(values.count { $0 == value } == 100) }
  }
}
