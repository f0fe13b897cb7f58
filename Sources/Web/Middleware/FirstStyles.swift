internal import Crypto
internal import Foundation

/// The styles of what a page shows first, for its head: over a slow telephone network a page that waits for its style
/// sheet stays white for a second more.
struct FirstStyles: Sendable {
    /// The styles as they stand in the page.
    let text: HTML
    /// What the content security policy says for them, by their hash (CSP Level 3 section 2.3.1); empty for none.
    let permission: String

    /// No styles.
    static let none = FirstStyles(Data())

    /// Reads a sheet of a folder.
    init(folder: URL, named name: String = "first.css") {
        let sheet = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
        self.init(Data(Self.squeezed(sheet).utf8))
    }

    /// Without comments and without the white space at the ends of lines: it goes out with each page.
    private static func squeezed(_ sheet: String) -> String {
        var result = ""
        var rest = sheet[...]
        while let start = rest.range(of: "/*"), let end = rest[start.upperBound...].range(of: "*/") {
            result += rest[..<start.lowerBound]
            rest = rest[end.upperBound...]
        }
        result += rest
        return result.split(separator: "\n").map { $0.trimmingSpaces }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private init(_ data: Data) {
        var text = HTML(capacity: data.count)
        // What could end the element early would be obeyed as markup.
        let isSafe = data.range(of: Data("</".utf8)) == nil
        if isSafe { text.styles(data) }
        self.text = text
        permission =
            isSafe && !data.isEmpty ? " 'sha256-\(Data(SHA256.hash(data: data)).base64EncodedString())'" : ""
    }
}
