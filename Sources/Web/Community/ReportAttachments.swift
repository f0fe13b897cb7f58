internal import Community
internal import Hummingbird
internal import Media
internal import Store

/// The photos and recordings of a report that was opened.
struct ReportAttachments: Sendable {
    let visit: Visit
    let report: Int64
    let attachments: [OpenedReport.Attachment]

    func write(to h: inout HTML) {
        let words = visit.words
        guard !attachments.isEmpty else { return }
        h(.h3, text: words("inbox.attachments"))
        h(.p, .class("quiet"), text: words("inbox.attachments_about"))
        for attachment in attachments {
            let name = words("inbox.attachment", ["number": "\(attachment.number + 1)"])
            let size = words.bytes(attachment.byteCount)
            let address = visit.path("/inbox/\(report)/attachments/\(attachment.number)")
            h(.div, .class("attachment")) { h in
                guard let kind = attachment.kind else {
                    h(.p, text: "\(name): \(words("thread.closed_to_you"))")
                    return
                }
                h(.p) { h in
                    h(.a, .href(address), Attribute("download"), text: name)
                    h(.span, .class("quiet"), text: " · \(kind.rawValue.uppercased()) · \(size)")
                }
                if kind.isPicture {
                    h(.img, .src(address), Attribute("alt", name), Attribute("loading", "lazy"))
                } else if kind == .mp4 || kind == .webm {
                    h(.video, .src(address), .ariaLabel(name), Attribute("controls"), Attribute("preload", "none"))
                } else {
                    h(.audio, .src(address), .ariaLabel(name), Attribute("controls"), Attribute("preload", "none"))
                }
            }
        }
    }
}

/// One photo or recording, for the officer who has the key open; the trail of accesses has a line for it.
enum AttachmentPage {
    static func respond(_ visit: Visit, id: String, number: String) async throws -> Response {
        let desk = visit.services.community
        guard let id = Int64(id), let number = UInt32(number) else { throw SiteError(.notFound) }
        let open = visit.reader.session.flatMap { desk.keys(of: $0) } ?? desk.lentKeys(visit, for: id)
        guard let keys = open else {
            // The key has closed: the page of the report asks for it again.
            return Redirect.temporary(to: visit.path("/inbox/\(id)"))
        }
        do {
            let (kind, bytes) = try await desk.officers.attachment(number, of: id, with: keys, as: visit.reader)
            return response(kind, bytes, name: "report-\(id)-\(number + 1)")
        } catch let fault as CommunityFault {
            guard fault == .cannotBeOpened else { throw fault }
            throw SiteError(.notFound)
        }
    }

    /// A picture or recording that runs nothing and is kept nowhere.
    static func response(_ kind: MediaKind, _ bytes: [UInt8], name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: kind.mediaType, .cacheControl: "no-store",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
                .contentDisposition: "inline; filename=\"\(name).\(kind.rawValue)\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
