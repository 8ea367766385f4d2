import Statistics
import Tables
import Testing

@testable import Learning

@Suite struct EncodingTests {
  @Test func levelsAreLearntFromTrainingRowsAlone() {
    let few = ColumnValues.categorical(CategoricalColumn(cells: ["b", "a", "", "b", "unseen"]))
    let encoder = FeatureEncoder(
      columns: [("few", few), ("n", .numeric([1, .nan, 3, 4, 5]))], trainingRows: [0, 1, 2, 3])
    #expect(encoder.width == 3)
    #expect(encoder.sourceOfColumn == [0, 0, 1])
    let matrix = encoder.encode([("few", few), ("n", .numeric([1, .nan, 3, 4, 5]))], rows: [0, 1, 2, 4])
    let shown = matrix.map { $0.isNaN ? "-" : "\(Int($0))" }.joined(separator: " ")
    #expect(shown == "0 1 1 1 0 - - - 3 - - 5")
  }

  @Test func manyLevelsBecomeTheirShare() {
    let cells = (0..<20).map { "l\($0 % 10)" } + ["unseen", ""]
    let column: [TrainingData.Column] = [("c", .categorical(CategoricalColumn(cells: cells)))]
    let encoder = FeatureEncoder(columns: column, trainingRows: Array(0..<20))
    let matrix = encoder.encode(column, rows: [0, 20, 21])
    #expect(matrix[0] == 0.1 && matrix[1].isNaN && matrix[2].isNaN)
  }

  @Test func theSplitIsStratifiedDisjointAndFixed() {
    let labels = (0..<1000).map { $0 % 10 == 0 }
    let split = StratifiedSplit(labels: labels, validation: 0.2, test: 0.1, seed: 7)
    #expect(split.test.count == 100 && split.test.count { labels[$0] } == 10)
    #expect(split.validation.count == 200 && split.validation.count { labels[$0] } == 20)
    #expect(Set(split.training + split.validation + split.test).count == 1000)
    #expect(split == StratifiedSplit(labels: labels, validation: 0.2, test: 0.1, seed: 7))
    #expect(split != StratifiedSplit(labels: labels, validation: 0.2, test: 0.1, seed: 8))
    // SplitMix64's published first output for seed 1234567.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
  }

  @Test func theSampleIsTheSameEveryTime() {
    let once = ChurnSample(rows: 50, seed: 7, isLater: false).csv()
    #expect(once == ChurnSample(rows: 50, seed: 7, isLater: false).csv())
    #expect(once != ChurnSample(rows: 50, seed: 8, isLater: false).csv())
    #expect(once.count { $0 == 0x0A } == 51)
  }

  @Test func numbersAreWrittenTheSameEverywhere() {
    #expect(FixedText.number(0.8456, 3) == "0.846")
    #expect(FixedText.number(-1.26, 1) == "-1.3")
    #expect(FixedText.number(-0.001, 1) == "0.0")
    #expect(FixedText.number(3.004, 2) == "3.00")
    #expect(FixedText.number(.nan, 2) == "not known")
    #expect(FixedText.percent(0.716) == "72 %")
    let numbers = [0.7026041912099772, -0.00124464, 1234.56, 98765, 0.1 + 0.2, 1.5e-7, 0]
    let texts = ["0.7026", "-0.001245", "1235.0", "98770.0", "0.3", "1.5e-07", "0.0"]
    #expect(numbers.map { FixedText.significant($0) } == texts)
  }
}
