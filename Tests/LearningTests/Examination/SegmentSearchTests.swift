import Statistics
import Tables
import Testing

@testable import Learning

@Suite struct SegmentSearchTests {
  private static let rows = 1600

  /// Columns that have nothing to do with each other: a category, a flag and a number.
  private static func columns(seed: UInt64) -> [StudyData.Column] {
    var generator = SeededGenerator(seed: seed)
    let levels = ["low", "mid", "high", "top"]
    let texts = (0..<rows).map { _ in levels[generator.index(below: 4)] }
    let flags = (0..<rows).map { _ in Double(generator.index(below: 2)) }
    let numbers = (0..<rows).map { _ in generator.unit() * 100 }
    return [
      .init(name: "level", values: .categorical(CategoricalColumn(cells: texts))),
      .init(name: "flag", values: .numeric(flags)), .init(name: "amount", values: .numeric(numbers)),
    ]
  }

  private static func search(
    _ columns: [StudyData.Column], _ losses: [Double], clusters: [Int]? = nil
  ) -> SegmentSearch {
    SegmentSearch(
      columns, discovery: Array(0..<(rows / 2)), confirmation: Array((rows / 2)..<rows), losses: losses,
      clusters: clusters)
  }

  private static func found(_ search: SegmentSearch) -> [String] {
    search.confirmed(search.distinct(search.tasks.flatMap(search.candidates))).segments.map {
      SegmentCondition.words($0.conditions)
    }
  }

  /// Losses as those of a classifier: skewed, of mean 1.
  private static func losses(seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<rows).map { _ in
      let draw = generator.normal(); return draw * draw
    }
  }

  @Test(arguments: 1...12) func randomDataHaveNoWeakSegment(seed: UInt64) {
    #expect(Self.found(Self.search(Self.columns(seed: seed), Self.losses(seed: seed + 100))) == [])
  }

  @Test func whereTheModelIsWorseIsFoundInWords() {
    let columns = Self.columns(seed: 3)
    let bad = [
      SegmentCondition(column: "level", test: .level("mid", isNot: false)),
      SegmentCondition(column: "flag", test: .value(1, isNot: false)),
    ]
    let mask = SegmentCondition.mask(bad, columns, rows: Array(0..<Self.rows))
    let losses = zip(Self.losses(seed: 4), mask).map { $1 ? $0 + 2 : $0 }
    let found = Self.found(Self.search(columns, losses))
    #expect(found.first == "level = mid and flag = 1")
    // Not once more with other words for nearly the same rows.
    #expect(!found.contains("flag = 1 and level = mid"))
  }

  @Test func aTreeFindsWhatTakesThreeConditions() {
    let columns = Self.columns(seed: 5)
    let bad = [
      SegmentCondition(column: "level", test: .level("mid", isNot: true)),
      SegmentCondition(column: "flag", test: .value(0, isNot: false)),
      SegmentCondition(column: "amount", test: .range(above: 50, upTo: nil, orMissing: false)),
    ]
    let mask = SegmentCondition.mask(bad, columns, rows: Array(0..<Self.rows))
    let losses = zip(Self.losses(seed: 6), mask).map { $1 ? $0 + 3 : $0 }
    let search = Self.search(columns, losses)
    let leaves = search.candidates(search.tasks.upperBound - 1)
    let worst = leaves.max { $0.losses.mean < $1.losses.mean }
    #expect(Set(worst?.conditions.map(\.column) ?? []) == ["level", "flag", "amount"])
    #expect(Self.found(search).contains(worst.map { SegmentCondition.words($0.conditions) } ?? ""))
  }

  /// Eight customers with a hundred rows a half each: one bad customer is no bad level.
  @Test func rowsOfOneGroupDoNotConfirmEachOther() {
    let clusters = (0..<Self.rows).map { $0 % 8 }
    let texts = clusters.map { $0 < 2 ? "a" : "b" }
    let columns = [StudyData.Column(name: "level", values: .categorical(CategoricalColumn(cells: texts)))]
    let losses = zip(Self.losses(seed: 7), clusters).map { $1 == 0 ? $0 + 1 : $0 }
    #expect(Self.found(Self.search(columns, losses)) == ["level = a"])
    #expect(Self.found(Self.search(columns, losses, clusters: clusters)) == [])
  }

  @Test func segmentsThatShareMostRowsAreOne() {
    let (some, more) = ([true, true, true, false, false], [true, true, false, false, false])
    #expect(SegmentSearch.overlap(some, more) == 2.0 / 3)
    #expect(SegmentSearch.overlap(some, some.map { !$0 }) == 0)
    #expect(SegmentSearch.overlap([false], [false]) == 0)
  }
}

@Suite struct SegmentConditionTests {
  @Test func itIsSaidInWords() {
    func words(_ test: SegmentCondition.Test, isDate: Bool = false) -> String {
      SegmentCondition(column: "x", test: test, isDate: isDate).words
    }
    #expect(words(.level("Two year", isNot: false)) == "x = Two year")
    #expect(words(.level("Two year", isNot: true)) == "x is not Two year")
    #expect(words(.value(1, isNot: false)) == "x = 1" && words(.missing(isNot: false)) == "x missing")
    #expect(words(.range(above: nil, upTo: 9, orMissing: false)) == "x <= 9")
    #expect(words(.range(above: 9, upTo: 29.5, orMissing: false)) == "9 < x <= 29.5")
    #expect(words(.range(above: 29, upTo: nil, orMissing: true)) == "x > 29 or missing")
    #expect(words(.range(above: 31, upTo: nil, orMissing: false), isDate: true) == "x > 1970-02-01")
    #expect(SegmentCondition.words([]) == "all rows")
  }

  @Test func conditionsOfOneColumnAreJoined() {
    func range(_ above: Double?, _ upTo: Double?) -> SegmentCondition {
      SegmentCondition(column: "x", test: .range(above: above, upTo: upTo, orMissing: false))
    }
    #expect(SegmentCondition.joined([range(nil, 9), range(2, nil), range(nil, 5)]) == [range(2, 5)])
    let (no, yes) = (
      SegmentCondition(column: "c", test: .level("a", isNot: true)),
      SegmentCondition(column: "c", test: .level("b", isNot: false))
    )
    #expect(SegmentCondition.joined([no, yes]) == [yes])
    #expect(SegmentCondition.joined([no, range(1, 2)]).count == 2)
  }

  @Test func missingCellsAreInNoRangeUnlessItSaysSo() {
    let values = ColumnValues.numeric([1, .nan, 5])
    func mask(_ test: SegmentCondition.Test) -> [Bool] {
      SegmentCondition(column: "x", test: test).mask(values, rows: [0, 1, 2])
    }
    #expect(mask(.range(above: nil, upTo: 3, orMissing: false)) == [true, false, false])
    #expect(mask(.range(above: 3, upTo: nil, orMissing: true)) == [false, true, true])
    #expect(mask(.missing(isNot: false)) == [false, true, false])
    #expect(mask(.value(1, isNot: true)) == [false, true, true])
  }
}

@Suite struct ColumnGroupTests {
  @Test func numbersAreCutWhereAsManyRowsAre() {
    let values = (0..<40).map(Double.init) + [.nan, 1000]
    let groups = ColumnGroups(.init(name: "x", values: .numeric(values)), cutBy: Array(0..<41))
    #expect(groups.conditions.map(\.words) == ["x <= 9", "9 < x <= 19", "19 < x <= 29", "x > 29", "x missing"])
    #expect(groups.rows(0, among: Array(0..<42)).count == 10)
    #expect(groups.codes[40] == 4 && groups.codes[41] == 3)
  }

  @Test func fewValuesAndLevelsAreGroupsOfTheirOwn() {
    let flags = ColumnGroups(.init(name: "x", values: .numeric([0, 1, 1, 0, 7])), cutBy: [0, 1, 2, 3])
    #expect(flags.conditions.map(\.words) == ["x = 0", "x = 1"] && flags.codes == [0, 1, 1, 0, -1])
    let texts = CategoricalColumn(cells: ["b", "a", "b", "", "c"])
    let levels = ColumnGroups(.init(name: "x", values: .categorical(texts)), cutBy: [0, 1, 2, 3])
    // The most frequent first; what was not there when it was cut is in no group.
    #expect(levels.conditions.map(\.words) == ["x = b", "x = a", "x missing"] && levels.codes == [0, 1, 0, 2, -1])
  }
}
