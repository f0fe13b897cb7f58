import Foundation
import Testing

@Suite("Documents hang together")
struct DocumentTests {
    /// Every page that a reader of the project may open.
    private static func pages() throws -> [String] {
        let atRoot = try FileManager.default.contentsOfDirectory(atPath: House.root.path)
            .filter { $0.hasSuffix(".md") }
        return try atRoot + House.files(below: "docs", named: ".md")
    }

    /// The files that a page links to, as paths from the root of the project.
    private static func links(of page: String) throws -> [String] {
        let folder = URL(filePath: "/\(page)").deletingLastPathComponent()
        return try House.text(page).matches(of: #/\]\(([^)\s]+)\)/#).compactMap { match in
            let target = match.1.split(separator: "#", omittingEmptySubsequences: false)[0]
            guard !target.isEmpty, !target.contains(":") else { return nil }
            return String(folder.appending(path: String(target)).standardized.path.dropFirst())
        }
    }

    @Test func everyLinkLeadsToAFile() throws {
        // Pictures are taken by the end-to-end tests, so a tree that has not run them has none.
        for page in try Self.pages() {
            for link in try Self.links(of: page) where !link.hasPrefix("docs/images/") {
                let exists = FileManager.default.fileExists(atPath: House.root.appending(path: link).path)
                #expect(exists, "\(page) links to \(link)")
            }
        }
    }

    @Test func everyDocumentIsInTheIndex() throws {
        let indexed = Set(try Self.links(of: "docs/README.md"))
        for page in try House.files(below: "docs", named: ".md") where page != "docs/README.md" {
            #expect(indexed.contains(page), "docs/README.md does not list \(page)")
        }
    }

    @Test func theReadmeLeadsToTheIndex() throws {
        #expect(try Self.links(of: "README.md").contains { $0.hasPrefix("docs/README.md") })
    }
}
