import Foundation
import Ledger
import Notary
import Testing

@Suite("The file of a key")
struct KeyFileTests {
    private let folder: ScratchFolder
    private let name: KeyName
    private let text: NoteText

    init() throws {
        folder = try ScratchFolder()
        name = try KeyName("log.example")
        text = try Checkpoint(origin: name, size: 0, root: .empty).text
    }

    private func file(_ name: String) -> KeyFile { KeyFile(folder.path(name)) }

    @Test("A new key signs, is for its owner alone, and is never written over")
    func plain() throws {
        let key = try file("log").make(name, .ed25519)
        #expect(try folder.permissions("log") == 0o600)
        #expect(try file("log").publicKey() == key)
        #expect(try !file("log").isSealed())
        let note = SignedNote(text: text, signatures: [try file("log").signer().sign(text)])
        #expect(try note.verified(by: [key]).signers.map(\.key) == [key])
        #expect(throws: KeyFileFault.exists(folder.path("log"))) { try file("log").make(name, .ed25519) }
        #expect(try file("log").publicKey() == key)
    }

    @Test("A key that is not sealed is refused when others may read it, any file when others may write it")
    func permissions() throws {
        _ = try file("log").make(name, .ed25519)
        for (mode, fault) in [
            (0o640, KeyFileFault.othersMayRead(folder.path("log"))), (0o604, .othersMayRead(folder.path("log"))),
            (0o620, .othersMayWrite(folder.path("log"))), (0o602, .othersMayWrite(folder.path("log"))),
        ] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: folder.path("log"))
            #expect(throws: fault) { try file("log").signer() }
            #expect(throws: fault) { try file("log").publicKey() }
        }
        #expect(throws: KeyFileFault.malformed(folder.path(""))) { try KeyFile(folder.path("")).publicKey() }
        #expect(throws: KeyFileFault.self) { try file("absent").publicKey() }
    }

    @Test("A sealed key opens with its passphrase alone, and shows nothing of itself")
    func sealed() throws {
        let key = try file("log").make(name, .ed25519, passphrase: "correct horse battery staple")
        #expect(try file("log").isSealed())
        #expect(try file("log").publicKey() == key)
        #expect(try !folder.text("log").contains("PRIVATE+KEY"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.path("log"))
        let signer = try file("log").signer { "correct horse battery staple" }
        let note = SignedNote(text: text, signatures: [try signer.sign(text)])
        #expect(throws: Never.self) { try note.verified(by: [key]) }
        #expect(throws: KeyFileFault.needsPassphrase(folder.path("log"))) { try file("log").signer() }
        #expect(throws: KeyFileFault.wrongPassphrase(folder.path("log"))) {
            try file("log").signer { "correct horse battery stable" }
        }
    }

    @Test("A key that an earlier version sealed opens")
    func earlier() throws {
        try folder.write(
            "earlier",
            """
            touchstone-sealed-key v1
            witness.example+e574297f+BOsRJL0k/bBIsX8uGoS3KeksHDVU2XZHH6/qlBSvuvGz
            scrypt ln=17,r=8,p=1 B80SWuLfQ7p4g96hbtc7BQ==
            kouIDCoF+PMvixGtYrY4kIOT9mCdFkJoGWMFsgv9sS59ZjryrNlXp2dRu7t929zo3/QCa+wn3cpNaSeyJihB8hVMHRiZtvf/qpWODGUY\
            5tOkcEiaM6IDmDfb+q07OeEpE6eLiOdIiFoji7pZdw==

            """
        )
        let earlier = file("earlier")
        // Signing checks the private half against the public one.
        let signer = try earlier.signer { "correct horse battery staple" }
        #expect(try signer.cosign(text, at: 77).name == earlier.publicKey().name)
    }

    @Test("A sealed key of which a line was exchanged, or a character changed, does not open")
    func tampering() throws {
        let secret = "correct horse battery staple"
        _ = try file("one").make(name, .ed25519, passphrase: secret)
        let other = try SigningKey(generating: name, algorithm: .ed25519)
        let lines = try folder.text("one").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var forged = lines
        forged[1] = other.verifier.text
        try folder.write("forged", forged.joined(separator: "\n"))
        #expect(throws: KeyFileFault.wrongPassphrase(folder.path("forged"))) { try file("forged").signer { secret } }
        for (number, line) in lines.enumerated() where number < 3 {
            var changed = lines
            changed[number] = String(line.dropLast())
            try folder.write("changed", changed.joined(separator: "\n"))
            #expect(throws: KeyFileFault.self) { try file("changed").signer { secret } }
        }
        var longer = lines
        longer[2] = lines[2].replacing("ln=17", with: "ln=017")
        try folder.write("longer", longer.joined(separator: "\n"))
        #expect(throws: KeyFileFault.malformed(folder.path("longer"))) { try file("longer").signer { secret } }
    }

    @Test("A program signs for a log and for a witness; what it answers is checked")
    func program() throws {
        // A device, played by openssl: it takes the message on standard input.
        let seed: [UInt8] = Array(40..<72)
        let key = try SigningKey(name: name, algorithm: .ed25519, seed: seed)
        let witness = try SigningKey(name: name, algorithm: .cosignature, seed: seed)
        let der = [UInt8]([0x30, 0x2E, 2, 1, 0, 0x30, 5, 6, 3, 0x2B, 0x65, 0x70, 4, 0x22, 4, 0x20]) + seed
        try Data(der).write(to: folder.url.appending(path: "key.der"))
        try folder.write(
            "sign",
            """
            #!/bin/sh
            cat > "$1/message"
            exec openssl pkeyutl -sign -rawin -keyform DER -inkey "$1/key.der" -in "$1/message"
            """,
            permissions: 0o700
        )
        let command = [folder.path("sign"), folder.url.path]
        try file("log").keep(key.verifier, heldBy: command)
        #expect(try file("log").signer().sign(text) == key.sign(text))
        try file("witness").keep(witness.verifier, heldBy: command)
        #expect(try file("witness").signer().cosign(text, at: 77) == witness.cosign(text, at: 77))
        // Another key than the file says.
        let other = try SigningKey(generating: name, algorithm: .ed25519)
        try file("other").keep(other.verifier, heldBy: command)
        #expect(throws: NoteFault.wrongSignature) { try file("other").signer().sign(text) }
        for program in ["/bin/false", "/bin/cat", "/nowhere/sign"] {
            try file(program.replacing("/", with: "-")).keep(key.verifier, heldBy: [program])
            let signer = try file(program.replacing("/", with: "-")).signer()
            #expect(throws: NoteFault.signerFailed) { try signer.sign(text) }
        }
        #expect(throws: KeyFileFault.malformed(folder.path("relative"))) {
            try file("relative").keep(key.verifier, heldBy: ["sign"])
        }
    }

    @Test("What is no key is said to be none")
    func malformed() throws {
        for (number, text) in ["", "\n", "PRIVATE+KEY+", "touchstone-sealed-key v1\n", "touchstone-signer v1\n"]
            .enumerated()
        {
            try folder.write("\(number)", text)
            #expect(throws: KeyFileFault.malformed(folder.path("\(number)"))) { try file("\(number)").signer() }
        }
    }
}
