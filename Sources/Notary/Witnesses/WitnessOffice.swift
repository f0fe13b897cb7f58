public import Ledger
internal import LedgerStore
internal import Synchronization

/// A witness at work: answers requests, and shows what it signed.
public final class WitnessOffice: Sendable {
    private typealias Known = (list: [UInt8], witness: Witness, logs: [VerifierKey])

    private let folder: WitnessFolder
    private let key: any NoteSigner & NoteCosigner
    private let memory: WitnessFiles<PosixFiles>
    private let clock: @Sendable () -> UInt64
    /// The list of logs as it was read last, so that it is not understood anew for each request; held for moments.
    private let known = Mutex<Known?>(nil)

    init(
        folder: WitnessFolder,
        key: any NoteSigner & NoteCosigner,
        memory: WitnessFiles<PosixFiles>,
        clock: @escaping @Sendable () -> UInt64
    ) {
        self.folder = folder
        self.key = key
        self.memory = memory
        self.clock = clock
    }

    /// The witness's public key.
    public var verifier: VerifierKey { key.verifier }

    /// The most bytes that a request may have.
    public static let requestLimit = SignedNote.byteLimit

    /// Answers the body of a request; what is signed is on the disk before this returns.
    public func answer(_ body: [UInt8]) throws(WitnessFolderFault) -> WitnessOutcome {
        let witness = try current().witness
        do throws(WitnessFault) {
            return try witness.answer(body, at: clock(), memory: memory)
        } catch {
            throw .memory(error)
        }
    }

    /// The last checkpoint that it signed of a log, by its path below the monitoring prefix; nil if there is none.
    public func latest(at path: String) throws(WitnessFolderFault) -> SignedNote? {
        guard let log = try current().logs.first(where: { Witness.monitoringPath(of: $0.name) == path }) else {
            return nil
        }
        return try latest(of: log.name)?.note
    }

    /// Who it is, which logs it knows and how far it saw them, as a text for monitors.
    public func overview() throws(WitnessFolderFault) -> String {
        var text = "witness \(verifier.text)\n"
        for log in try current().logs {
            let path = Witness.monitoringPath(of: log.name)
            text += "\nlog \(log.text)\nsize \(try latest(of: log.name)?.size ?? 0)\npath /\(path)\n"
        }
        return text
    }

    private func latest(of name: KeyName) throws(WitnessFolderFault) -> WitnessedCheckpoint? {
        do throws(WitnessFault) { return try memory.latest(of: name) } catch { throw .memory(error) }
    }

    private func current() throws(WitnessFolderFault) -> Known {
        let list = try folder.logList()
        if let known = known.withLock({ $0 }), known.list == list { return known }
        let logs = try WitnessFolder.keys(in: list)
        let new = (list, Witness(keys: [key], logKeys: logs), logs)
        known.withLock { $0 = new }
        return new
    }
}
