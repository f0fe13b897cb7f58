import Foundation
import Notary
import Store

/// Writes all that it takes to check a credential without us, under the names that `touchstone verify` looks for.
struct CredentialFolder {
    private let opening: CredentialOpening

    init(_ opening: CredentialOpening) { self.opening = opening }

    func write(_ credential: IssuedCredential, to path: String) async throws {
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let (store, office) = (opening.store, opening.office)
        var files: [(name: String, bytes: [UInt8])] = []
        for format in IssuedCredential.Format.allCases {
            if let bytes = try await store.bytes(ofCredential: credential.id, format, as: .local) {
                files.append(("\(credential.id).\(format.rawValue)", bytes))
            }
        }
        if let history = try await office.history() { files.append(("did-history.json", history.bytes)) }
        let now = try CredentialOpening.now()
        for purpose in ["revocation", "suspension"] {
            guard let name = CredentialOffice.ListName("\(credential.list)-\(purpose)"),
                let list = try await office.statusList(name, at: now)
            else { continue }
            files.append(("\(name.text).status.json", list))
        }
        var remark = ""
        do {
            files.append(("\(credential.id)\(ProofBundle.suffix)", try await office.proof(of: credential).bytes))
        } catch NotaryFault.notCommitted, NotaryFault.noLog {
            remark = "\nIt is not in the ledger yet. `touchstone ledger commit` commits what waits."
        }
        for file in files { try Data(file.bytes).write(to: folder.appending(path: file.name), options: .atomic) }
        try StandardStreams.answer(files.map(\.name).joined(separator: "\n") + remark)
    }
}
