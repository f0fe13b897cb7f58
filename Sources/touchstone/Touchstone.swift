import ArgumentParser

@main
struct Touchstone: AsyncParsableCommand {
    func run() async throws {}
}
