import Specification
import Statistics
import StudyModel
import Tables
import Testing

@testable import Learning

@Suite struct AugmentationTests {
  private static let methods = StudySpecification.Augmentation.allCases
  private static let training = Array(stride(from: 0, to: 200, by: 2))

  private func made(
    _ method: StudySpecification.Augmentation, _ data: StudyData, training: [Int] = Self.training
  ) throws -> AugmentedRows {
    var generator = SeededGenerator(seed: 9)
    return try #require(AugmentedRows(method, data, training: training, &generator))
  }

  private func numbers(_ column: StudyData.Column) -> [Double] {
    switch column.values {
    case .numeric(let values), .date(let values): values
    case .categorical(let column): column.codes.map(Double.init)
    }
  }

  @Test(arguments: methods) func heldRowsInfluenceNothing(_ method: StudySpecification.Augmentation) throws {
    let data = SampleRows.make(.binary)
    var changed = data
    let isTrained = Set(Self.training)
    for index in data.columns.indices {
      if case .numeric(let values) = data.columns[index].values {
        changed.columns[index].values = .numeric(values.indices.map { isTrained.contains($0) ? values[$0] : 1e6 })
      }
    }
    changed.target = .classes(
      data.classes.enumerated().map { isTrained.contains($0) ? $1 : 1 - $1 }, names: ["no", "yes"])
    let (first, second) = (try made(method, data), try made(method, changed))
    #expect(first.training == second.training)
    for (one, other) in zip(first.data.columns, second.data.columns) {
      let (a, b) = (numbers(one), numbers(other))
      #expect(first.training.allSatisfy { a[$0] == b[$0] || a[$0].isNaN && b[$0].isNaN })
    }
    #expect(first.training.allSatisfy { first.data.classes[$0] == second.data.classes[$0] })
    // Rows of the data are themselves still, and only training rows are learned from.
    #expect(Set(first.training.filter { $0 < 300 }).isSubset(of: isTrained))
    for (one, old) in zip(first.data.columns, data.columns) {
      #expect(zip(numbers(one), numbers(old)).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN })
    }
  }

  @Test func classesBecomeEquallyFrequent() throws {
    let data = SampleRows.make(.binary)
    let counts = Self.training.reduce(into: [0, 0]) { $0[data.classes[$1]] += 1 }
    let (more, fewer) = (try #require(counts.max()), try #require(counts.min()))
    for (method, count) in [(StudySpecification.Augmentation.oversample, more), (.undersample, fewer), (.mixup, more)] {
      let rows = try made(method, data)
      let found = rows.training.reduce(into: [0, 0]) { $0[rows.data.classes[$1]] += 1 }
      #expect(found == [count, count], "\(method)")
    }
    #expect(try made(.noise, data).training.count == 2 * Self.training.count)
  }

  @Test func aCopyIsOfItsSourcesGroup() throws {
    let data = SampleRows.make(.binary)
    let noisy = try made(.noise, data)
    let groups = try #require(noisy.data.groups)
    #expect(Array(groups.suffix(Self.training.count)) == Self.training && Array(groups.prefix(300)) == Array(0..<300))
    let split = StoppingRows(try PreparedRows(noisy.data, rows: noisy.training, variant: .trees))
    let own = noisy.training.map { groups[$0] }
    #expect(!split.stopping.isEmpty)
    #expect(Set(split.growing.map { own[$0] }).isDisjoint(with: split.stopping.map { own[$0] }))
  }

  /// One column of numbers: a made-up row lies between two of its class that are near, here never across the gap.
  @Test func madeUpRowsLieBetweenNeighboursOfTheirClass() throws {
    let places: [Int] = Array(0..<20) + Array(100..<106) + Array(300..<306)
    let values = places.map(Double.init)
    let data = SampleRows.plain([values], classes: (0..<32).map { $0 < 20 ? 0 : 1 })
    let rows = try made(.mixup, data, training: Array(0..<32))
    let made = rows.data.rowCount - 32
    #expect(made == 8 && rows.data.classes.suffix(made).allSatisfy { $0 == 1 })
    let new = numbers(rows.data.columns[0]).suffix(made)
    #expect(new.allSatisfy { (100...105).contains($0) || (300...305).contains($0) })
    #expect(new.contains { $0 != $0.rounded() })
  }

  @Test func ofNumbersTheTargetLiesInBetweenToo() throws {
    let x = (0..<40).map(Double.init)
    let data = StudyData(columns: [.init(name: "x", values: .numeric(x))], target: .numbers(x.map { 2 * $0 }))
    let rows = try made(.mixup, data, training: Array(0..<40))
    let (found, target) = (numbers(rows.data.columns[0]), rows.data.numbers)
    #expect(found.count == 80 && zip(found, target).allSatisfy { abs(2 * $0 - $1) < 1e-9 })
    var generator = SeededGenerator(seed: 1)
    #expect(AugmentedRows(.oversample, data, training: [0, 1], &generator) == nil)
  }

  @Test func itIsAskedForAndJudgedOnTheFolds() throws {
    var study = try StudyDirectory(StudyDirectory.binary(rows: 240, seed: 4))
    study.specification.data.idColumns = ["id"]
    #expect(try AugmentationTopic.examine(study.examination()) == nil)
    study.specification.augmentation = [.noise, .undersample, .noise]
    let report = try #require(try AugmentationTopic.examine(study.examination()))
    let table = try #require(report.tables.first)
    #expect(table.rows.map(\.first) == [.text("none"), .text("undersample"), .text("noise")])
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    #expect(report.finding.contains("shown to be better"))
    // The unchanged settings are judged as the study judged them.
    let examination = try study.examination()
    let scores = try #require(examination.chosen.single?.scores("auc"))
    #expect(table.rows[0][1].number == FoldIntervals.mean(scores))
  }
}
