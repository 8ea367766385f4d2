import Statistics
import Testing

/// Expected values: SciPy 1.17.
@Suite struct FeatureGroupingTests {
  /// `kruskal`'s H over n − 1, and its root.
  @Test func theCorrelationRatioOfRanksAgreesWithKruskalAndWallis() {
    let groups = [0, 0, 1, 1, 2, 2, 2, 0, 1, 2, 0, 1]
    let values: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    #expect(isClose(Correlation.rankRatio(values, groups: groups), 0.10773645092141683))
    #expect(isClose(Correlation.rankRatio([1, 1, 2, 2], groups: [7, 7, 3, 3]), 1))
  }

  @Test func withoutTwoGroupsOrTwoValuesThereIsNoRatio() {
    #expect(Correlation.rankRatio([1, 2], groups: [1, 1]) == nil)
    #expect(Correlation.rankRatio([3, 3], groups: [1, 2]) == nil)
    #expect(Correlation.rankRatio([.nan, 3], groups: [1, 2]) == nil)
    #expect(Correlation.rankRatio([1, 2], groups: [1]) == nil)
  }

  static let distances: [[Double]] = [
    [0, 0.1, 0.7, 0.9, 0.35, 0.8], [0.1, 0, 0.6, 0.8, 0.45, 0.9], [0.7, 0.6, 0, 0.2, 0.55, 0.5],
    [0.9, 0.8, 0.2, 0, 0.65, 0.3], [0.35, 0.45, 0.55, 0.65, 0, 0.7], [0.8, 0.9, 0.5, 0.3, 0.7, 0],
  ]

  /// `fcluster(linkage(squareform(distances), "average"), limit, "distance")`.
  @Test(arguments: [
    (0.05, [[0], [1], [2], [3], [4], [5]]), (0.3, [[0, 1], [2, 3], [4], [5]]), (0.41, [[0, 1, 4], [2, 3, 5]]),
    (0.6, [[0, 1, 4], [2, 3, 5]]), (0.9, [[0, 1, 2, 3, 4, 5]]),
  ])
  func clustersAreThoseOfSciPy(limit: Double, expected: [[Int]]) {
    #expect(AverageLinkage.clusters(6, limit: limit) { Self.distances[$0][$1] } == expected)
  }

  @Test func nothingAndOneItemAreClustersOfTheirOwn() {
    #expect(AverageLinkage.clusters(0, limit: 1) { _, _ in 0 }.isEmpty)
    #expect(AverageLinkage.clusters(1, limit: 1) { _, _ in 0 } == [[0]])
  }
}
