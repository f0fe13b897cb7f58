import Formats
import Foundation
import Store

/// Compares a store with the digests that were noted when things arrived.
struct StoreVerification {
    /// What was looked at and what is wrong.
    struct Result: Sendable {
        var files = 0
        var records = 0
        /// The first faults, in words.
        private(set) var faults: [String] = []
        private(set) var faultCount = 0
        /// What is odd and harmless.
        var notes: [String] = []

        /// How many faults are said in words; a file that is gone takes all its records along.
        static let most = 100

        mutating func add(_ fault: String) {
            faultCount += 1
            if faultCount <= Self.most { faults.append(fault) }
        }
    }

    private let store: FactStore

    init(_ store: FactStore) {
        self.store = store
    }

    /// Checks everything; reports bytes done and in all.
    func run(report: @Sendable (_ done: Int, _ total: Int) -> Void) async throws -> Result {
        let arrivals = try await store.receivedFiles(as: .local)
        let total = arrivals.reduce(0) { $0 + $1.byteCount }
        var result = Result()
        for fault in try await store.databaseFaults() { result.add("database: \(fault)") }
        var done = 0
        for arrival in arrivals {
            report(done, total)
            result = try await check(arrival, after: result)
            done += arrival.byteCount
        }
        let exhibits = try await store.evidenceFiles(as: .local)
        for kept in exhibits { check(kept, in: &result) }
        noteStrangers(Set(arrivals.map(\.sha256)), in: store.received.folder, of: "receipt", &result)
        noteStrangers(Set(exhibits.map(\.sealed)), in: store.evidence.folder, of: "exhibit", &result)
        return result
    }

    /// Hashes a file of an exhibit as it lies: that needs no key.
    private func check(_ kept: EvidenceFiles.Kept, in result: inout Result) {
        result.files += 1
        let name = Hexadecimal.text(kept.sealed)
        do throws(StoreError) {
            if try !store.evidence.isWhole(kept) {
                result.add("the file of an exhibit is not what was sealed: \(name)")
            }
        } catch {
            result.add("the file of an exhibit is missing or cannot be read: \(error.message)")
        }
    }

    /// Hashes a file and the records that were read from it.
    private func check(_ arrival: ReceivedFile, after earlier: Result) async throws -> Result {
        var result = earlier
        let file = store.received.url(of: arrival.sha256)
        result.files += 1
        // Mapped: the file may be longer than memory.
        guard let content = try? Data(contentsOf: file, options: .alwaysMapped) else {
            result.add("\(arrival.name): the file as received is missing or cannot be read (\(file.path))")
            return result
        }
        if content.count != arrival.byteCount
            || ContentDigest(of: content.span).hexBytes != Array(Hexadecimal.text(arrival.sha256).utf8)
        {
            result.add("\(arrival.name): the file is not what was received (\(file.path))")
        }
        return try await store.withRecordPlaces(of: arrival.receipt, as: .local) { [result] next in
            var result = result
            while let record = try next() {
                let (id, position, length) = (record.id, record.position, record.length)
                result.records += 1
                let (end, isTooFar) = position.addingReportingOverflow(length)
                guard position >= 0, length >= 0, !isTooFar, end <= content.count else {
                    result.add("record \(id): its place lies outside \(arrival.name)")
                    continue
                }
                let digest = ContentDigest(of: content.span.extracting(position..<end))
                if digest.hexBytes != Array(Hexadecimal.text(record.sha256).utf8) {
                    result.add("record \(id): its bytes in \(arrival.name) are not what was received")
                }
            }
            return result
        }
    }

    /// Files in a folder that no row names: a run that was cut off leaves one.
    private func noteStrangers(
        _ digests: Set<[UInt8]>,
        in folder: URL,
        of kind: String,
        _ result: inout Result
    ) {
        let known = Set(digests.map { Hexadecimal.text($0) })
        let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
        for path in paths.sorted() {
            let file = folder.appending(path: path)
            guard (try? file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true,
                !known.contains(file.lastPathComponent)
            else { continue }
            let what = kind == "receipt" ? "an import" : "an upload"
            result.notes.append("no \(kind) names \(file.path); \(what) may have been cut off")
        }
    }
}
