internal import Store

extension SiteServices {
    /// What to tell a reader who asks for something that they do not see: why and whom to ask, as far as they are to
    /// know that it is there, else that it is not.
    func absence(of subject: Subject, _ id: String, to reader: Reader) async throws -> any Error {
        guard let guarded = try? GuardedSubject(subject.rawValue, id) else { return SiteError(.notFound) }
        return try await store.denial(of: guarded, to: reader) ?? SiteError(.notFound)
    }
}

extension Reader {
    /// As whom the reader takes lists away as files: without the right to, with no more than the public.
    var takingAway: Reader { can(.export) ? self : .everyone }
}
