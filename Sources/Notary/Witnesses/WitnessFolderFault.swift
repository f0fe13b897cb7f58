internal import Foundation
internal import Ledger
public import LedgerStore

/// Why the folder of a witness is not used.
public enum WitnessFolderFault: Error, Sendable, Hashable {
    /// There is no such folder, or none of a witness.
    case absent(String)
    /// A witness has worked here before.
    case isUsed(String)
    /// What it signed is gone.
    case stateLost(String)
    /// The file of its key.
    case key(KeyFileFault)
    /// Its key is one of a log.
    case notAWitness
    /// The key is not one of a log.
    case notALog
    /// A line of the list of logs is no key of a log.
    case badLog(line: Int)
    /// What it keeps cannot be read or written.
    case memory(WitnessFault)
}

extension WitnessFolderFault: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .absent(let path): "\(path) is no folder of a witness. `touchstone witness init` makes one."
        case .isUsed(let path):
            "A witness has worked in \(path) before. A new key needs a new folder: it must not seem to have signed that."
        case .stateLost(let path):
            """
            What the witness in \(path) signed is gone (the folder state). It could be led to sign what contradicts it: \
            bring the folder back, or retire the key and begin another witness.
            """
        case .key(let fault): fault.description
        case .notAWitness: "The key is one of a log, not of a witness."
        case .notALog: "The key is not one of a log: its algorithm must be Ed25519 (01), as `name+1a2b3c4d+A…` shows."
        case .badLog(let line): "Line \(line) of the list of logs is no verifier key of a log."
        case .memory(.isLocked): "Another process works in this folder."
        case .memory(.unreadable(let name)): "What was signed of \(name) cannot be read; nothing more is signed of it."
        case .memory(.files(let fault)):
            "The file \(fault.path) cannot be used (\(fault.operation): \(String(cString: strerror(fault.code))))."
        }
    }
}
