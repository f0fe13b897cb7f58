internal import Hummingbird
internal import Store
internal import Vocabulary

/// The notices of the reader, for programs.
enum NoticeRoute {
    static let route = APIRoute(
        path: "/notifications",
        id: "list_notifications",
        summary: "What the reader was told, newest first; the words are those that the reader may see now.",
        parameters: [APIRoute.Parameter(name: "unread", place: "query", about: "`yes` for what is new alone.")],
        needs: .signedIn
    ) { services, request, context in
        let query = QueryString(parsing: request.uri.query ?? "")
        let store = services.store
        try await store.gatherNotices(for: context.reader)
        let notices = try await store.notices(of: context.reader, onlyUnread: query["unread"] == "yes")
        let words = services.words(for: request)
        let lines = try await services.noticeWords(words).lines(notices, as: context.reader, store)
        let items = lines.map { line in
            JSONValue.object([
                "id": .integer(Int(line.notice.number)),
                "event": .string(line.notice.event.rawValue),
                "at": .string(line.notice.at),
                "is_read": .bool(line.notice.isRead),
                "text": .string(line.text),
                "path": line.path.map { .string("/\(words.language.rawValue)\($0)") } ?? .null,
            ])
        }
        return JSONAnswer.response(.object(["items": .array(items), "total": .integer(items.count)]))
    }
}
