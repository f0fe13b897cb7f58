internal import Intake
internal import Store

/// How far an import is, as the pages say it; made from what intake reports in this file alone.
struct ImportStatus: Sendable {
    enum State: String, Sendable {
        case running
        case complete
        case failed
        /// The same file had been read before.
        case known
    }

    var fileName: String
    var state: State
    var bytesDone: Int
    var bytesTotal: Int
    var accepted: Int
    var duplicates: Int
    var corrections: Int
    var quarantined: Int
    var secondsLeft: Double?
    /// The receipt, once there is one.
    var receipt: Int64?
}

extension ImportStatus {
    init(_ job: ImportJob) {
        let state: State =
            switch job.progress.state {
            case .receiving, .reading: job.failure == nil ? .running : .failed
            case .complete: .complete
            case .refused: .failed
            case .alreadyKnown: .known
            }
        self.init(
            fileName: job.fileName,
            state: state,
            bytesDone: job.progress.bytesDone,
            bytesTotal: job.progress.bytesTotal,
            accepted: job.progress.counts.accepted,
            duplicates: job.progress.counts.duplicates,
            corrections: job.progress.counts.corrections,
            quarantined: job.progress.counts.quarantined,
            secondsLeft: job.secondsLeft,
            receipt: job.progress.receipt
        )
    }
}

extension SiteServices {
    /// The progress of an import by the text of its identifier, for those of the agency that hands it in.
    func progress(of job: String, for reader: Reader) async -> ImportStatus? {
        guard let job = await intake.status(of: ImportJobID(rawValue: job)), job.agency == reader.agency else {
            return nil
        }
        return ImportStatus(job)
    }
}
