import StudyModel
import Tables
import Testing

@testable import Learning

/// What a model consists of.
@Suite struct ArchitectureTests {
  private static let columns: [StudyData.Column] = [
    .init(name: "x", values: .numeric([1.25, -1.75])), .init(name: "gappy", values: .numeric([.nan, 5.25])),
    .init(name: "level", values: .categorical(CategoricalColumn(cells: ["a", "b"]))),
    .init(name: "constant", values: .numeric([1, 1])),
  ]

  private static let linear = LinearModel(
    pipeline: FeaturePipeline(
      variant: .linear,
      features: [
        .init(name: "x", kind: .numeric, encoding: .scaled(median: 0, mean: 0, deviation: 1)),
        .init(name: "gappy", kind: .numeric, encoding: .scaled(median: 0, mean: 0, deviation: 1)),
        .init(name: "gappy", kind: .numeric, encoding: .missingFlag),
        .init(
          name: "level", kind: .categorical,
          encoding: .oneHot(LevelIndex(["a", "b", "c"]), other: false, missing: false, isNaNOtherwise: false)),
      ]), task: .binary, coefficients: [[1, 0, 2, 3, 4, 5, 6]], spreads: [1, 1, 1, 1, 1, 1])

  @Test func aLinearModelIsDrawnFromItsColumnsToItsDecision() {
    let diagram = PipelineDiagram(
      Self.linear, name: "linear", features: Self.columns, made: ["after 1 declared transformation"],
      answer: "probability of yes", decision: "from 0.300 on: yes; below: no")
    #expect(
      diagram.lines == [
        "4 features: 3 numbers and 1 category",
        "  |  after 1 declared transformation",
        "  |  2 numbers   ->  standardised, gaps by the median  2 columns",
        "  |  1 number    ->  1 where it is missing             1 column",
        "  |  1 category  ->  a 0/1 column a level              3 columns",
        "  |  1 feature that tells nothing in training, left out",
        "  |", "  v", "6 encoded columns",
        "  |", "  v", "linear: 5 coefficients and 1 intercept",
        "  |", "  v", "log odds s; 1 / (1 + exp(-s))",
        "  |", "  v", "probability of yes",
        "  |", "  v", "from 0.300 on: yes; below: no",
      ])
  }

  @Test func anEnsembleIsDrawnWithAMemberALine() throws {
    let model = try EnsembleModel(members: [Self.linear, PriorModel(output: [0.3])], weights: [0.75, 0.25])
    let lines = PipelineDiagram(
      model, name: "ensemble", features: Self.columns, made: [], answer: "probability of yes", decision: nil
    ).lines
    #expect(
      lines == [
        "4 features: 3 numbers and 1 category", "  |",
        "  +--> linear: 5 coefficients and 1 intercept   x 0.75",
        "  +--> prior: the same answer for every row   x 0.25",
        "  |", "  v", "weighted mean of the members", "  |", "  v", "probability of yes",
      ])
  }

  @Test func longNamesAreCutToTheWidth() {
    let model = ExternalModel(command: ["python3", String(repeating: "long", count: 40)], artifacts: [])
    let lines = PipelineDiagram(
      model, name: "mine", features: Self.columns, made: [], answer: "y", decision: nil
    ).lines
    #expect(lines.allSatisfy { $0.count <= PipelineDiagram.width } && lines.contains { $0.hasSuffix("...") })
  }

  @Test func coefficientsThatAreNotZeroAreCounted() throws {
    let part = try ModelPart.of(Self.linear, name: "linear", weight: nil, columns: Self.columns, rows: [0])
    #expect(part.columns == 6 && part.parameters == 6 && part.multiplyAdds == 5 && part.comparisons == 0)
    #expect(part.trees == nil && part.bytes > 100)
  }

  @Test func coefficientsOfSeveralClassesSayTheirClass() throws {
    let model = LinearModel(
      pipeline: FeaturePipeline(
        variant: .linear,
        features: [.init(name: "x", kind: .numeric, encoding: .scaled(median: 0, mean: 0, deviation: 1))]
      ), task: .multiclass, coefficients: [[1, 0], [-3, 0], [2, 0]], spreads: [2])
    let table = try #require(Architecture.coefficients(model, classes: ["a", "b", "c"]))
    #expect(table.columns.map(\.name) == ["column", "class", "standardised_coefficient"])
    #expect(
      table.rows == [
        [.text("x"), .text("b"), .number(-6)], [.text("x"), .text("c"), .number(4)],
        [.text("x"), .text("a"), .number(2)],
      ])
    let binary = try #require(Architecture.coefficients(Self.linear, classes: ["no", "yes"]))
    #expect(binary.columns.count == 2)
  }

  /// The six trees of the reference, followed by hand in Python: 137 splits on the way of its eight rows.
  @Test func splitsOnTheWayOfTheRowsAreCounted() throws {
    let reference = ContributionReference.self
    let pipeline = FeaturePipeline(
      variant: .trees,
      features: (0..<5).map { .init(name: "x\($0)", kind: .numeric, encoding: .number) })
    let model = try TreeModel(
      family: "boosting", pipeline: pipeline, link: .logistic,
      boosters: [Booster(model: Array(reference.model.utf8)).modelBytes()])
    let columns = (0..<5).map { place in
      StudyData.Column(name: "x\(place)", values: .numeric(reference.rows.map { Double($0[place]) }))
    }
    let part = try ModelPart.of(model, name: "boosting", weight: 0.5, columns: columns, rows: Array(0..<8))
    #expect(part.trees == 6 && part.depth == 3 && part.leaves == 44 && part.nodes == 82)
    #expect(part.comparisons == 137.0 / 8 && part.multiplyAdds == 6 && part.weight == 0.5)
  }
}
