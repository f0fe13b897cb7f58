internal import Foundation
internal import Hummingbird

/// Reads a form with one file: the fields into memory, the file to disk as it arrives.
struct UploadReader {
    /// Largest value of a plain field, in bytes.
    static let fieldLimit = 64 * 1024

    /// What a form brought.
    struct Upload: Sendable {
        var fields = QueryString()
        var fileName: String?
        var file: URL?
        var byteCount = 0
    }

    let folder: URL
    let limit: Int
    /// Called with the fields read so far before the first byte of the file is written; throws to refuse it.
    let check: @Sendable (QueryString) throws -> Void

    func read(_ request: Request) async throws -> Upload {
        var upload = Upload()
        do {
            try await read(request, into: &upload)
            return upload
        } catch {
            if let file = upload.file { try? FileManager.default.removeItem(at: file) }
            throw error is MultipartFault ? SiteError(.badRequest) : error
        }
    }

    private func read(_ request: Request, into upload: inout Upload) async throws {
        var parser = try MultipartParser(contentType: request.headers[.contentType] ?? "")
        var part: MultipartPart?
        var value: [UInt8] = []
        var handle: FileHandle?
        var head: [UInt8] = []
        var isLooking = false
        defer { try? handle?.close() }
        var received = 0
        for try await chunk in request.body {
            received += chunk.readableBytes
            guard received <= limit else { throw SiteError(.tooLarge) }
            parser.append(chunk.readableBytesView)
            while let event = try parser.next() {
                switch event {
                case .part(let found):
                    part = found
                    value = []
                    guard let name = found.fileName, upload.file == nil else { continue }
                    try check(upload.fields)
                    let file = folder.appending(path: "touchstone-upload-\(UUID().uuidString)")
                    // Readable by nobody else: a marking may forbid it.
                    guard
                        FileManager.default.createFile(
                            atPath: file.path,
                            contents: nil,
                            attributes: [.posixPermissions: 0o600]
                        )
                    else { throw SiteError(.failed) }
                    upload.file = file
                    upload.fileName = name
                    isLooking = true
                    handle = try FileHandle(forWritingTo: file)
                case .content(let bytes):
                    if let part, part.fileName != nil {
                        guard handle != nil else { throw SiteError(.badRequest) }
                        upload.byteCount += bytes.count
                        if isLooking {
                            head += bytes.prefix(UploadKind.headLength - head.count)
                            isLooking = head.count < UploadKind.headLength
                            if !isLooking { try Self.look(at: head, of: part) }
                        }
                        try handle?.write(contentsOf: bytes)
                    } else {
                        value += bytes
                        guard value.count <= Self.fieldLimit else { throw SiteError(.tooLarge) }
                    }
                case .partEnd:
                    if let part, part.fileName == nil {
                        upload.fields = upload.fields.setting(part.name, to: String(decoding: value, as: UTF8.self))
                    }
                    if isLooking, let part { try Self.look(at: head, of: part) }
                    isLooking = false
                    try handle?.close()
                    handle = nil
                    part = nil
                case .end:
                    break
                }
            }
        }
        try parser.finish()
    }

    /// Throws if the file is not of a kind that is taken, or not what it is said to be.
    private static func look(at head: [UInt8], of part: MultipartPart) throws(SiteError) {
        do throws(UploadKind.Refusal) {
            _ = try UploadKind.of(head: head, name: part.fileName ?? "", declared: part.mediaType)
        } catch { throw SiteError(.fileKind) }
    }
}
