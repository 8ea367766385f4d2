import Statistics
import Testing

/// Expected values: SciPy 1.17, scikit-learn 1.9, statsmodels 0.15.
@Suite struct CorrelationTests {
  let x = [1.2, 2.5, 2.5, 0.3, 4.1, 3.3, 2.5, 0.9]
  let y = [2.1, 1.9, 3.5, 0.4, 3.9, 3.9, 2.2, 1.9]

  private func expect(_ result: Correlation.Result?, _ coefficient: Double, _ pValue: Double) {
    #expect(isClose(result?.coefficient, coefficient))
    #expect(isClose(result?.pValue, pValue))
  }

  @Test func tiesAgreeWithSciPy() {
    expect(Correlation.pearsonTest(x, y), 0.8678022071872964, 0.0052182856008124385)
    expect(Correlation.spearmanTest(x, y), 0.8889566369846307, 0.0031443342068273434)
    expect(Correlation.kendallTest(x, y), 0.823687767580373, 0.006651994018691127)
  }

  @Test func perfectOrderIsOne() {
    let (up, down) = ([1.0, 2, 3, 4], [-1.0, -4, -9, -16])
    expect(Correlation.spearmanTest(up, up.map { $0 * $0 }), 1, 0)
    expect(Correlation.kendallTest(up, up), 1, 0.04154006700988516)
    #expect(Correlation.kendallTest(up, down)?.coefficient == -1)
    #expect(Correlation.spearman(up, down) == -1)
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(Correlation.pearsonTest([1, 2], [1, 2]) == nil)
    #expect(Correlation.spearman([1, .nan], [1, 2]) == nil)
    #expect(Correlation.spearman([1, 1], [1, 2]) == nil)
    #expect(Correlation.kendallTest([1, 1, 1], [1, 2, 3]) == nil)
    #expect(Correlation.kendallTest([1, 2, 3], [1, 2]) == nil)
  }
}

@Suite struct CorrelationRatioTests {
  /// The textbook's marks in algebra, geometry and statistics: 6780 of 9640 lie between the subjects.
  @Test func marksBySubjectGiveTheTextbooksRatio() {
    let marks: [Double] = [45, 70, 29, 15, 21, 40, 20, 30, 42, 65, 95, 80, 70, 85, 73]
    let subjects = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]
    #expect(isClose(Correlation.ratio(marks, groups: subjects), (6780.0 / 9640).squareRoot()))
    // 1 - (1 - 6780/9640) 14/12.
    let corrected = (1 - 2860.0 / 9640 * 14 / 12).squareRoot()
    #expect(isClose(Correlation.ratio(marks, groups: subjects, isCorrected: true), corrected))
  }

  @Test func ranksLookAtNoDistance() {
    let groups = [0, 0, 1, 1]
    #expect(
      Correlation.rankRatio([1, 2, 3, 1e9], groups: groups) == Correlation.rankRatio([1, 2, 3, 4], groups: groups))
    #expect(isClose(Correlation.rankRatio([1, 2, 3, 4], groups: groups), 0.8.squareRoot()))
  }

  @Test func whatIsUndefinedIsNil() {
    #expect(Correlation.ratio([1, 1], groups: [0, 1]) == nil && Correlation.ratio([1], groups: []) == nil)
    #expect(Correlation.ratio([1, .nan], groups: [0, 1]) == nil)
    // As many groups as rows say nothing.
    #expect(Correlation.ratio([1, 2], groups: [0, 1], isCorrected: true) == 0)
  }
}

@Suite struct InformationTests {
  @Test func agreesWithScikitLearn() {
    let (a, b) = ([0, 0, 1, 1, 2, 2, 2, 1], [1, 1, 0, 0, 0, 1, 0, 0])
    #expect(isClose(Information.mutual(a, b), 0.4228704250474271))
    #expect(isClose(Information.entropy(a), 1.0821955300387671))
    #expect(isClose(Information.entropy(b), 0.6615632381579821))
    #expect(isClose(Information.mutual(a, a), Information.entropy(a)))
    #expect(Information.mutual(a, [7, 7, 7, 7, 7, 7, 7, 7]) == 0)
  }

  @Test func noRowsAreUndefined() {
    #expect(Information.entropy([]) == nil)
    #expect(Information.mutual([], []) == nil)
    #expect(Information.mutual([1], []) == nil)
  }
}

@Suite struct ContingencyTableTests {
  @Test func agreesWithSciPy() throws {
    let table = try #require(ContingencyTable(counts: [[10, 20, 30], [6, 9, 17], [0, 3, 2]]))
    #expect(isClose(table.chiSquared, 2.417653858418367))
    #expect(isClose(table.pValue, 0.6594392964504132))
    #expect(table.degreesOfFreedom == 4)
  }

  @Test func emptyRowsAndColumnsDoNotCount() throws {
    let full = try #require(ContingencyTable(counts: [[10, 4], [3, 9]]))
    #expect(ContingencyTable(counts: [[10, 0, 4], [0, 0, 0], [3, 0, 9]]) == full)
    #expect(ContingencyTable(counts: [[10, 0], [3, 0]]) == nil)
    #expect(ContingencyTable(counts: [[1, 2], [3]]) == nil)
    #expect(ContingencyTable(counts: [[1, -2], [3, 4]]) == nil)
    #expect(ContingencyTable(counts: []) == nil)
  }

  @Test func completeAssociationIsOne() throws {
    let table = try #require(ContingencyTable(counts: [[50, 0, 0], [0, 30, 0], [0, 0, 20]]))
    #expect(isClose(table.cramersV, 1) && table.correctedV <= 1 + 1e-12 && table.correctedV > 0.98)
  }
}

@Suite struct PairedRankTests {
  @Test func wilcoxonAgreesWithSciPy() throws {
    let exact = try #require(WilcoxonSignedRank(differences: [0.02, -0.01, 0.03, 0.05, 0.011, -0.004, 0.04]))
    #expect(exact.isExact && exact.negativeRanks == 3 && isClose(exact.pValue, 0.078125))
    let ties = try #require(WilcoxonSignedRank(differences: [1, -1, 2, 2, 3, 0, 0, -2, 4, 5, -1, 3]))
    #expect(!ties.isExact && ties.negativeRanks == 9 && isClose(ties.pValue, 0.057852694427290845))
    let thirty = try #require(
      WilcoxonSignedRank(differences: [
        0.646, 1.122, 0.63, -1.003, 1.205, 0.746, -0.237, 0.881, 0.665, 0.594, 0.328, 0.847, -0.436, 0.137, -0.182,
        0.899, 0.34, 0.008, -0.482, 0.043, 0.308, 0.024, 1.594, 1.307, -2.411, -1.589, 0.125, -0.122, 0.514, 0.517,
      ]))
    #expect(thirty.isExact && isClose(thirty.pValue, 0.027741437777876854))
  }

  @Test func noDifferenceIsUndefined() {
    #expect(WilcoxonSignedRank(differences: [0, 0]) == nil)
    #expect(WilcoxonSignedRank(differences: []) == nil)
    #expect(WilcoxonSignedRank(differences: [1, .nan]) == nil)
  }

  @Test(arguments: [
    (5, 15, 0.04138946533203125, 0.026603698730468753), (0, 6, 0.03125, 0.015625), (10, 10, 1, 0.8238029479980471),
    (1, 0, 1, 0.5), (120, 90, 0.045114087864840696, 0.0386433487822089), (0, 0, 1, 1),
  ])
  func mcNemarAgreesWithStatsmodels(b: Int, c: Int, exact: Double, midP: Double) {
    #expect(isClose(McNemar.exact(onlyFirst: b, onlySecond: c), exact))
    #expect(isClose(McNemar.midP(onlyFirst: b, onlySecond: c), midP))
  }
}
