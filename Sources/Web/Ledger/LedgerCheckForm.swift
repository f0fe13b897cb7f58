internal import Foundation
internal import Hummingbird
internal import Notary

/// Checks a proof bundle that a visitor sends, step by step.
enum LedgerCheckForm {
    /// Larger bundles are checked by `touchstone verify`.
    static let byteLimit = 8 << 20

    static func respond(_ visit: Visit, request: Request) async throws -> Response {
        let services = visit.services
        let reader = UploadReader(folder: FileManager.default.temporaryDirectory, limit: byteLimit) { fields in
            try services.csrf.check(request, token: fields[RequestForgeryGuard.fieldName])
        }
        let upload = try await reader.read(request)
        defer { if let file = upload.file { try? FileManager.default.removeItem(at: file) } }
        var bytes = Array((upload.fields["bundle"] ?? "").utf8)
        if upload.byteCount > 0, let file = upload.file { bytes = Array(try Data(contentsOf: file)) }
        // What a browser or an editor put behind the last brace is not part of it.
        while let last = bytes.last, [0x0A, 0x0D, 0x20].contains(last) { bytes.removeLast() }
        guard !bytes.isEmpty else { return Redirect.afterForm(to: visit.path("/ledger") + "#check") }
        var trust = Trust()
        if let ledger = try services.ledger.reader() { trust.add(ledger.policy) }
        let report = BundleCheck(trust: trust).report(on: bytes)
        return try await LedgerPage.respond(visit, report: report)
    }
}
