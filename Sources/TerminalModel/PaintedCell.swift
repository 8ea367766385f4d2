/// What a terminal shows in one column.
public struct PaintedCell: Equatable, Sendable {
  /// The number of a look, given out by `ShownScreen.look`.
  public typealias Look = UInt16

  public var character: Character
  public var look: Look
  /// 1 or 2 columns; 0 for the trailing half of a wide character.
  public var width: UInt8

  public init(_ character: Character, look: Look, width: UInt8 = 1) {
    (self.character, self.look, self.width) = (character, look, width)
  }

  /// A blank of which only the background is seen.
  func isPlainBlank(_ looks: [Style]) -> Bool { character == " " && width == 1 && looks[Int(look)].hasPlainBlanks }

  /// Whether terminals agree that the cursor is one column behind it.
  var hasSureWidth: Bool {
    guard width == 1, let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else {
      return false
    }
    return scalar.value < 0x300 || CharacterWidth.isOfCharts(scalar)
  }
}
