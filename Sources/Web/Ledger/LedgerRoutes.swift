internal import Foundation
internal import Hummingbird
internal import Ledger
internal import Notary
internal import Store

/// The pages and endpoints of the public log.
enum LedgerRoutes {
    static let pages: [PageRoute] = [
        PageRoute(path: "/ledger") { visit, _, _ in try await LedgerPage.respond(visit) },
        PageRoute(path: "/ledger/check", method: .post) { visit, request, _ in
            try await LedgerCheckForm.respond(visit, request: request)
        },
    ]

    static let api: [APIRoute] = [status, lookup] + [Subject.record, .lot, .finding].map(proof)

    private static let status = APIRoute(
        path: "/ledger",
        id: "ledger",
        summary: "The public log: its name, key, size and root, and the newest checkpoint that witnesses signed."
    ) { services, _, _ in
        guard let reader = try services.ledger.reader() else {
            return JSONAnswer.response(.object(["size": .integer(0)]))
        }
        let checkpoint = try reader.verified(reader.latest).checkpoint
        let witnessed = try reader.witnessed.map { (note) throws(NoteFault) in try reader.verified(note) }
        return JSONAnswer.response(
            .object([
                "origin": .string("\(checkpoint.origin)"),
                "size": .integer(Int(clamping: checkpoint.size)),
                "root": .string("\(checkpoint.root)"),
                "key": .string("\(reader.key)"),
                "checkpoint": .string(String(decoding: reader.latest.bytes, as: UTF8.self)),
                "witnessed_size": witnessed.map { .integer(Int(clamping: $0.checkpoint.size)) } ?? .null,
                "witnesses": .array((witnessed?.witnesses ?? []).map { .string("\($0.key.name)") }),
            ])
        )
    }

    private static let lookup = APIRoute(
        path: "/ledger/lookup",
        id: "ledger_lookup",
        summary:
            "Which entries of the log speak of a lot, a party or a digest, with the proof that there are no others.",
        parameters: [
            APIRoute.Parameter(name: "kind", place: "query", about: "lot, party or digest."),
            APIRoute.Parameter(name: "name", place: "query", about: "The identifier, or the SHA-256 in hexadecimal."),
        ]
    ) { services, request, context in
        let question = try LedgerQuestion(QueryString(parsing: request.uri.query ?? ""))
        var answers: [LookupBook.Answer]?
        if let question {
            answers = try await services.ledger.answers(question.kind, question.name, for: context.reader)
        }
        return JSONAnswer.response(
            .object([
                "covered": answers?.first.map { .integer(Int(clamping: $0.statement.covered)) } ?? .null,
                "answers": .array((answers ?? []).map(LedgerQuestion.json)),
            ])
        )
    }

    private static func proof(_ subject: Subject) -> APIRoute {
        APIRoute(
            path: "/\(subject.segment)/{id}/proof",
            id: "prove_\(subject.segment)",
            summary: "The proof, for one of \(subject.segment), that its records were committed to the public log.",
            parameters: [
                APIRoute.Parameter(name: "id", place: "path", about: "The identifier, percent-encoded."),
                APIRoute.Parameter(
                    name: "bytes",
                    place: "query",
                    about: "1 for the records as they were received; their reading is noted."
                ),
            ]
        ) { services, request, context in
            let id = try RouteParameter.id(context)
            let (store, reader) = (services.store, context.reader)
            let rows = try await records(of: subject, id, store, reader)
            guard !rows.isEmpty else { throw try await services.absence(of: subject, id, to: reader) }
            var shown: [Int64] = []
            var refusal: Denial?
            for row in rows.prefix(LedgerRoutes.recordLimit) {
                do {
                    try await store.checkDigest(ofRecord: row, as: reader)
                    shown.append(row)
                } catch let denial as Denial {
                    refusal = denial
                }
            }
            if let refusal, shown.isEmpty { throw refusal }
            let hasBytes = QueryString(parsing: request.uri.query ?? "")["bytes"] == "1"
            do {
                let bundle = try await Prover(store).bundle(
                    about: ProofBundle.Subject(kind: subject.rawValue, id: id),
                    shown
                ) { row in
                    hasBytes ? try await bytes(ofRecord: row, store, reader.takingAway) : nil
                }
                return Response(
                    status: .ok,
                    headers: Download.headers(
                        fileName: "\(subject.rawValue)-\(id)\(ProofBundle.suffix)",
                        mediaType: "application/json"
                    ),
                    body: .init(byteBuffer: ByteBuffer(bytes: bundle.bytes))
                )
            } catch NotaryFault.notCommitted, NotaryFault.noLog {
                throw SiteError(.notFound)
            }
        }
    }

    /// The bytes of a record; nil where the reader may not have them.
    private static func bytes(ofRecord row: Int64, _ store: FactStore, _ reader: Reader) async throws -> [UInt8]? {
        do {
            return try await store.bytes(ofRecord: row, as: reader)
        } catch is Denial {
            return nil
        } catch let error as StoreError where error.code == .notFound {
            return nil
        }
    }

    /// More records are not put into one bundle.
    static let recordLimit = 1_000

    static func records(
        of subject: Subject,
        _ id: String,
        _ store: FactStore,
        _ reader: Reader
    ) async throws -> [Int64] {
        switch subject {
        case .lot: return try await store.records(ofLot: id, as: reader)
        case .finding: return try await store.records(ofFinding: id, as: reader)
        default:
            guard let number = Int64(id), try await store.hasRecord(number, as: reader) else { return [] }
            return [number]
        }
    }
}
