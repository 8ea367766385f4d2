/// Colours and attributes of what is written, by the numbers that switch them on.
struct Rendition: Equatable, Sendable {
  var foreground: [Int] = []
  var background: [Int] = []
  /// Ascending.
  var attributes: [Int] = []

  /// Whether a blank shows nothing but the background: not underlined, reversed or struck through.
  var hasPlainBlanks: Bool { attributes.allSatisfy { [1, 2, 3].contains($0) } }

  /// Where to begin when nothing is known: only a reset says enough.
  static func afterReset(_ numbers: [Int]) -> Rendition? { numbers.first == 0 ? Rendition() : nil }

  /// nil for a number that is not known.
  func applying(_ numbers: [Int]) -> Rendition? {
    var (next, rest) = (self, numbers[...])
    while let number = rest.popFirst() {
      switch number {
      case 0: next = Rendition()
      case 1...9: next.attributes = (next.attributes.filter { $0 != number } + [number]).sorted()
      case 22: next.attributes.removeAll { $0 == 1 || $0 == 2 }
      case 23, 24, 25, 27, 28, 29: next.attributes.removeAll { $0 == number - 20 }
      case 30...37, 90...97: next.foreground = [number]
      case 40...47, 100...107: next.background = [number]
      case 39: next.foreground = []
      case 49: next.background = []
      case 38, 48:
        guard let length = rest.first.flatMap({ $0 == 5 ? 2 : $0 == 2 ? 4 : nil }), rest.count >= length else {
          return nil
        }
        let color = [number] + rest.prefix(length)
        if number == 38 { next.foreground = color } else { next.background = color }
        rest.removeFirst(length)
      default: return nil
      }
    }
    return next
  }

  /// All of it, after a reset; empty for the plain look.
  var words: String {
    let numbers = attributes + foreground + background
    return numbers.isEmpty ? "" : Self.text([0] + numbers)
  }

  /// What has to be switched; nil where that is not possible without a reset.
  func change(from before: Rendition) -> String? {
    guard before.attributes.allSatisfy(attributes.contains) else { return nil }
    var numbers = attributes.filter { !before.attributes.contains($0) }
    if foreground != before.foreground { numbers += foreground.isEmpty ? [39] : foreground }
    if background != before.background { numbers += background.isEmpty ? [49] : background }
    return Self.text(numbers)
  }

  private static func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ";") }
}
