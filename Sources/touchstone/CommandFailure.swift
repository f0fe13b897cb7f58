/// Why a command cannot do what was asked: what, with which input, and what to do about it, for standard error.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
