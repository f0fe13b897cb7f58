/// Markup that is written as it stands: the only way around escaping, open to literals of our own source alone.
package struct TrustedHTML: Sendable {
    private let markup: StaticString

    /// Trusts a literal; a value that came from outside cannot be a `StaticString`.
    package init(_ markup: StaticString) {
        self.markup = markup
    }

    func append(to bytes: inout [UInt8]) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// The first line of each page.
    static let documentType = TrustedHTML("<!DOCTYPE html>\n")
}
