@main struct Unbuilt { static func main() {} }
