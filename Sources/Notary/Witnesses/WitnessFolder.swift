internal import Foundation
public import Ledger
internal import LedgerStore

/// The folder of a witness: its key, the logs that it knows, and what it signed.
///
///     key        the private key (``KeyFile``)
///     logs       the verifier keys of the logs that it knows, one on a line
///     state/     what it signed last of each log, as a monitor may ask for it
///
/// The last is the witness's word: if it is lost, or an older copy is brought back, the key must be retired.
public struct WitnessFolder: Sendable, Hashable {
    /// Where it is.
    public let path: String

    private static let (logsName, stateName) = ("logs", "state")

    /// Names a folder.
    public init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// The file of its key.
    public var keyFile: KeyFile { KeyFile("\(path)/key") }

    private var state: String { "\(path)/\(Self.stateName)" }

    /// Makes the folder and a new key.
    ///
    /// - Parameter passphrase: What seals the key; nil to rely on the file's permissions alone.
    /// - Returns: The public key, for the policies of the logs.
    public func make(_ name: KeyName, passphrase: String? = nil) throws(WitnessFolderFault) -> VerifierKey {
        let files = try Self.run { () throws(FileFault) in try PosixFiles(folder: path) }
        let memory = try Self.run { () throws(FileFault) in
            try files.names(in: Self.stateName) + files.names(in: "").filter { $0 == Self.logsName }
        }
        // Beside what another key signed, a new one would seem to have signed it.
        guard memory.isEmpty else { throw .isUsed(path) }
        let key: VerifierKey
        do throws(KeyFileFault) { key = try keyFile.make(name, .cosignature, passphrase: passphrase) } catch {
            throw .key(error)
        }
        try Self.run { () throws(FileFault) in
            try files.replace(Self.logsName, by: [], isSafe: true)
            _ = try PosixFiles(folder: state).lock()
            try files.syncFolder("")
        }
        return key
    }

    /// The keys of the logs that it knows.
    public func logs() throws(WitnessFolderFault) -> [VerifierKey] { try Self.keys(in: try logList()) }

    /// The list of the logs as it is on the disk.
    func logList() throws(WitnessFolderFault) -> [UInt8] {
        let files = try files()
        let bytes = try Self.run { () throws(FileFault) in try files.read(Self.logsName) }
        guard let bytes else { throw .absent(path) }
        return bytes
    }

    static func keys(in list: [UInt8]) throws(WitnessFolderFault) -> [VerifierKey] {
        var keys: [VerifierKey] = []
        for (place, line) in list.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            guard let text = String(validating: line, as: UTF8.self), let key = try? VerifierKey(parsing: text),
                key.algorithm == .ed25519
            else { throw .badLog(line: place + 1) }
            keys.append(key)
        }
        return keys
    }

    /// Adds a log; a server that runs knows it from then on.
    ///
    /// - Returns: Whether it was not there before.
    public func add(_ log: VerifierKey) throws(WitnessFolderFault) -> Bool {
        guard log.algorithm == .ed25519 else { throw .notALog }
        let known = try logs()
        guard !known.contains(log) else { return false }
        let lines = (known + [log]).map { $0.text + "\n" }.joined()
        let files = try files()
        try Self.run { () throws(FileFault) in
            try files.replace(Self.logsName, by: Array(lines.utf8), isSafe: true)
            try files.syncFolder("")
        }
        return true
    }

    /// What the witness signed last of each log that it knows.
    public func status() throws(WitnessFolderFault) -> [WitnessedLog] {
        let files = try files()
        let logs = try logs()
        let own: VerifierKey
        do throws(KeyFileFault) { own = try keyFile.publicKey() } catch { throw .key(error) }
        var status: [WitnessedLog] = []
        for log in logs {
            let bytes = try Self.run { () throws(FileFault) in
                try files.read("\(Self.stateName)/\(Witness.monitoringPath(of: log.name))")
            }
            guard let bytes else {
                status.append(WitnessedLog(key: log, latest: nil))
                continue
            }
            guard let note = try? SignedNote(parsing: bytes),
                let seen = try? VerifiedCheckpoint(note, logKeys: logs, witnessKeys: [own]),
                seen.checkpoint.origin == log.name
            else { throw .memory(.unreadable(log.name)) }
            status.append(WitnessedLog(key: log, latest: seen))
        }
        return status
    }

    /// Opens the folder for the one process that signs.
    ///
    /// - Parameters:
    ///   - passphrase: Asked for only if the key is sealed.
    ///   - clock: Seconds since 1970.
    public func open(
        passphrase: () throws -> String? = { nil },
        clock: @escaping @Sendable () -> UInt64
    ) throws -> WitnessOffice {
        _ = try logs()
        let files = try files()
        // A state that is gone is not begun anew: the witness would sign what contradicts what it signed before.
        guard try Self.run({ () throws(FileFault) in try files.names(in: "") }).contains("\(Self.stateName)/") else {
            throw WitnessFolderFault.stateLost(path)
        }
        let key = try keyFile.signer(passphrase: passphrase)
        guard key.verifier.algorithm == .cosignature else { throw WitnessFolderFault.notAWitness }
        let signed = try Self.run { () throws(FileFault) in try PosixFiles(folder: state) }
        do throws(WitnessFault) {
            return WitnessOffice(folder: self, key: key, memory: try WitnessFiles(signed), clock: clock)
        } catch {
            throw WitnessFolderFault.memory(error)
        }
    }

    private func files() throws(WitnessFolderFault) -> PosixFiles {
        // Opening them would make the folder.
        guard FileManager.default.fileExists(atPath: path) else { throw .absent(path) }
        return try Self.run { () throws(FileFault) in try PosixFiles(folder: path) }
    }

    private static func run<Result>(_ body: () throws(FileFault) -> Result) throws(WitnessFolderFault) -> Result {
        do throws(FileFault) { return try body() } catch { throw .memory(.files(error)) }
    }
}

/// A log that a witness knows, and the last checkpoint of it that it signed.
public struct WitnessedLog: Sendable, Hashable {
    /// The key of the log.
    public let key: VerifierKey
    /// The checkpoint, with the witness's own signature and its time; nil if none came yet.
    public let latest: VerifiedCheckpoint?
}
