internal import Foundation
internal import Hummingbird
internal import Intake
internal import Vocabulary

/// Takes the file that the import form sends.
struct ImportForm {
    static func respond(_ visit: Visit, request: Request) async throws -> Response {
        let services = visit.services
        let header = request.headers[.formToken]
        let reader = UploadReader(folder: FileManager.default.temporaryDirectory, limit: services.uploadLimit) {
            fields in
            try services.csrf.check(request, token: fields[RequestForgeryGuard.fieldName] ?? header)
        }
        let upload = try await reader.read(request)
        guard let file = upload.file, let name = upload.fileName, upload.byteCount > 0 else {
            if let file = upload.file { try? FileManager.default.removeItem(at: file) }
            throw SiteError(.badRequest)
        }
        let marking = upload.fields["marking"].flatMap { Int($0) }.flatMap(HandlingMarking.init(rawValue:)) ?? .amber
        let job = try await services.intake.startImport(
            file: file,
            name: name.isEmpty ? "upload" : name,
            kind: upload.fields["kind"],
            map: upload.fields["map"],
            source: upload.fields["source"] ?? "",
            marking: marking,
            by: visit.reader
        )
        return Redirect.afterForm(to: visit.path("/import/\(URLCoding.encode("\(job.rawValue)"))"))
    }
}
