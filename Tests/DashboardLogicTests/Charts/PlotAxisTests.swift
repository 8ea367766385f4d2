import Testing

@testable import DashboardLogic

/// Axes of numbers, of their logarithms, and of levels.
@Suite struct PlotAxisTests {
  @Test func numbersOverSeveralPowersOfTenAreShownByTheirLogarithm() {
    #expect(PlotAxis("lr", numbers: [1e-5, 1e-3, 1e-4, 1e-1]).scale == .logarithmic)
    // Evenly spread, below a factor of 20, or with a zero: as they are.
    #expect(PlotAxis("depth", numbers: [1, 10, 20, 30, 40]).scale == .whole)
    #expect(PlotAxis("rate", numbers: [0.1, 0.2, 0.5]).scale == .linear)
    #expect(PlotAxis("l2", numbers: [0, 1e-5, 1e-3, 1]).scale == .linear)
    #expect(PlotAxis("x", numbers: [.nan, .infinity]).range == 0...1)
  }

  @Test func aShareIsThePlaceOnTheAxis() {
    let powers = PlotAxis("lr", range: 1e-4...1, scale: .logarithmic)
    #expect(powers.share(1e-2).map { ($0 * 1e9).rounded() / 1e9 } == 0.5)
    #expect(powers.share(0) == 0 && powers.share(7) == 1 && powers.share(.nan) == nil)
    let plain = PlotAxis("x", range: -2...2)
    #expect(plain.share(1) == 0.75)
    #expect(PlotAxis("x", range: 3...3).share(3) == 0.5)
    let huge = PlotAxis("x", range: -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude)
    #expect(huge.share(0) == 0.5 && huge.share(.infinity) == 1)
    let levels = PlotAxis("model", levels: ["vit", "mlp", "resnet"])
    #expect(["mlp", "resnet", "vit", "gone"].map { levels.share(ofLevel: $0) } == [0.5 / 3, 0.5, 2.5 / 3, nil])
  }

  @Test func theLogarithmHasPowersOfTenAndMoreWhereThereIsRoom() {
    let axis = PlotAxis("lr", range: 1e-4...0.1, scale: .logarithmic)
    let texts = { (axis: PlotAxis, rows: Int) in axis.uprightLabels(rows: rows, dotsPerRow: 4).labels.map(\.text) }
    #expect(texts(axis, 9) == ["1e-4", "0.001", "0.01", "0.1"])
    #expect(texts(axis, 40).count == 10)
    #expect(texts(PlotAxis("x", range: 30...70, scale: .logarithmic), 3) == ["30", "70"])
    #expect(texts(PlotAxis("model", levels: ["a", "b", "c", "d"]), 4) == ["a", "b", "c", "d"])
    #expect(texts(PlotAxis("model", levels: ["a", "b", "c", "d"]), 2) == ["a", "c"])
    #expect(texts(PlotAxis("x", range: 3...3, scale: .whole), 9) == ["3"])
  }

  @Test func levelsBelowAnAxisAreLeftOutBeforeTheyTouch() {
    let axis = PlotAxis("model", levels: ["mlp", "resnet", "transformer", "vit"])
    #expect(
      axis.lyingLabels(columns: 60, dotsPerColumn: 2).labels.map(\.text) == ["mlp", "resnet", "transformer", "vit"])
    #expect(axis.lyingLabels(columns: 24, dotsPerColumn: 2).labels.map(\.text) == ["mlp", "trans…"])
  }
}
