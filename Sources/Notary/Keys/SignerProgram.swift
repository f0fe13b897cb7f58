internal import Ledger
internal import Programs

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
/// It is run anew for each signature, in a folder that is removed after it, with an environment of nothing but the path, no
/// terminal and no shell. What it says on standard error is for whoever looks at the terminal.
struct SignerProgram {
    private static let header = "touchstone-signer v1"
    // Somebody may have to touch a device. The memory is not bounded, since it is the operator's own program and some (those
    // on Java) take far more address space than they use.
    private static let bounds = ProgramBounds(seconds: 60, memory: nil, output: 64)

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
    func signature(over message: [UInt8]) throws(ProgramFault) -> [UInt8] {
        try Self.run(command, message)
    }

    private static func run(_ command: [String], _ message: [UInt8]) throws(ProgramFault) -> [UInt8] {
        let folder = try PrivateFolder("signature")
        defer { folder.remove() }
        let program = Program(
            command[0],
            Array(command.dropFirst()),
            within: bounds,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"],
            errors: .passedOn
        )
        return try program.runHoldingThread(in: folder, reading: message).output
    }
}
