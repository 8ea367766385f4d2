import TerminalModel

extension KeyHint {
  /// The first key of a command.
  /// - Parameter label: nil: as the command table has it.
  init(_ command: Command, _ label: String? = nil) {
    let spec = CommandTable.spec(of: command)
    self.init(spec.keys.first?.label ?? "", label ?? spec.hint)
  }
}
