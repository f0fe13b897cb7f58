internal import Intake

/// How far an import is, as the pages say it; made from what intake reports in this file alone.
struct ImportStatus: Sendable {
    enum State: String, Sendable {
        case running
        case complete
        case failed
    }

    var state: State
    var bytesDone: Int
    var bytesTotal: Int
    var accepted: Int
    var duplicates: Int
    var corrections: Int
    var quarantined: Int
    var secondsLeft: Double?
}

extension ImportStatus {
    init(_ progress: ImportProgress) {
        self.init(
            state: State(rawValue: progress.state.rawValue) ?? .running,
            bytesDone: progress.bytesDone,
            bytesTotal: progress.bytesTotal,
            accepted: progress.accepted,
            duplicates: progress.duplicates,
            corrections: progress.corrections,
            quarantined: progress.quarantined,
            secondsLeft: progress.secondsLeft
        )
    }
}

extension SiteServices {
    /// The progress of an import by the text of its identifier.
    func progress(of job: String) async -> ImportStatus? {
        await intake.status(of: ImportJobID(rawValue: job)).map { ImportStatus($0) }
    }
}
