import Crypto
import EPCIS
import Formats
import Foundation
public import Store

/// Tells subscribers of the events that their queries find, each at least once and in the order of recording.
///
/// What is outstanding stands in the store as a place among the records, which moves when the subscriber has answered
/// that it took what comes before. A process that ends in between sends the same document again.
public struct SubscriptionRunner: Sendable {
    /// A document for a subscriber.
    public struct Post: Sendable, Hashable {
        /// Where to.
        public let address: String
        /// The fields that go with it.
        public let headers: [Header]
        /// The document.
        public let body: [UInt8]

        /// A field.
        public struct Header: Sendable, Hashable {
            /// Its name.
            public let name: String
            /// Its value.
            public let value: String
        }
    }

    /// Why a document did not reach its subscriber.
    public struct Failure: Error, Sendable, Hashable {
        /// A word.
        public let reason: String

        /// Names a reason.
        public init(_ reason: String) {
            self.reason = reason
        }
    }

    /// Sends a document and gives the status of the answer.
    public typealias Send = @Sendable (Post) async throws(Failure) -> Int

    /// How many events a document has where the query does not say.
    static let documentLength = 500
    /// How many records one document may be looked for in: a query that finds little goes on in the next.
    private static let recordsAtOnce: Int64 = 200_000
    /// How many subscribers are told at a time.
    private static let breadth = 8
    /// How long to wait after a failure: doubled each time, up to an hour.
    private static let firstWait = 5
    private static let longestWait = 3_600

    private let archive: EventArchive
    private let send: Send

    /// Makes a runner.
    public init(_ store: FactStore, send: @escaping Send) {
        archive = EventArchive(store)
        self.send = send
    }

    /// Serves every subscription that is due, until none is or the task is cancelled.
    ///
    /// - Parameter time: Seconds since 1970.
    /// - Returns: How many documents were taken.
    @discardableResult
    public func runDue(at time: Int) async throws -> Int {
        var taken = 0
        while !Task.isCancelled {
            let due = try await archive.store.dueSubscriptions(at: time, limit: Self.breadth)
            guard !due.isEmpty else { break }
            taken += try await withThrowingTaskGroup(of: Bool.self) { group in
                for subscription in due { group.addTask { try await serve(subscription, at: time) } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
        }
        return taken
    }

    /// Sends the next document of a subscription.
    ///
    /// - Returns: Whether the subscriber took one.
    private func serve(_ subscription: EventSubscription, at time: Int) async throws -> Bool {
        let store = archive.store
        guard let reader = try await store.reader(of: subscription),
            let named = try await store.query(of: subscription), let query = Self.query(named)
        else {
            // Whoever subscribed may not read now; what they miss is told when they may again.
            try await store.noteFailedDelivery(of: subscription, "not-allowed", nextAt: time + Self.longestWait)
            return false
        }
        let due = try await store.openReport(of: subscription)
        let last = min(due, subscription.deliveredRecord + Self.recordsAtOnce)
        let page: EventArchive.Page
        do {
            page = try await archive.page(
                of: query,
                as: reader,
                limit: min(query.perPage ?? Self.documentLength, Self.documentLength),
                after: subscription.deliveredRecord,
                upTo: last
            )
        } catch let fault as QueryFault {
            try await fail(subscription, "query-\(fault.reason.rawValue)", at: time)
            return false
        }
        let isWhole = page.next == nil && last == due
        let told = page.next == nil ? last : page.events.last?.record ?? last
        let saysNothing =
            isWhole && subscription.documents == 0 && subscription.reportsEmpty && subscription.schedule != nil
        let isReport = !page.events.isEmpty || saysNothing
        if isReport {
            let post = self.post(page, of: subscription)
            do throws(Failure) {
                let status = try await send(post)
                guard (200..<300).contains(status) else { throw Failure("status-\(status)") }
            } catch {
                try await fail(subscription, error.reason, at: time)
                return false
            }
            if !page.events.isEmpty { try await store.noteQuery(of: page.events.count, by: reader) }
        }
        try await store.noteDelivery(
            of: subscription,
            upTo: told,
            isWhole: isWhole,
            wasSent: isReport,
            nextAt: isWhole ? Self.next(of: subscription, after: time) : time
        )
        return isReport
    }

    private func fail(_ subscription: EventSubscription, _ reason: String, at time: Int) async throws {
        let wait = min(Self.longestWait, Self.firstWait << min(subscription.attempts, 10))
        try await archive.store.noteFailedDelivery(of: subscription, reason, nextAt: time + wait)
    }

    private func post(_ page: EventArchive.Page, of subscription: EventSubscription) -> Post {
        let format = EPCFormat(rawValue: subscription.format) ?? .alwaysDigitalLink
        var document = QueryDocument(
            .json,
            translator: IdentifierTranslator(format: format),
            queryName: subscription.queryName,
            subscriptionID: subscription.id,
            at: FactStore.timestamp(Date())
        )
        for found in page.events { document.append(found.event, scope: found.scope, source: found.source[...]) }
        let body = document.bytes
        var headers = [
            Post.Header(name: "Content-Type", value: "application/json"),
            Post.Header(name: "GS1-EPCIS-Version", value: "2.0.0"),
            Post.Header(name: "GS1-CBV-Version", value: "2.0.0"),
        ]
        if let secret = subscription.secret {
            headers.append(Post.Header(name: "GS1-Signature", value: Self.signature(of: body, secret)))
        }
        return Post(address: subscription.dest, headers: headers, body: body)
    }

    /// The signature of a document: its HMAC with SHA-256 under the subscriber's token, in hexadecimal (RFC 2104).
    static func signature(of body: [UInt8], _ secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: body, using: SymmetricKey(data: Data(secret.utf8)))
        return "hmac-sha256=" + Hexadecimal.text(code)
    }

    private static func query(_ named: NamedEventQuery) -> EventQuery? {
        guard let root = try? JSONTape(Array(named.query.utf8)).root, let body = root["query"] else { return nil }
        var namespaces = QueryNamespaces()
        if let context = root["@context"] { namespaces.declare(context: context) }
        return try? EventQuery(json: body, namespaces: namespaces)
    }

    /// When to look at a subscription again after a whole report: what was missed meanwhile is one report, not many.
    private static func next(of subscription: EventSubscription, after time: Int) -> Int {
        guard let text = subscription.schedule, let root = try? JSONTape(Array(text.utf8)).root,
            let fields = QuerySchedule.fields(of: root), let schedule = try? QuerySchedule(fields)
        else { return time }
        return schedule.next(after: time) ?? .max
    }
}
