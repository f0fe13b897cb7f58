import EPCIS
import Foundation
import Store
import Vocabulary

extension Importer {
    /// The stream that a plan reads a kept file with.
    ///
    /// - Parameter head: What the document says of all its events, if it is one of events.
    /// - Parameter validator: Judges each event; nil to take whatever facts can be read from.
    func stream(
        of plan: ImportPlan,
        _ kept: ReceivedFiles.Kept,
        _ head: EventDocumentHead? = nil,
        validator: EventValidator? = nil
    ) throws -> any RecordStream {
        let scope = head?.header.scope ?? NamespaceScope()
        let file = try FileDescriptor(reading: store.received.url(of: kept.sha256).path)
        switch plan.form {
        case .csv(let map, let kind, let header):
            let mapper = try RowMapper(map: map, kind: kind, columns: header, lexicon: lexicon, terms: terms)
            return try CSVStream(file, delimiter: map.delimiter, header: header, reader: .mapped(mapper))
        case .geoJSON(let map, let kind):
            return JSONStream(file, targets: JSONPaths.features, reader: try featureReader(map, kind))
        case .geoJSONLines(let map, let kind):
            return JSONStream(lines: file, reader: try featureReader(map, kind))
        case .followTheMoney(let isList):
            return JSONStream(lines: file, reader: FollowTheMoneyReader(isList: isList, listName: "list"))
        case .epcis:
            return EventJSONStream(
                file,
                reader: EventRecordReader(lexicon: lexicon, scope: scope, validator: validator)
            )
        case .epcisLines:
            return EventJSONStream(
                lines: file,
                reader: EventRecordReader(lexicon: lexicon, scope: scope, validator: validator)
            )
        case .icglr(let layout):
            return self.stream(of: layout, file, reader: MiningRecordReader(lexicon: lexicon))
        case .icglrXML:
            return XMLStream(file, reader: MiningRecordReader(lexicon: lexicon))
        case .untp(let layout):
            return self.stream(of: layout, file, reader: TransparencyRecordReader(lexicon: lexicon))
        case .epcisXML:
            return EventDocumentStream(
                file,
                reader: EventRecordReader(lexicon: lexicon, scope: scope, validator: validator)
            )
        case .unList:
            return XMLStream(file, reader: UNListReader())
        case .ofac(let part):
            return try CSVStream(
                file,
                delimiter: UInt8(ascii: ","),
                header: nil,
                reader: .ofac(OFACReader(file: part))
            )
        }
    }

    private func stream<Reader: JSONRecordReader>(
        of layout: ImportPlan.Layout,
        _ file: FileDescriptor,
        reader: Reader
    ) -> any RecordStream {
        switch layout {
        case .whole: JSONStream(whole: file, reader: reader)
        case .lines: JSONStream(lines: file, reader: reader)
        case .elements: JSONStream(file, targets: JSONPaths.records, reader: reader)
        }
    }

    /// From this many bytes on, a file is read as a bulk load.
    private static let bulkLength = 16 << 20
    /// Bytes of a row, to guess how many rows a file has.
    private static let usualRowLength = 200
    /// After how many batches of a bulk load the write-ahead log is moved into the database file.
    private static let batchesPerMove = 4

    private func featureReader(_ map: ColumnMap, _ kind: RecordKind) throws -> FeatureReader {
        FeatureReader(
            mapper: try RowMapper(map: map, kind: kind, columns: map.columns.sorted(), lexicon: lexicon, terms: terms)
        )
    }

    /// Reads a stream to its end: while one batch is being written, the next one is being read.
    func read(
        _ stream: inout any RecordStream,
        to receipt: Receipt,
        _ progress: inout ImportProgress,
        document: CapturedDocument? = nil,
        report: @Sendable (ImportProgress) -> Void,
        mayGoOn: @Sendable () -> Bool
    ) async throws {
        let start = receipt.nextPosition
        let isBulk = receipt.byteCount >= Self.bulkLength
        if isBulk {
            try await store.suspendIndexes(of: [progress.kind], expecting: receipt.byteCount / Self.usualRowLength)
        }
        var batch = FactBatch()
        // Emptied and filled again, as fresh memory for each batch costs as much as a tenth of the reading.
        var following = FactBatch()
        (batch.document, following.document) = (document, document)
        var hasMore = try stream.read(into: &batch, from: start, limit: Self.batchLength)
        var moving: Task<Void, any Error>?
        var batchNumber = 0
        while true {
            let next = stream.position
            do {
                // Let go before it is filled again: what somebody else holds too would be made anew.
                let current = batch
                async let written = store.append(current, to: receipt, next: next)
                if hasMore {
                    hasMore = try stream.read(into: &following, from: start, limit: Self.batchLength)
                }
                progress.counts = try await written
            }
            progress.bytesDone = next
            report(progress)
            if following.isEmpty, !hasMore { break }
            guard mayGoOn() else {
                try await moving?.value
                throw IntakeError(
                    .stopped,
                    "The import was ended after a batch, as the program stops. Hand the file in again: it goes on from there."
                )
            }
            swap(&batch, &following)
            following.removeAll()
            batchNumber += 1
            if isBulk, batchNumber.isMultiple(of: Self.batchesPerMove) {
                try await moving?.value
                moving = Task { try await store.moveLog() }
            }
        }
        guard progress.counts != IntakeCounts() else {
            throw RefusalReason(.noRecords, found: .fileWithoutRecords, expected: .oneRecord)
        }
        if isBulk {
            try await moving?.value
            async let moved: Void = store.moveLog()
            try await store.restoreIndexes()
            try await moved
        }
        try await store.complete(receipt, at: now())
        progress.state = .complete
        progress.bytesDone = progress.bytesTotal
        report(progress)
    }
}
