import EPCIS
import Formats
import Foundation
import Store
import Vocabulary

/// What became of a document that was captured.
struct CaptureOutcome: Sendable {
    /// What was refused, in document order.
    var refusals: [FactBatch.Refusal] = []
    /// The counts of its receipt.
    var counts = IntakeCounts()
    /// Whether it was there already.
    var isKnown = false
    /// How many events it has, refused ones included.
    var eventCount = 0
    /// Whether it has more events than one capture takes.
    var isTooLong = false
    /// Whether it was captured as asked for.
    var isSuccess = false
}

extension Importer {
    /// Takes in a kept document of EPCIS events, each judged by the standard, in one transaction.
    ///
    /// - Parameters:
    ///   - limit: How many events it may have.
    ///   - job: The job that ends with it; nil if there is none.
    ///   - isBare: Whether it is an event without a document around it, on however many lines.
    func capture(
        _ kept: ReceivedFiles.Kept,
        _ behaviour: CaptureJob.Behaviour,
        agency: String,
        marking: HandlingMarking,
        limit: Int,
        job: String?,
        isBare: Bool = false
    ) async throws -> CaptureOutcome {
        var outcome = CaptureOutcome()
        var consignment = Consignment(
            fileName: "EPCIS capture",
            kind: "event",
            // Another behaviour, or another agency, is another asking.
            source: "EPCIS capture (\(behaviour.rawValue)), \(agency)",
            agency: agency,
            marking: marking
        )
        var batch = FactBatch()
        do {
            let head = try EventDocumentHead(of: kept.sha256, in: store.received)
            batch.document = head.document
            batch.masterData = try head.masterData(of: kept.sha256, in: store.received)
            let validator = EventValidator(isVersion2: head.isVersion2)
            try head.check { try store.received.bytes(of: kept.sha256, at: 0, count: kept.byteCount) }
            var plan = head.plan
            if plan == nil, !isBare {
                let sample = try store.received.bytes(of: kept.sha256, at: 0, count: Recogniser.sampleLength)
                plan = try Recogniser(maps: maps)
                    .plan(sample, isWhole: sample.count == kept.byteCount, kind: nil, map: nil)
                guard plan?.isOfEvents == true else {
                    throw RefusalReason(.unknownKind, found: .quoted(plan?.kindName ?? ""), expected: .event)
                }
            }
            var stream: any RecordStream =
                if let plan {
                    try stream(of: plan, kept, head, validator: validator)
                } else {
                    EventDocumentStream(
                        try FileDescriptor(reading: store.received.url(of: kept.sha256).path),
                        reader: EventRecordReader(lexicon: lexicon, scope: head.header.scope, validator: validator)
                    )
                }
            while try stream.read(into: &batch, from: 0, limit: limit + 1) {
                if batch.recordCount + batch.refusals.count > limit { break }
            }
            outcome.eventCount = batch.recordCount + batch.refusals.count
            if outcome.eventCount > limit {
                outcome.isTooLong = true
                if let job {
                    let errors = CaptureErrors.json(limit: limit)
                    try await store.finishCaptureJob(job, isSuccess: false, errors: errors)
                }
                return outcome
            }
            guard outcome.eventCount > 0 || !batch.masterData.isEmpty else {
                throw RefusalReason(.noRecords, found: .fileWithoutRecords, expected: .oneRecord)
            }
        } catch let reason as RefusalReason {
            // The document as a whole cannot be read.
            consignment.kind = "unknown"
            let receipt = try await store.receipt(for: kept, consignment, at: now())
            let refusal = FactBatch.Refusal(position: 0, length: kept.byteCount, line: 1, reason: reason)
            if !receipt.isFinished { try await store.refuse(receipt, because: reason, at: now()) }
            outcome.refusals = [refusal]
            if let job {
                try await store.finishCaptureJob(job, isSuccess: false, errors: CaptureErrors.json([refusal]))
            }
            return outcome
        }
        let filing = try await store.file(batch, of: kept, consignment, behaviour, job: job) {
            CaptureErrors.json($0)
        }
        outcome.refusals = batch.refusals + filing.refusals
        outcome.counts = filing.counts
        outcome.isKnown = filing.isKnown
        outcome.isSuccess = behaviour == .proceed || outcome.refusals.isEmpty
        return outcome
    }
}

extension EventDocumentHead {
    /// What the header's master data say of things.
    func masterData(of sha256: [UInt8], in received: ReceivedFiles) throws(StoreError) -> [CapturedMaster] {
        guard let range = header.masterData, range.count <= 8 << 20 else { return [] }
        let bytes = try received.bytes(of: sha256, at: range.lowerBound, count: range.count)
        let elements: [MasterData.Element]
        if syntax == .xml {
            guard let header = try? XMLElement(parsing: bytes.span) else { return [] }
            elements = MasterData.elements(xml: header)
        } else {
            guard let header = try? JSONTape(bytes).root else { return [] }
            elements = MasterData.elements(json: header)
        }
        return elements.flatMap { element in
            element.attributes.map {
                CapturedMaster(element: element.id, vocabulary: element.vocabulary, name: $0.name, value: $0.value)
            }
                + element.children.map {
                    CapturedMaster(element: element.id, vocabulary: element.vocabulary, name: "", value: $0)
                }
        }
    }
}
