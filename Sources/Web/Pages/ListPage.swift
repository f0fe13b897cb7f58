internal import GRDB
internal import Hummingbird
internal import Store

/// A list with its filters, its order, its pages and its exports.
struct ListPage {
    let visit: Visit
    let definition: ListDefinition
    let request: ListRequest
    let rows: [ListRow]
    let total: Int

    static func respond(_ visit: Visit, _ definition: ListDefinition) async throws -> Response {
        let request = ListRequest(definition, query: visit.query)
        let query = ListQuery(definition, request)
        // A page longer than usual takes its time, which other connections are not to wait for.
        let handling: RouteHandling = request.size > ListRequest.pageSize ? .apart : .onConnection
        return try await handling.run {
            let found = try await found(visit, definition, query)
            return ListPage(
                visit: visit,
                definition: definition,
                request: request,
                rows: found.rows,
                total: found.total
            )
            .response
        }
    }

    private typealias Found = (rows: [ListRow], total: Int)

    private static func found(_ visit: Visit, _ definition: ListDefinition, _ query: ListQuery) async throws -> Found {
        let (store, kept, reader) = (visit.services.store, visit.services.kept, visit.reader)
        // One edition for all that is asked: the rows of a page must not be kept for longer than the order it is part of.
        let edition = try visit.edition ?? store.edition()
        let columns = ListPlan.plan(of: definition).columns
        let read: @Sendable (Database) throws -> Found = { db in
            (rows: try query.rows(db, columns: columns), total: try query.count(db))
        }
        // The menu opens a list without a word.
        if visit.query.items.isEmpty {
            return try await kept.answer(to: .list(definition.segment), for: reader, at: edition, read)
        }
        guard query.isWhole, let sort = query.request.sortName else { return try await store.read(as: reader, read) }
        let order = try await kept.answer(
            to: .order(definition.segment, sort: sort),
            for: reader,
            at: edition,
            byteCount: { ($0.keys?.count ?? 0) * ListKeys.bytesPerKey },
            query.keys
        )
        guard let (keys, range) = order.page(query.request) else {
            return try await store.read(as: reader) { db in
                (rows: try query.rows(db, columns: columns), total: order.total)
            }
        }
        let rows: @Sendable (Database) throws -> [ListRow] = { db in try query.rows(db, keys: keys, range) }
        // A long page is read apart, where it keeps nobody else waiting, and is not kept.
        guard range.count <= ListRequest.pageSize else {
            return (rows: try await store.read(as: reader, rows), total: order.total)
        }
        // The site's own links name no size: what else can be asked for has no end.
        guard visit.query["size"] == nil else {
            return (rows: try await store.readNear(as: reader, rows), total: order.total)
        }
        let found = try await visit.services.keptPages.answer(
            to: .page(definition.segment, sort: sort, number: query.request.page),
            for: reader,
            at: edition,
            isNear: true,
            byteCount: { $0.first?.block.byteCount ?? 0 },
            rows
        )
        return (rows: found, total: order.total)
    }

    private var isFiltered: Bool {
        visit.query["q"] != nil || definition.filters.contains { visit.query[$0.name] != nil }
    }

    var response: Response {
        let words = visit.words
        let title = words("nav.\(definition.segment)")
        let unsorted = visit.query.setting("page", to: nil).setting("sort", to: nil).encoded
        let frame = PageFrame(visit: visit, title: title, section: "/\(definition.segment)", isWide: true)
        return frame.response { h, _ in
            h(.h1, text: title)
            h(.p, .class("lead"), text: words("\(definition.segment).about"))
            FilterForm(visit: visit, definition: definition).write(to: &h)
            if rows.isEmpty {
                empty(to: &h)
            } else {
                h(.div, .class("list-head")) { h in
                    h(.p, .role("status"), text: words.plural("list.count", total))
                    exports(to: &h)
                }
                h(.div, .class("scroll"), .role("region"), .ariaLabel(title), .focusable) { h in
                    DataTable(
                        visit: visit,
                        caption: title,
                        columns: definition.columns.filter { $0.id != "findings" || visit.services.isOn(.finding) },
                        rows: rows,
                        sorting: (link: sortLink(unsorted), current: request.sortName),
                        headings: headings(unsorted)
                    )
                    .write(to: &h)
                }
                Pager(words: words, request: request, total: total).write(to: &h)
            }
        }
    }

    /// Where the headings are kept, unless the query is a long one: of these there is no end.
    ///
    /// - Parameter query: What of the query stays the same whatever the list is sorted by.
    private func headings(_ query: String) -> KeptPieces.Key? {
        guard query.utf8.count <= 16 else { return nil }
        return .headings(visit.language, list: definition.segment, query: query, sort: request.sortName)
    }

    /// Sorts by a column; by the same column again, the other way round.
    ///
    /// - Parameter query: What of the query stays the same.
    private func sortLink(_ query: String) -> (ListColumn) -> String {
        let (beginning, current) = (query.isEmpty ? "?sort=" : query + "&sort=", request.sortName)
        return { column in beginning + URLCoding.encode(current == column.id ? "-" + column.id : column.id) }
    }

    private func exports(to h: inout HTML) {
        let words = visit.words
        let query = visit.query.setting("page", to: nil).encoded
        h(.p, .class("exports")) { h in
            h.text(words("list.export"))
            for format in ListExport.Format.allCases where format != .geojson || definition.position != nil {
                h.text(" ")
                h(
                    .a,
                    .href("/api/v1/\(definition.segment).\(format.rawValue)\(query)"),
                    text: words("export.\(format.rawValue)")
                )
            }
        }
    }

    private func empty(to h: inout HTML) {
        let words = visit.words
        if isFiltered {
            EmptyState(
                title: words("list.nothing.title"),
                advice: words("list.nothing.advice"),
                link: (visit.path("/\(definition.segment)"), words("list.clear"))
            )
            .write(to: &h)
        } else {
            let hasOwnAdvice = words.has("\(definition.segment).empty.title")
            EmptyState(
                title: words(hasOwnAdvice ? "\(definition.segment).empty.title" : "list.empty.title"),
                advice: words(hasOwnAdvice ? "\(definition.segment).empty.advice" : "list.empty.advice"),
                link: visit.services.isOn(page: "/import") ? (visit.path("/import"), words("nav.import")) : nil
            )
            .write(to: &h)
        }
    }
}
