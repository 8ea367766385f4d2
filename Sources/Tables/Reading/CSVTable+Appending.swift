extension CSVTable {
  /// The rows of another file behind these. The header must be the same; line numbers stay those of each file. O(rows).
  public mutating func append(_ other: CSVTable) {
    precondition(header == other.header, "tables of one header")
    for (index, column) in other.columns.enumerated() { columns[index] = columns[index].appending(column) }
    lines += other.lines
  }
}

extension CellColumn {
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
