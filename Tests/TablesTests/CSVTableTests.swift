import Testing

@testable import Tables

@Suite struct CSVTableTests {
  private func table(_ text: String) throws -> CSVTable { try CSVTable(parsing: Array(text.utf8), path: "a.csv") }
  private func failure(_ bytes: [UInt8]) -> String {
    do throws(TableError) {
      _ = try CSVTable(parsing: bytes, path: "a.csv")
      return "no error"
    } catch { return error.message }
  }

  @Test func quotesMarksAndLineEnds() throws {
    let read = try table("\u{FEFF}id,name,y\r\n1,\"Smith, J\",0\r\n2,\"O\"\"Neil\r\nline\", 1 \r\n\r\n3,,1")
    #expect(read.header == ["id", "name", "y"])
    #expect(read.columns == [["1", "2", "3"], ["Smith, J", "O\"Neil\r\nline", ""], ["0", "1", "1"]])
  }

  @Test func separatorsAndMissingWords() throws {
    #expect(try table("a;b\n1;x,y\n").columns == [["1"], ["x,y"]])
    #expect(try table("a\tb\nNA\t?\nnull\tN/A\n").columns == [["", ""], ["", ""]])
  }

  @Test func everyMistakeHasAPlace() {
    #expect(failure([]).contains("is empty"))
    #expect(failure(Array("a,b\n".utf8)).contains("no rows"))
    #expect(failure(Array("a,b,a\n1,2,3\n".utf8)).contains("names a twice"))
    #expect(failure(Array("a,,c\n1,2,3\n".utf8)).contains("column 2 has no name"))
    #expect(failure(Array("a,b\n1,2\n3\n".utf8)) == "a.csv:3: this row has 1 fields, the header has 2 (byte 8)")
    #expect(failure(Array("a,b\n1,\"x\n".utf8)) == "a.csv:2: a quote is opened and never closed (byte 6)")
    #expect(failure(Array("a\nJos".utf8) + [0xE9, 0x0A]).hasPrefix("a.csv:2: this field is not UTF-8"))
    #expect(failure(Array("a\n\"x\"y\n".utf8)).contains("follows a closing quote"))
  }
}
