import HyperparameterSearch
import Testing

/// A search that runs an objective, for the tests.
struct SearchRun {
  var searcher: Searcher
  var history: [Observation] = []
  var suggestions: [Suggestion] = []

  init(_ space: SearchSpace, portfolio: [Assignment] = [], isMaximized: Bool = false, budget: Int, seed: UInt64 = 1) {
    searcher = Searcher(space: space, portfolio: portfolio, isMaximized: isMaximized, budget: budget, seed: seed)
  }

  /// Stops early when nothing is suggested any more.
  mutating func run(_ trials: Int, inParallel parallel: Int = 1, _ objective: (Assignment) -> Double?) {
    let end = history.count + trials
    while history.count < end {
      let next = searcher.suggestions(count: min(parallel, end - history.count), after: history)
      if next.isEmpty { return }
      suggestions += next
      history += next.map { Observation($0.assignment, value: objective($0.assignment)) }
    }
  }

  var best: Double? { history.compactMap(\.value).filter(\.isFinite).min() }
}

@Suite struct SearcherTests {
  static let plane = SearchSpace([.init("x", .real(-5...5)), .init("y", .real(-5...5))])
  static let conditional = SearchSpaceTests.conditional

  static func bowl(_ point: Assignment) -> Double {
    let (x, y) = (point["x"]?.number ?? 0, point["y"]?.number ?? 0)
    return (x - 1) * (x - 1) + (y + 2) * (y + 2)
  }

  /// Best in the forest, at depth 3 and leaf 2.
  static func branched(_ point: Assignment) -> Double {
    if let penalty = point["penalty"]?.number { return 1 + penalty }
    let depth = point["depth"]?.number ?? 0
    return 3 - depth + abs((point["leaf"]?.number ?? 4) - 2) / 4
  }

  @Test func findsTheMinimumOfABowl() throws {
    var run = SearchRun(Self.plane, budget: 20)
    run.run(20, Self.bowl)
    #expect(try #require(run.best) < 1e-3)
  }

  @Test func maximisingIsMinimisingTheNegative() {
    var down = SearchRun(Self.plane, budget: 10)
    var up = SearchRun(Self.plane, isMaximized: true, budget: 10)
    down.run(10, Self.bowl)
    up.run(10) { -Self.bowl($0) }
    #expect(down.suggestions == up.suggestions)
  }

  @Test(arguments: [1, 3]) func aContinuationFromAnyPrefixEqualsTheWhole(parallel: Int) {
    var whole = SearchRun(Self.conditional, budget: 12, seed: 9)
    whole.run(12, inParallel: parallel, Self.branched)
    for end in stride(from: 0, to: 12, by: parallel) {
      let again = Searcher(space: Self.conditional, isMaximized: false, budget: 12, seed: 9)
      let next = again.suggestions(count: parallel, after: Array(whole.history.prefix(end)))
      #expect(next == Array(whole.suggestions[end..<(end + parallel)]))
    }
  }

  @Test func theFirstSuggestionDoesNotDependOnTheCount() {
    var run = SearchRun(Self.plane, budget: 16)
    for _ in 0..<4 {
      run.run(4, Self.bowl)
      let one = run.searcher.suggestions(count: 1, after: run.history)
      #expect(run.searcher.suggestions(count: 3, after: run.history).first == one.first)
    }
  }

  @Test func anotherSeedSearchesElsewhere() {
    let first = Searcher(space: Self.plane, isMaximized: false, budget: 20, seed: 1).suggestions(count: 5, after: [])
    let second = Searcher(space: Self.plane, isMaximized: false, budget: 20, seed: 2).suggestions(count: 5, after: [])
    #expect(first.count == 5 && first != second)
  }

  @Test func noPointIsSuggestedTwiceAlsoInParallel() {
    var run = SearchRun(Self.conditional, budget: 24)
    run.run(24, inParallel: 4, Self.branched)
    #expect(run.history.count == 24)
    #expect(Set(run.history.map(\.assignment)).count == 24)
  }

  @Test func parallelTrialsLieApart() {
    var run = SearchRun(Self.plane, budget: 40)
    run.run(10, Self.bowl)
    let batch = run.searcher.suggestions(count: 3, after: run.history).map {
      Self.plane.unitPoint(of: $0.assignment).compactMap(\.self)
    }
    for (index, point) in batch.enumerated() {
      for other in batch[..<index] {
        #expect(zip(point, other).contains { abs($0 - $1) > 1e-4 })
      }
    }
  }

  @Test func boundsAndConditionsAreHonoured() {
    var run = SearchRun(Self.conditional, budget: 16, seed: 3)
    run.run(20, Self.branched)
    #expect(run.history.count == 20)
    for suggestion in run.suggestions { #expect(Self.conditional.contains(suggestion.assignment)) }
    #expect(Set(run.suggestions.map(\.stage)) == [.broad, .bayesian, .local])
  }

  @Test func thePortfolioComesFirstNormalisedAndOnce() {
    let good = Assignment([("kind", .text("forest")), ("depth", .integer(2))])
    let partial = Assignment([("kind", .text("linear"))])
    let unknown = Assignment([("kind", .text("svm"))])
    let searcher = Searcher(
      space: Self.conditional, portfolio: [good, partial, unknown, good], isMaximized: false, budget: 12, seed: 1)
    let first = searcher.suggestions(count: 3, after: [])
    #expect(first.map(\.stage) == [.portfolio, .portfolio, .broad])
    #expect(first[0].assignment == good)
    #expect(Self.conditional.contains(first[1].assignment) && first[1].assignment["kind"] == .text("linear"))
  }

  @Test func aFiniteSpaceIsExhaustedAndThenSilent() {
    let space = SearchSpace([
      .init("a", .integer(1...3)), .init("b", .categorical([.text("x"), .text("y")])),
      .init("c", .real(2...2)), .init("d", .integer(0...1), when: .init("b", in: [.text("x")])),
    ])
    var run = SearchRun(space, budget: 30)
    run.run(30, inParallel: 2) { $0["a"]?.number }
    #expect(space.size == 9)
    #expect(Set(run.history.map(\.assignment)).count == 9 && run.history.count == 9)
    #expect(run.searcher.suggestions(count: 0, after: []).isEmpty)
  }

  @Test func aSpaceWithoutParametersHasOnePoint() {
    let searcher = Searcher(space: SearchSpace([]), isMaximized: false, budget: 5, seed: 1)
    let all = searcher.suggestions(count: 3, after: [])
    #expect(all.map(\.assignment) == [Assignment()])
  }

  @Test func aRegionOfFailuresIsAvoidedAndSearchGoesOn() throws {
    var run = SearchRun(Self.plane, budget: 24)
    // The best values of the bowl's valley lie next to where every trial crashes.
    run.run(24) { ($0["x"]?.number ?? 0) > 2 ? nil : Self.bowl($0) }
    let late = run.history.dropFirst(8)
    #expect(late.count { $0.value == nil } <= 3)
    #expect(try #require(run.best) < 0.05)
  }

  @Test func valuesThatAreNotFiniteAreFailures() {
    var (failed, undefined) = (SearchRun(Self.plane, budget: 12), SearchRun(Self.plane, budget: 12))
    let values: [Double] = [.nan, .infinity, -.infinity]
    failed.run(12) { ($0["x"]?.number ?? 0) > 2 ? nil : Self.bowl($0) }
    undefined.run(12) { ($0["x"]?.number ?? 0) > 2 ? values[failed.history.count % 3] : Self.bowl($0) }
    #expect(failed.suggestions == undefined.suggestions)
  }

  @Test func nothingButFailuresOrEqualOrHugeValuesStopsNothing() {
    let objectives: [(Assignment) -> Double?] = [
      { _ in nil }, { _ in 3 }, { Self.bowl($0) * 1e306 - 1e307 }, { Self.bowl($0) * 1e-300 * 1e-10 },
    ]
    for objective in objectives {
      var run = SearchRun(Self.plane, budget: 10)
      run.run(10, objective)
      #expect(Set(run.history.map(\.assignment)).count == 10)
    }
  }

  @Test func aHistoryOfAnotherSpaceOnlyCounts() {
    let searcher = Searcher(space: Self.plane, isMaximized: false, budget: 10, seed: 1)
    let foreign = [Observation(Assignment([("x", .text("?"))]), value: 1), Observation(Assignment(), value: 2)]
    let next = searcher.suggestions(count: 2, after: foreign)
    #expect(next.allSatisfy { Self.plane.contains($0.assignment) } && next.count == 2)
  }

  @Test func historyReadBackFromTextIsTheSameHistory() {
    let space = SearchSpace([.init("a", .real(0...4)), .init("b", .categorical([.number(1), .number(2.5)]))])
    let written = [Observation(Assignment([("a", .number(2)), ("b", .number(1))]), value: 1)]
    let read = [Observation(Assignment([("a", .integer(2)), ("b", .integer(1))]), value: 1)]
    let searcher = Searcher(space: space, isMaximized: false, budget: 4, seed: 1)
    #expect(searcher.suggestions(count: 3, after: written) == searcher.suggestions(count: 3, after: read))
  }
}
