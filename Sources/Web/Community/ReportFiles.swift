internal import Foundation
internal import Hummingbird

/// The scripts of the page for reports and of the pages of forms, as they go out: under the addresses of that page and not with the other files of the
/// site, because of those the log has a line and of these it has none.
struct ReportFiles: Sendable {
    /// One of them.
    enum Name: String {
        /// What the page runs.
        case script = "script.js"
        /// What the page of a form runs.
        case filling = "filling.js"
        /// What keeps the page on the phone.
        case worker = "worker.js"
        /// The sign of the page among the apps of a phone.
        case icon = "icon.svg"
    }

    /// A file, whole and made small once: each of them goes out to every phone.
    private struct Both {
        let whole: ByteBuffer
        let small: ByteBuffer?
    }

    private let script: Both
    private let filling: Both
    private let worker: Both
    private let icon: Both

    /// Reads them from their folder.
    init(folder: URL) throws {
        func bytes(_ names: String...) throws -> Both {
            var whole = ByteBuffer()
            for name in names { whole.writeBytes(try Data(contentsOf: folder.appending(path: name))) }
            return Both(whole: whole, small: Gzip.compress(whole, level: Gzip.thorough))
        }
        script = try bytes("outbox.js", "phone.js", "writing.js")
        filling = try bytes("outbox.js", "phone.js", "engine.js", "filling.js")
        worker = try bytes("outbox.js", "worker.js")
        icon = try bytes("icon.svg")
    }

    /// - Parameter place: The page that the worker looks after.
    func response(_ name: Name, _ visit: Visit, place: String = "/r") -> Response {
        var headers: HTTPFields = [
            .contentType: name == .icon ? "image/svg+xml" : "text/javascript; charset=utf-8",
            .cacheControl: "no-cache", .referrerPolicy: "no-referrer",
        ]
        // The worker stands beside the page and not above it; it may look after the page all the same.
        if name == .worker { headers[.serviceWorkerAllowed] = visit.path(place) }
        let file =
            switch name {
            case .script: script
            case .filling: filling
            case .worker: worker
            case .icon: icon
            }
        guard visit.wantsGzip, let small = file.small else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: file.whole))
        }
        headers[.contentEncoding] = "gzip"
        headers[.vary] = "Accept-Encoding"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: small))
    }
}
