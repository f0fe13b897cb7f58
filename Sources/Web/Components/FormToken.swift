/// The token that a form carries back.
struct FormToken {
    let token: String

    func write(to h: inout HTML) {
        h(.input, .type("hidden"), .name(RequestForgeryGuard.fieldName), .value(token))
    }
}
