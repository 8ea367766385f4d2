/// Which sequences of ECMA-48 a terminal understands beside those that every one does, by its entry in the terminal
/// database and by what it has shown. Source: terminfo(5).
public struct TerminalDialect: Equatable, Sendable {
  /// `CSI G` (`hpa`).
  public var placesColumns = true
  /// `CSI d` (`vpa`).
  public var placesRows = true
  /// `CSI X` (`ech`).
  public var erasesCharacters = true
  /// What is erased gets the background of the look (`bce`).
  public var erasesInColor = true
  /// The cursor waits behind the last column until the next character comes (`xenl`); elsewhere it goes on at once, and
  /// from the last row it scrolls the screen.
  public var waitsAtMargin = true
  /// `CSI r` sets rows between which the screen scrolls (`csr`).
  public var hasScrollRegions = true
  /// `CSI b` repeats any character, ASCII or not.
  public var repeats = false

  /// What xterm's entry promises.
  public init() {}
}
