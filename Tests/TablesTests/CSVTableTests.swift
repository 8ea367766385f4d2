import Testing

@testable import Tables

@Suite struct CSVTableTests {
  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(parsing: Array(text.utf8), path: "a.csv")
  }
  private func cells(_ text: String) throws -> [[String]] {
    try table(text).columns.map(Array.init)
  }
  private func failure(_ bytes: [UInt8]) -> String {
    do throws(TableError) {
      _ = try CSVTable(parsing: bytes, path: "a.csv")
      return "no error"
    } catch { return error.message }
  }
  private func failure(_ text: String) -> String { failure(Array(text.utf8)) }

  // MARK: - What is read right

  @Test func quotesMarksAndLineEnds() throws {
    let read = try table(
      "\u{FEFF}id,name,y\r\n1,\"Smith, J\",0\r\n2,\"O\"\"Neil\r\nline\", 1 \r\n\r\n3,,1")
    #expect(read.header == ["id", "name", "y"])
    #expect(
      read.columns.map(Array.init) == [
        ["1", "2", "3"], ["Smith, J", "O\"Neil\r\nline", ""], ["0", "1", "1"],
      ])
    #expect(read.lines == [2, 3, 6])
  }

  @Test func carriageReturnsAloneEndLines() throws {
    #expect(try cells("a,b\r1,2\r\r3,\"4\r5\"\r") == [["1", "3"], ["2", "4\r5"]])
  }

  @Test func separatorsAndMissingWords() throws {
    #expect(try cells("a;b\n1;x,y\n") == [["1"], ["x,y"]])
    #expect(try cells("a\tb\nNA\t?\nnull\tN/A\n") == [["", ""], ["", ""]])
    #expect(try cells("a|b\n1|2\n") == [["1"], ["2"]])
  }

  @Test func theSeparatorSplitsRowsAsItSplitsTheHeader() throws {
    #expect(try table("\"a;b;c;d\",e\n1,2\n").header == ["a;b;c;d", "e"])
    #expect(try table("x;price, EUR\n1;2,5\n").header == ["x", "price, EUR"])
    #expect(try table("a,b,c;d\n1,2,3\n4,5,6\n").header == ["a", "b", "c;d"])
    #expect(try cells("5\" pipe,b\n1,2\n") == [["1"], ["2"]])
    #expect(try cells("only\n\"a,b\"\nc\n") == [["a,b", "c"]])
  }

  @Test func aSeparatorAtTheEndOpensAField() throws {
    #expect(try cells("a,b\n1,") == [["1"], [""]])
  }

  @Test func decimalCommasAreNumbersBesideOtherSeparators() throws {
    let text = "a;b;c;d\n1,5;1.234,5;1.234;x\n-2;-1.000.000,25;5;y, z\n"
    #expect(
      try cells(text) == [
        ["1.5", "-2"], ["1234.5", "-1000000.25"], ["1.234", "5"], ["x", "y, z"],
      ])
    #expect(try ColumnValues(table(text).columns[1]) == .numeric([1234.5, -1_000_000.25]))
    #expect(
      try cells("a,b\n\"1,5\",2\n") == [["1,5"], ["2"]],
      "a comma between fields is no decimal comma")
    #expect(
      try cells("a;b\n1,5;2\n12.34,5;3\n") == [["1,5", "12.34,5"], ["2", "3"]],
      "half of them is not nearly all")
  }

  @Test func cellsKeepWhatWasWritten() throws {
    let column = try table("a,b\n \t,1\nx,2\n x,3\n").columns[0]
    #expect(Array(column) == ["", "x", "x"])
    #expect((0..<3).map(column.written(at:)) == [" \t", "x", " x"])
  }

  // MARK: - What is refused

  @Test func everyMistakeHasAPlace() {
    #expect(failure("").contains("is empty"))
    #expect(failure("\u{FEFF}\n\n").contains("is empty"))
    #expect(failure("a,b\n").contains("no rows"))
    #expect(failure("a,b,a\n1,2,3\n") == "a.csv:1: the header names a twice (byte 4)")
    #expect(failure("a,,c\n1,2,3\n") == "a.csv:1: column 2 has no name in the header (byte 2)")
    #expect(failure("a,b\n1,2\n3\n") == "a.csv:3: this row has 1 field, the header has 2 (byte 8)")
    #expect(failure("a,b\n1,2,3\n") == "a.csv:2: this row has 3 fields, the header has 2 (byte 4)")
    #expect(failure("a,b\n1,\"x\n") == "a.csv:2: a quote is opened and never closed (byte 6)")
    #expect(failure("a\n\"x\"y\n").contains("follows a closing quote"))
    #expect(failure("a,b\n1, \"x,y\"\n").hasPrefix("a.csv:2: a blank stands before a quote"))
  }

  @Test func otherEncodingsAreRefused() {
    let latin = failure(Array("a\n\"x\ny\"\nJos".utf8) + [0xE9, 0x0A])
    #expect(latin.hasPrefix("a.csv:4: this field is not UTF-8 (byte 0xE9, perhaps Latin-1)"))
    #expect(latin.hasSuffix("(byte 11)"))
    #expect(failure([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00]).contains("is UTF-16"))
    #expect(failure([0x61, 0x00, 0x0A, 0x00, 0x31, 0x00]).contains("a NUL byte"))
    #expect(
      failure(Array("a\n1\n2".utf8) + [0] + Array("\n".utf8)).hasPrefix("a.csv:3: a NUL byte"))
  }

  @Test func mixedLineEndsAreRefused() {
    #expect(failure("a,b\n1,2\r3,4\n").hasPrefix("a.csv:2: this line ends unlike the first one"))
    #expect(failure("a,b\r1,2\n3,4\r").hasPrefix("a.csv:2: this line ends unlike the first one"))
  }

  @Test func overlongFieldsAreRefused() {
    let long = [UInt8](repeating: 0x78, count: CSVScanner.fieldLimit + 1)
    #expect(failure(Array("a\n1\n".utf8) + long).hasPrefix("a.csv:3: this field has 1048577 bytes"))
    #expect(failure(Array("a\n\"".utf8) + long + Array("\"\n".utf8)).contains("this field has"))
  }

  /// Whatever is cut or flipped, a table that is read has all its cells, and a refusal its place.
  @Test func damagedFilesAreReadWholeOrRefused() throws {
    let bytes = Array("\u{FEFF}id;name;x\r\n1;\"a;\"\"b\"\"\r\nc\";1,5\r\n2;é;-1.000,25\r\n".utf8)
    for index in bytes.indices {
      for mask: UInt8 in [0x01, 0x20, 0x80, 0xFF] {
        var flipped = bytes
        flipped[index] ^= mask
        for input in [flipped, Array(bytes[..<index])] {
          do throws(TableError) {
            let read = try CSVTable(parsing: input, path: "a.csv")
            #expect(read.columns.count == read.header.count)
            #expect(read.columns.allSatisfy { $0.count == read.rowCount })
          } catch {
            #expect((0...input.count).contains(error.byteOffset))
            #expect(error.line >= 1)
          }
        }
      }
    }
  }
}
