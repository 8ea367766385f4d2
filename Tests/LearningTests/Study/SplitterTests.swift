import Statistics
import Testing

@testable import Learning

/// Expected folds: scikit-learn 1.9.1 without shuffling.
@Suite struct SplitterTests {
  private let classes = [0, 0, 1, 0, 1, 0, 0, 1, 0, 2, 0, 0, 1, 2, 0, 0, 2, 0, 1, 0]
  private let groups = [0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 6]

  @Test func foldsWithoutAClassAreContiguous() {
    let folds = Splitter.kFold(count: 20, folds: 3, seed: nil)
    #expect(folds.map(\.test) == [Array(0...6), Array(7...13), Array(14...19)])
  }

  @Test func stratifiedFoldsEqualScikitLearns() {
    let folds = Splitter.stratified(classes: classes, folds: 3, seed: nil)
    #expect(folds.map(\.test) == [[0, 1, 2, 3, 4, 5, 9], [6, 7, 8, 10, 11, 12, 13], [14, 15, 16, 17, 18, 19]])
  }

  @Test func groupedFoldsEqualScikitLearns() {
    let folds = Splitter.grouped(groups: groups, folds: 3, seed: nil)
    #expect(
      folds.map(\.test) == [[3, 4, 14, 15, 16, 17, 18, 19], [5, 6, 7, 8, 9, 10], [0, 1, 2, 11, 12, 13]])
  }

  @Test func stratifiedGroupedFoldsEqualScikitLearns() {
    let folds = Splitter.stratifiedGrouped(classes: classes, groups: groups, folds: 3, seed: nil)
    #expect(
      folds.map(\.test) == [[5, 6, 7, 8, 16, 17, 18, 19], [3, 4, 11, 12, 13, 14, 15], [0, 1, 2, 9, 10]])
  }

  @Test func temporalFoldsEqualScikitLearnsWhereNoTimeRepeats() {
    let times = (0..<20).map(Double.init)
    let folds = Splitter.temporal(times: times, folds: 4, gap: 0)
    #expect(folds.map(\.test) == [Array(4...7), Array(8...11), Array(12...15), Array(16...19)])
    #expect(folds.map(\.training.count) == [4, 8, 12, 16])
    let gapped = Splitter.temporal(times: times, folds: 4, gap: 2)
    #expect(gapped.map(\.training) == [[0, 1], Array(0...5), Array(0...9), Array(0...13)])
  }

  @Test(arguments: 1...20) func equalTimesStayTogetherAndTimeOnlyRunsForward(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let times = (0..<60).map { _ in Double(generator.index(below: 12)) }
    for fold in Splitter.temporal(times: times, folds: 5, gap: 0) {
      let last = fold.training.map { times[$0] }.max() ?? .infinity
      #expect(last < fold.test.map { times[$0] }.min() ?? -.infinity)
    }
  }

  @Test(arguments: 1...20) func shuffledFoldsKeepTheirPromises(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let classes = (0..<97).map { _ in generator.index(below: 3) }
    let groups = (0..<97).map { _ in generator.index(below: 30) }
    for (isStratified, folds) in [
      (true, Splitter.stratified(classes: classes, folds: 5, seed: seed)),
      (false, Splitter.kFold(count: 97, folds: 5, seed: seed)),
      (false, Splitter.grouped(groups: groups, folds: 5, seed: seed)),
      (false, Splitter.stratifiedGrouped(classes: classes, groups: groups, folds: 5, seed: seed)),
    ] {
      #expect(folds.flatMap(\.test).sorted() == Array(0..<97))
      for fold in folds where isStratified {
        for value in 0..<3 {
          let share = Double(classes.count { $0 == value }) / 5
          #expect(abs(Double(fold.test.count { classes[$0] == value }) - share) <= 1)
        }
      }
    }
    for fold in Splitter.grouped(groups: groups, folds: 5, seed: seed) {
      #expect(Set(fold.training.map { groups[$0] }).isDisjoint(with: fold.test.map { groups[$0] }))
    }
    #expect(Splitter.kFold(count: 97, folds: 5, seed: seed) != Splitter.kFold(count: 97, folds: 5, seed: seed + 1))
  }
}
