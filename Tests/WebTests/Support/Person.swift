import Foundation
import HTTPTypes
import Identity
import Store
import Synchronization
import Testing
import Vocabulary

/// Somebody at a browser of their own.
struct Browser {
    let site: TestSite
    let reader: Reader
    private let cookie: String

    private static let counter = Atomic<Int>(0)
    private static let form = String(repeating: "a", count: 32)

    /// A person with roles who has signed in.
    static func signIn(
        _ roles: Role...,
        at site: TestSite,
        of agency: Int64 = 1,
        clearance: HandlingMarking = .red,
        name: String? = nil
    ) async throws -> Browser {
        let number = counter.add(1, ordering: .relaxed).newValue
        let person = try await site.store.addPerson(
            Person.Draft(
                name: name ?? "Person \(number)",
                email: "p\(number)@example.org",
                agency: AgencyNumber(rawValue: agency),
                roles: Set(roles),
                clearance: clearance
            ),
            by: .local
        )
        var generator = SystemRandomNumberGenerator()
        let token = Token.make(.session, using: &generator)
        let digest = Data(token.hash.bytes)
        _ = try await site.store.beginSession(for: person, digest: digest, until: .distantFuture)
        let reader = try #require(try await site.store.reader(forSession: digest))
        return Browser(site: site, reader: reader, cookie: "touchstone_session=\(token.text); touchstone_form=\(form)")
    }

    /// Somebody who has not signed in: the public, or the owner where the site is served to its owner.
    static func visitor(at site: TestSite, as reader: Reader) -> Browser {
        Browser(site: site, reader: reader, cookie: "touchstone_form=\(form)")
    }

    func get(_ path: String) async throws -> TestSite.Answer {
        try await site.get(path, headers: [.cookie: cookie])
    }

    /// Sends a form, with the token that the page would carry.
    func post(_ path: String, _ form: String) async throws -> TestSite.Answer {
        let headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .cookie: cookie]
        return try await site.send(.post, path, headers: headers, body: Array("\(form)&form_token=\(Self.form)".utf8))
    }

    /// Sends a form and follows to the page that confirms it.
    func submit(_ path: String, _ form: String) async throws -> TestSite.Answer {
        let answer = try await post(path, form)
        #expect(answer.status == 303, "\(path): \(answer.text.suffix(300))")
        let place = try #require(answer.headers[.location])
        return try await get(String(place.prefix { $0 != "#" }))
    }

    /// Takes back what a page confirms.
    func undo(_ page: TestSite.Answer) async throws -> TestSite.Answer {
        let word = try #require(page.text.firstMatch(of: /name="word" value="([0-9a-f]{32})"/)?.output.1)
        return try await submit("/en/undo", "word=\(word)")
    }
}

extension TestSite.Answer {
    /// The paths of the page's links, without their queries' order changed.
    var links: [String] {
        text.matches(of: /href="(\/en[^"#]*)/).map { String($0.output.1).replacing("&amp;", with: "&") }
    }
}
