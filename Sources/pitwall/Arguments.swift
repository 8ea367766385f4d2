public import ArgumentParser
public import DashboardLogic
public import TerminalModel

// The dashboard's own words serve as arguments.
extension Screen: ExpressibleByArgument {}
extension GlyphSet: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
