import HyperparameterSearch
import JSONText
import StudyModel
import Tables
import Testing

@testable import Learning

@Suite struct FeaturePipelineTests {
  private static let variants: [FeaturePipeline.Variant] = [.ordinal, .linear, .trees]

  private func bits(_ values: some Sequence<Float>) -> [UInt32] { values.map(\.bitPattern) }

  @Test(arguments: variants) func trainingAndPredictionSeeTheSameRowBitForBit(_ variant: FeaturePipeline.Variant) throws
  {
    let data = SampleRows.make(.binary)
    let training = Array(stride(from: 0, to: 300, by: 2))
    let prepared = try PreparedRows(data, rows: training, variant: variant)
    let readBack = try FeaturePipeline(JSONValue(parsing: prepared.pipeline.json.serialized()))
    // A table of one row, in another order of columns and with levels numbered otherwise.
    for (place, row) in training.enumerated() {
      let columns = data.columns.reversed().map { column -> StudyData.Column in
        guard case .categorical(let values) = column.values else {
          return .init(name: column.name, values: column.values.selecting([row]))
        }
        return .init(
          name: column.name, values: .categorical(CategoricalColumn(cells: [values.text(at: row) ?? ""])))
      }
      let alone = try readBack.encode(columns, times: nil, rows: [0])
      #expect(bits(alone.values) == bits(prepared.encoded.row(place)))
    }
  }

  @Test(arguments: variants) func aPipelineSurvivesItsDocument(_ variant: FeaturePipeline.Variant) throws {
    let pipeline = try PreparedRows(SampleRows.make(.regression), rows: Array(0..<200), variant: variant).pipeline
    #expect(try FeaturePipeline(JSONValue(parsing: pipeline.json.serialized())) == pipeline)
    #expect(pipeline.columnNames.count == pipeline.width && pipeline.sources.count == pipeline.width)
  }

  @Test(arguments: variants) func onlyTrainingRowsAreLookedAt(_ variant: FeaturePipeline.Variant) throws {
    let data = SampleRows.make(.binary)
    let rows = Array(0..<150)
    var changed = data
    changed.columns[0].values = .numeric((0..<300).map { $0 < 150 ? number(data, 0, $0) : 1e6 })
    let first = FeaturePipeline(variant, fitting: data.columns, rows: rows, weights: nil)
    let second = FeaturePipeline(variant, fitting: changed.columns, rows: rows, weights: nil)
    #expect(first == second)
  }

  private func number(_ data: StudyData, _ column: Int, _ row: Int) -> Double {
    if case .numeric(let values) = data.columns[column].values { values[row] } else { .nan }
  }

  private func one(_ values: ColumnValues, _ variant: FeaturePipeline.Variant) throws -> [[Float]] {
    let columns = [StudyData.Column(name: "c", values: values)]
    let pipeline = FeaturePipeline(variant, fitting: columns, rows: Array(0..<4), weights: nil)
    let encoded = try pipeline.encode(columns, times: nil, rows: Array(0..<values.count))
    return (0..<encoded.rowCount).map { Array(encoded.row($0)) }
  }

  @Test func linearNumbersAreStandardisedAndMissingOnesAreTheMedianWithAFlag() throws {
    // Training rows 0, 2, 10 and a missing one: median 2, so mean 3.5 and variance (12.25 + 2·2.25 + 42.25) / 4.
    let rows = try one(.numeric([0, 2, 10, .nan, 7, .nan]), .linear)
    let deviation = (59.0 / 4).squareRoot()
    #expect(rows[0] == [Float(-3.5 / deviation), 0])
    #expect(rows[3] == [Float(-1.5 / deviation), 1] && rows[5] == rows[3])
  }

  @Test func unseenLevelsAndMissingCellsAreDefined() throws {
    let three = ColumnValues.categorical(CategoricalColumn(cells: ["a", "b", "c", "a", "new", ""]))
    #expect(try one(three, .linear)[0] == [1, 0, 0])
    #expect(try one(three, .linear)[4] == [0, 0, 0])
    #expect(try one(three, .trees)[4].allSatisfy(\.isNaN) && one(three, .trees)[5].allSatisfy(\.isNaN))
    #expect(try one(three, .ordinal)[0] == [0])
    let two = ColumnValues.categorical(CategoricalColumn(cells: ["n", "y", "y", "y", "", "z"]))
    #expect(try one(two, .trees)[1] == [1] && one(two, .trees)[4][0].isNaN)
    #expect(try one(two, .linear)[4] == [0.75])
  }

  @Test func stepsCanBeLeftOut() throws {
    let gappy = [StudyData.Column(name: "c", values: .numeric([0, 2, 10, .nan]))]
    func encoded(_ columns: [StudyData.Column], _ variant: FeaturePipeline.Variant, _ step: FeaturePipeline.Step) throws
      -> [[Float]]
    {
      let pipeline = FeaturePipeline(
        variant, leavingOut: [step], fitting: columns, rows: [0, 1, 2, 3], weights: nil)
      let rows = try pipeline.encode(columns, times: nil, rows: [0, 1, 2, 3])
      return (0..<4).map { Array(rows.row($0)) }
    }
    #expect(try encoded(gappy, .linear, .scaling) == [[0, 0], [2, 0], [10, 0], [2, 1]])
    #expect(try encoded(gappy, .linear, .missingFlags).map(\.count) == [1, 1, 1, 1])
    let levels = [StudyData.Column(name: "c", values: .categorical(CategoricalColumn(cells: ["x", "y", "y", "z"])))]
    #expect(try encoded(levels, .trees, .levelColumns) == [[1], [0], [0], [2]])
    #expect(try encoded(levels, .linear, .levelColumns) == encoded(levels, .linear, .scaling))
  }

  @Test func constantColumnsAreDropped() throws {
    #expect(try one(.numeric([3, 3, 3, 3]), .linear)[0].isEmpty)
    #expect(try one(.numeric([.nan, .nan, .nan, .nan]), .trees)[0].isEmpty)
    #expect(try one(.numeric([3, .nan, 3, 3]), .trees)[1] == [1])
  }

  @Test func hugeNumbersStayFinite() throws {
    #expect(try one(.numeric([-1e300, 1e300, 0, 5]), .trees).allSatisfy { $0[0].isFinite })
  }

  @Test func manyLevelsBecomeFewColumns() throws {
    let cells = (0..<2000).map { "m\($0 % 500)" }
    let columns = [StudyData.Column(name: "c", values: ColumnValues(cells: cells))]
    let rows = Array(0..<2000)
    #expect(FeaturePipeline(.trees, fitting: columns, rows: rows, weights: nil).width == 1)
    #expect(FeaturePipeline(.linear, fitting: columns, rows: rows, weights: nil).width <= 33)
  }

  @Test func aColumnThatIsAbsentOrOfAnotherKindIsNamed() throws {
    let data = SampleRows.make(.binary)
    let pipeline = try PreparedRows(data, rows: [0, 1, 2, 3], variant: .trees).pipeline
    #expect { try pipeline.encode([], times: nil, rows: [0]) } throws: {
      ($0 as? LearningError)?.message.contains("no column x") == true
    }
  }
}
