import DashboardLogic
import TerminalModel
import Testing

/// A line of text as it is typed.
@Suite struct TextFieldTests {
  private func field(_ text: String, _ keys: String...) -> TextField {
    var field = TextField(text)
    for name in keys { if let key = KeyStroke(name: name) { field.press(key) } }
    return field
  }

  @Test func charactersGoInAtTheCursor() {
    let typed = field("ac", "left", "b")
    #expect(typed.text == "abc")
    #expect(typed.cursor == 2)
    #expect(field("bc", "home", "a").text == "abc")
    #expect(field("ab", "ctrl-a", "ctrl-e", "c").text == "abc")
  }

  @Test func keysOfTheShellRemoveWordsAndEnds() {
    #expect(field("one two  ", "ctrl-w").text == "one ")
    #expect(field("one two", "left", "left", "ctrl-u").text == "wo")
    #expect(field("one two", "home", "right", "ctrl-k").text == "o")
    #expect(field("abc", "backspace").text == "ab")
    #expect(field("abc", "home", "del").text == "bc")
    #expect(field("", "backspace", "del", "ctrl-w", "left", "right").text == "")
  }

  @Test func aPastedTextStaysOneLineAndAMarkJoinsItsBase() {
    var pasted = field("ad", "left")
    pasted.insert("b\nc")
    #expect(pasted.text == "ab cd")
    #expect(pasted.cursor == 4)
    var marked = TextField("e")
    marked.insert("\u{301}")
    #expect(marked.text == "e\u{301}")
    #expect(marked.cursor == 1)
  }
}
