internal import Foundation
internal import Hummingbird

/// Serves the files of one folder, read once and kept in memory with their entity tags.
///
/// Only names that the folder listing gave are ever opened, so that no request can leave the folder.
struct StaticFiles: Sendable {
    private let files: [String: File]

    private struct File: Sendable {
        let bytes: ByteBuffer
        /// The same as gzip, where that is smaller.
        let compressed: ByteBuffer?
        let version: String
        let mediaType: String
    }

    /// Larger files are left out: these folders hold styles, scripts and pictures.
    static let sizeLimit = 4 << 20

    init(folder: URL) {
        var files: [String: File] = [:]
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        for name in names {
            let url = folder.appending(path: name)
            guard let mediaType = Self.mediaType(of: name),
                let size = try? FileManager.default.attributesOfItem(atPath: url.path)[.size] as? Int,
                size <= Self.sizeLimit,
                let data = try? Data(contentsOf: url)
            else { continue }
            let isText = mediaType.hasPrefix("text/") || mediaType.contains("xml") || mediaType.contains("json")
            let isLarge = data.count >= Gzip.leastBytes
            files[name] = File(
                bytes: ByteBuffer(bytes: data),
                compressed: isText && isLarge
                    ? Gzip.compress(ByteBuffer(bytes: data), level: Gzip.thorough) : nil,
                version: Self.version(of: data),
                mediaType: mediaType
            )
        }
        self.files = files
    }

    /// What follows a file's name in addresses that always mean this very version; nil if there is no such file.
    func version(of name: String) -> String? {
        files[name]?.version
    }

    func response(_ name: String, request: Request) throws(SiteError) -> Response {
        guard let file = files[name] else { throw SiteError(.notFound) }
        let isVersion = request.uri.query == "v=\(file.version)"
        let compressed = Gzip.isAccepted(by: request) ? file.compressed : nil
        let tag = "\"\(file.version)\(compressed == nil ? "" : "-gzip")\""
        var headers: HTTPFields = [
            .contentType: file.mediaType,
            .eTag: tag,
            // An address with the version in it means the same for ever. Another is always asked again, and answered
            // with 304: a new release shows at once, for one short round trip.
            .cacheControl: isVersion ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate",
        ]
        if file.compressed != nil { headers[.vary] = "Accept-Encoding" }
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { $0.trimmingSpaces } ?? []
        if known.contains(tag) || known.contains("W/" + tag) {
            return Response(status: .notModified, headers: headers)
        }
        if compressed != nil { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: compressed ?? file.bytes))
    }

    private static func mediaType(of name: String) -> String? {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "webp": "image/webp"
        case "woff2": "font/woff2"
        case "json": "application/json"
        case "webmanifest": "application/manifest+json"
        case "txt", "sh": "text/plain; charset=utf-8"
        default: nil
        }
    }

    /// FNV-1a of the bytes: tells one version of a file from the next; no protection against intent is needed here.
    private static func version(of data: Data) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in data { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        return "\(String(hash, radix: 16))-\(data.count)"
    }
}
