import Credentials
import Notary

/// What lies beside a credential under the names that `touchstone credential show --to` gives it: the proof that it is in the
/// log, the history of the issuer's keys, and its status lists.
///
/// Nobody vouches for them: what they say counts as far as their signatures go.
enum CredentialFiles {
    static let history = "did-history.json"
    static let statusSuffix = ".status.json"

    /// Adds to a check what it was not given otherwise.
    static func add(beside path: String, to check: inout FileCheck) {
        let (folder, name) = parts(path)
        if check.proof == nil { check.proof = FileReading.bytes("\(folder)/\(stem(name))\(ProofBundle.suffix)") }
        if check.histories.isEmpty, let bytes = FileReading.bytes("\(folder)/\(history)"),
            let found = IdentifierHistory(parsing: bytes)
        {
            check.histories.append(found)
        }
        for each in FileReading.names(in: folder) ?? [] where each.hasSuffix(statusSuffix) {
            guard let bytes = FileReading.bytes("\(folder)/\(each)"),
                let address = CredentialVerifier.unverifiedIdentifier(of: bytes), check.statusLists[address] == nil
            else { continue }
            check.statusLists[address] = bytes
        }
    }

    private static func parts(_ path: String) -> (folder: String, name: String) {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
        let name = String(path[path.utf8.index(after: slash)...])
        return (slash == path.startIndex ? "" : String(path[..<slash]), name)
    }

    /// A name without what says how the credential is secured.
    private static func stem(_ name: String) -> String {
        for ending in [".json", ".jwt"] where name.hasSuffix(ending) { return String(name.dropLast(ending.utf8.count)) }
        return name
    }
}
