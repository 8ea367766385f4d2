extension CSVTable {
  /// The rows of another file behind these. The header must be the same; line numbers stay those of each file. O(rows).
  public mutating func append(_ other: CSVTable) {
    precondition(header == other.header, "tables of one header")
    for (index, column) in other.columns.enumerated() { columns[index] = columns[index].appending(column) }
    lines += other.lines
  }

  /// These rows, in this order. O(rows · columns).
  public func selecting(_ rows: [Int]) -> CSVTable {
    var result = self
    result.columns = columns.map { $0.selecting(rows) }
    result.lines = rows.map { lines[$0] }
    return result
  }
}

extension CellColumn {
  /// Keeps the forms that occur only, so that what is counted of the rows is of these rows.
  fileprivate func selecting(_ rows: [Int]) -> CellColumn {
    var place = [Int32](repeating: -1, count: writtenForms.count)
    var kept: [Int] = []
    let renumbered = rows.map { row -> Int32 in
      let form = Int(codes[row])
      if place[form] < 0 {
        place[form] = Int32(kept.count)
        kept.append(form)
      }
      return place[form]
    }
    return CellColumn(
      codes: renumbered, writtenForms: kept.map { writtenForms[$0] }, texts: kept.map { texts[$0] })
  }

  fileprivate func appending(_ other: CellColumn) -> CellColumn {
    var places = Dictionary(uniqueKeysWithValues: writtenForms.enumerated().map { ($1, Int32($0)) })
    var (forms, meanings) = (writtenForms, texts)
    let renumbered = other.writtenForms.indices.map { index -> Int32 in
      let form = other.writtenForms[index]
      if let place = places[form] { return place }
      places[form] = Int32(forms.count)
      forms.append(form)
      meanings.append(other.texts[index])
      return Int32(forms.count - 1)
    }
    return CellColumn(codes: codes + other.codes.map { renumbered[Int($0)] }, writtenForms: forms, texts: meanings)
  }
}
