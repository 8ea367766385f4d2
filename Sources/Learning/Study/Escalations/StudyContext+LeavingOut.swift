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

extension StudyData {
  /// Those of some rows that are equal to an earlier one in every feature and the target.
  func copies(among rows: [Int]) -> [Int] {
    var seen: Set<[String]> = []
    return rows.filter { row in !seen.insert(columns.map { $0.values.key(row) } + [targetKey(row)]).inserted }
  }

  private func targetKey(_ row: Int) -> String {
    switch target {
    case .classes(let codes, _): "\(codes[row])"
    case .numbers(let values): "\(values[row])"
    }
  }
}

extension ColumnValues {
  fileprivate func key(_ row: Int) -> String {
    switch self {
    case .numeric(let values), .date(let values): "\(values[row])"
    case .categorical(let column): "\(column.codes[row])"
    }
  }
}
