internal import Community
internal import Hummingbird
internal import Remedy
internal import Store

/// Takes a measurement with its photos; they stand in memory until they are freed of what the camera noted.
enum MeasurementForm {
    /// The most photos of one measurement.
    static let mostPhotos = 4

    static func take(_ visit: Visit, request: Request, id: String) async throws -> Response {
        let number = try RedressRoutes.number(id)
        // Only who leads it makes us read files at all.
        guard let one = try await visit.services.redress.assessment(number, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        let limit = mostPhotos * RemedyOffice.photoLimit + (1 << 20)
        let share = BodyBudget.Share(of: visit.services.reportBudget)
        let parts = try await PartsReader(limit: limit, share: share).read(request)
        let form = parts.fields
        try visit.services.csrf.check(request, token: form[RequestForgeryGuard.fieldName])
        // A field of files in which nothing was chosen comes as a file without bytes.
        let photos = parts.filter { $0.fileName != nil && !$0.bytes.isEmpty }.map(\.bytes)
        guard photos.count <= mostPhotos else { throw SiteError(.tooLarge) }
        let reading = RemedyForm(visit: visit, form: form)
        do {
            let draft = try AssessmentReader(form: reading, one: one).measurement()
            // It happened when it was measured; what was measured before the assessment belongs to it from its beginning.
            let moment = max(draft.moment, one.file.entries.first?.at ?? draft.moment)
            try await visit.services.redress.measure(
                draft,
                photos: photos,
                inAssessment: number,
                event: try reading.event,
                at: moment,
                by: visit.reader
            )
            return visit.confirm("remedy.done.said", at: "/assessments/\(number)#measurements")
        } catch {
            return try await AssessmentPage.refused(visit, number, error)
        }
    }

    /// A photo of a measurement.
    static func photo(_ visit: Visit, id: String, digest: String) async throws -> Response {
        let number = try RedressRoutes.number(id)
        guard let found = try await visit.services.redress.photo(digest, of: number, as: visit.reader) else {
            throw SiteError(.notFound)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: found.mediaType, .cacheControl: "no-store",
                .contentSecurityPolicy: "default-src 'none'; sandbox",
                .contentDisposition: "inline; filename=\"photo-\(digest.prefix(8))\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: found.bytes))
        )
    }
}
