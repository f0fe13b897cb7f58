internal import Foundation
internal import Hummingbird
internal import LedgerStore
internal import Notary
internal import Store

/// Serves the files of the public log (C2SP tlog-tiles), for mirrors, witnesses and whoever wants to check.
///
/// What the log keeps for itself is not among them.
struct LedgerFiles: Sendable {
    private let folder: LedgerFolder

    private static let files: Set<String> = ["checkpoint", "former-keys", "log-key", "lookup", "policy", "witnessed"]
    private static let folders: Set<String> = ["labels", "tile", "time"]

    init(store: FactStore) { folder = LedgerFolder(ofStore: store.folder) }

    func response(_ path: String, request: Request) throws -> Response {
        guard Self.isServed(path), folder.exists(.ledger), let bytes = try folder.files(of: .ledger).read(path) else {
            throw SiteError(.notFound)
        }
        let isText = Self.files.contains(path) || path.hasSuffix(".checkpoint")
        // A full tile never changes.
        let isFixed = path.hasPrefix("tile/") && !path.contains(".p/") || path.hasPrefix("labels/")
        return Response(
            status: .ok,
            headers: [
                .contentType: isText ? "text/plain; charset=utf-8" : "application/octet-stream",
                .cacheControl: isFixed ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate",
                .xContentTypeOptions: "nosniff",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// Names of the formats only: nothing that leads elsewhere, or to what is not public.
    static func isServed(_ path: String) -> Bool {
        if files.contains(path) { return true }
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count > 1, let first = String(parts[0]), folders.contains(first) else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && part.first != UInt8(ascii: ".")
                && part.allSatisfy {
                    switch $0 {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "."):
                        true
                    default: false
                    }
                }
        }
    }
}
