import StudyModel
import Tables
import Testing

@testable import Learning

@Suite struct ExternalPredictionsTests {
  private func parse(
    _ text: String, rows: [Int] = [3, 1, 7], task: StudyTask = .binary, classes: [String] = ["no", "yes"]
  ) throws -> ExternalPredictions {
    try ExternalPredictions(parsing: Array(text.utf8), rows: rows, task: task, classNames: classes)
  }

  @Test func linesMayComeInAnyOrder() throws {
    let predictions = try parse("row,prediction\n7,0.5\n3,1\n1,0.25\n")
    #expect(predictions.values([3, 1, 7]) == [1, 0.25, 0.5])
    #expect(try parse("prediction,row\n-2.5,7\n1e3,3\n0,1\n", task: .regression).values([7, 3]) == [-2.5, 1000])
    let classes = try parse("row,b,a\n1,0.75,0.25\n", rows: [1], task: .multiclass, classes: ["a", "b"])
    #expect(classes.values([1]) == [0.25, 0.75])
  }

  @Test(arguments: [
    ("row,prediction\n7,0.5\n3,1\n", "no prediction for 1 of 3 rows, the first one row 1"),
    ("row,prediction\n7,0.5\n3,1\n1,0\n3,1\n", ":5: row 3 is there twice"),
    ("row,prediction\n7,0.5\n3,1\n1,0\n2,1\n", ":5: 2 is no row to predict"),
    ("row,prediction\n7,0.5\n3,nan\n1,0\n", ":3: the prediction of row 3 is not a number"),
    ("row,prediction\n7,0.5\n3,inf\n1,0\n", ":3: the prediction of row 3 is inf"),
    ("row,prediction\n7,0.5\n3,\n1,0\n", ":3: the prediction of row 3 is not a number"),
    ("row,prediction\n7,0.5\n3,1.5\n1,0\n", ":3: row 3: 1.5 is no probability"),
    ("row,prediction\n7,0.5\n,1\n1,0\n", ":3: nothing is no row to predict"),
    ("row,p\n7,0.5\n", "has the columns row,p instead of row,prediction"),
    ("row,prediction\n7,0.5,1\n", "3 fields"),
    ("row,prediction\n", "no rows"),
    ("", "empty"),
  ]) func whatIsWrongIsNamed(text: String, reason: String) {
    let error = #expect(throws: ExternalPredictions.Problem.self) { try parse(text) }
    #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "")")
  }

  @Test func classesAddUpToOne() {
    let error = #expect(throws: ExternalPredictions.Problem.self) {
      try parse("row,a,b,c\n1,0.5,0.25,0.5\n", rows: [1], task: .multiclass, classes: ["a", "b", "c"])
    }
    #expect(error?.reason.hasSuffix(":2: row 1: its probabilities add up to 1.25") == true)
  }

  @Test func rowsAreWrittenSoThatTheyReadBack() throws {
    let columns: [StudyData.Column] = [
      .init(name: "n", values: .numeric([0.1, .nan, -1e300, 3])),
      .init(name: "a \"b\"", values: ColumnValues(cells: ["x,y", "", "q\"q", "l\nl"], as: .categorical)),
      .init(
        name: "d",
        values: ColumnValues(cells: ["2024-02-29", "1969-12-31T23:59:59", "", "2026-01-01 07:05"], as: .date)),
    ]
    let table = try CSVTable(parsing: StudyRows(columns).bytes([0, 1, 2, 3]), path: "")
    for column in columns {
      let cells = try #require(table.column(column.name))
      #expect(ColumnValues(cells: cells, as: column.values.kind).description == column.values.description)
    }
    #expect(table.column("d") == ["2024-02-29", "1969-12-31T23:59:59", "", "2026-01-01T07:05:00"])
  }
}

extension ColumnValues {
  /// NaN differs from itself, its text does not.
  fileprivate var description: String { "\(self)" }
}
