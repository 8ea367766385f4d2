internal import StudyModel
internal import Tables

/// What a person has decided to leave out of a study that has begun.
extension StudyContext {
  mutating func leaveOut(columns: [String], reason: String) {
    source.data.columns.removeAll { columns.contains($0.name) }
    source.excluded += columns.map { StudyHeader.ExcludedColumn(column: $0, reason: reason) }
  }
}

extension StudySplits {
  /// From development, all folds and the test.
  mutating func leaveOut(_ rows: [Int]) {
    leaveOutOfTraining(rows)
    let left = Set(rows)
    test.removeAll(where: left.contains)
    for index in search.indices { search[index].test.removeAll(where: left.contains) }
    for index in evaluation.indices { evaluation[index].test.removeAll(where: left.contains) }
  }

  /// They are still judged.
  mutating func leaveOutOfTraining(_ rows: [Int]) {
    let left = Set(rows)
    development.removeAll(where: left.contains)
    for index in search.indices { search[index].training.removeAll(where: left.contains) }
    for index in evaluation.indices { evaluation[index].training.removeAll(where: left.contains) }
  }
}

extension StudySource {
  /// Those of some rows of the data that are copies of an earlier one of them.
  func copies(among rows: [Int]) -> [Int] {
    let repeated = Set(copies.repeats(among: rows.map { rowNumbers[$0] }))
    return rows.filter { repeated.contains(rowNumbers[$0]) }
  }
}
