internal import Dispatch
internal import Foundation
internal import Ledger
internal import Synchronization

/// A program that holds a key: it gets a message on standard input and answers an Ed25519 signature over it, 64 bytes, on
/// standard output.
///
/// ```
/// touchstone-signer v1
/// log.example+1a2b3c4d+AbCd…              the public key
/// /usr/local/bin/sign-with-token          the program
/// --slot                                  its arguments, one on a line
/// 3
/// ```
///
/// It is run anew for each signature, with an environment of nothing but the path, and no shell.
struct SignerProgram {
    private static let header = "touchstone-signer v1"
    /// How long it may take, in seconds: somebody may have to touch a device.
    private static let secondLimit = 60

    let verifier: VerifierKey
    private let command: [String]

    /// Describes a program; nil if it is not named by its whole path, or an argument holds the end of a line.
    init?(_ verifier: VerifierKey, _ command: [String]) {
        guard let program = command.first, program.hasPrefix("/"),
            !command.contains(where: { $0.utf8.contains { $0 < 0x20 } })
        else { return nil }
        (self.verifier, self.command) = (verifier, command)
    }

    /// Reads the file; nil if it is none of these.
    init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 4, lines.last == "", lines[0] == Self.header,
            let verifier = try? VerifierKey(parsing: lines[1])
        else { return nil }
        self.init(verifier, Array(lines[2..<(lines.count - 1)]))
    }

    /// The file.
    var text: String { ([Self.header, verifier.text] + command).map { $0 + "\n" }.joined() }

    /// Whoever signs with it.
    var signer: DelegatedSigner {
        DelegatedSigner(verifier) { [command] (message) throws(NoteFault) in
            guard let signature = try? Self.run(command, message), signature.count == 64 else { throw .signerFailed }
            return signature
        }
    }

    /// The signature over a message: 64 bytes, not checked.
    func signature(over message: [UInt8]) throws -> [UInt8] {
        guard let signature = try Self.run(command, message) else { throw NoteFault.signerFailed }
        return signature
    }

    private static func run(_ command: [String], _ message: [UInt8]) throws -> [UInt8]? {
        // Through a file, which needs nobody to write while the program reads; what is signed is no secret.
        let file = FileManager.default.temporaryDirectory.appending(path: "touchstone-\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { return nil }
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(message).write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        let (input, output) = (try FileHandle(forReadingFrom: file), Pipe())
        defer { try? input.close() }
        process.standardInput = input
        process.standardOutput = output
        // It may say why it failed; that is for whoever looks at the terminal.
        process.standardError = FileHandle.standardError
        try process.run()
        let late = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(secondLimit), execute: late)
        let answer = try output.fileHandleForReading.read(upToCount: 65)
        try? output.fileHandleForReading.close()
        process.waitUntilExit()
        late.cancel()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else { return nil }
        return answer.map(Array.init)
    }
}
