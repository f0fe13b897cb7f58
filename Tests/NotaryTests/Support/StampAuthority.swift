import Foundation
import Notary
import Testing

/// Debian's openssl as an authority for time stamps.
struct StampAuthority: Sendable {
    static let openssl = "/usr/bin/openssl"

    static let absence: Comment = "/usr/bin/openssl is absent: NO CHECKPOINT WAS STAMPED"

    /// Whether it is there; says so loudly where it is not.
    static var isPresent: Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: openssl)
        if !isThere { print(absence.rawValue) }
        return isThere
    }

    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try folder.write(
            "tsa.cnf",
            """
            [ req ]
            distinguished_name = dn
            prompt = no
            [ dn ]
            CN = Stamps
            [ own ]
            basicConstraints = critical,CA:FALSE
            extendedKeyUsage = critical,timeStamping
            [ tsa ]
            default_tsa = tsa1
            [ tsa1 ]
            serial = serial
            signer_cert = own.pem
            signer_key = own.key
            signer_digest = sha256
            default_policy = 1.3.6.1.4.1.99999.1
            digests = sha256
            accuracy = secs:1
            ess_cert_id_alg = sha256

            """
        )
        try folder.write("serial", "01\n")
        try run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "own.key",
            "-config", "tsa.cnf", "-extensions", "own", "-days", "30", "-out", "own.pem",
        ])
    }

    /// Its certificate, which is all that there is to trust.
    var certificate: String { get throws { try folder.text("own.pem") } }

    /// The answer to a request.
    func answer(_ request: OutgoingRequest) throws -> OutgoingAnswer {
        try Data(request.body ?? []).write(to: folder.url.appending(path: "request.tsq"))
        try run(["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr"])
        let bytes = Array(try Data(contentsOf: folder.url.appending(path: "answer.tsr")))
        return OutgoingAnswer(status: 200, mediaType: "application/timestamp-reply", body: bytes)
    }

    func run(_ arguments: [String]) throws {
        #expect(try status(arguments) == 0, "openssl \(arguments.joined(separator: " "))")
    }

    func status(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: Self.openssl)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
