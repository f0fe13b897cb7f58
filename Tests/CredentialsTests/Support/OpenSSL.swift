import Foundation
import Testing

/// Debian's openssl as an authority for time stamps, and as a second verifier.
struct OpenSSL {
    static let path = "/usr/bin/openssl"

    static let absence: Comment = "/usr/bin/openssl is absent: NO TIME STAMP WAS MADE OR CHECKED BY ANOTHER PROGRAM"

    /// Whether it is there; says so loudly where it is not.
    static var isPresent: Bool {
        let isThere = FileManager.default.isExecutableFile(atPath: path)
        if !isThere { print(absence.rawValue) }
        return isThere
    }

    /// The folder of one test, which goes with it.
    final class Folder {
        let url: URL

        init() throws {
            url = FileManager.default.temporaryDirectory.appending(path: "touchstone-stamps-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit {
            try? FileManager.default.removeItem(at: url)
        }

        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: url.appending(path: name))
        }

        func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url.appending(path: name))) }

        func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

        /// Runs openssl in the folder; its exit status and what it wrote.
        @discardableResult
        func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = URL(filePath: OpenSSL.path)
            process.arguments = arguments
            process.currentDirectoryURL = url
            let log = url.appending(path: "log-\(UUID().uuidString)")
            _ = FileManager.default.createFile(atPath: log.path, contents: nil)
            let handle = try FileHandle(forWritingTo: log)
            process.standardOutput = handle
            process.standardError = handle
            try process.run()
            process.waitUntilExit()
            try handle.close()
            return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
        }

        func require(_ arguments: [String]) throws {
            let result = try run(arguments)
            try #require(result.status == 0, "openssl \(arguments.joined(separator: " ")): \(result.output)")
        }
    }

    /// Kinds of keys that authorities have.
    enum Key: String, CaseIterable, Sendable {
        case p256
        case p384
        case rsa

        var arguments: [String] {
            switch self {
            case .p256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
            case .p384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]
            case .rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]
            }
        }
    }

    /// An authority with a root, a certificate between, and its own, made anew for a test.
    struct Authority {
        let folder: Folder

        /// - Parameters:
        ///   - key: The kind of all keys.
        ///   - extensions: The extensions of the authority's own certificate.
        ///   - chain: Whether the certificate between comes along, as openssl puts it: not in the order of the standard.
        init(
            _ key: Key = .p256,
            extensions: String = "extendedKeyUsage=critical,timeStamping",
            betweenExtensions: String = "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign",
            chain: Bool = true,
            certificateDigest: String = "sha256"
        ) throws {
            folder = try Folder()
            try folder.write("serial", Array("01\n".utf8))
            let lines = """
                [ req ]
                distinguished_name = dn
                prompt = no
                [ dn ]
                CN = unused
                [ root ]
                basicConstraints=critical,CA:TRUE
                keyUsage=critical,keyCertSign,cRLSign
                subjectKeyIdentifier=hash
                [ between ]
                \(betweenExtensions)
                [ own ]
                \(extensions)
                [ tsa ]
                default_tsa = tsa1
                [ tsa1 ]
                serial = serial
                signer_cert = own.pem
                \(chain ? "certs = between.pem" : "")
                signer_key = own.key
                signer_digest = sha256
                default_policy = 1.3.6.1.4.1.99999.1
                other_policies = 1.3.6.1.4.1.99999.2
                digests = sha256, sha384, sha512, sha1
                accuracy = secs:1, millisecs:500, microsecs:100
                ordering = no
                tsa_name = yes
                ess_cert_id_chain = no
                ess_cert_id_alg = \(certificateDigest)
                """
            try folder.write("tsa.cnf", Array((lines + "\n").utf8))
            for name in ["root", "between", "own"] {
                try folder.require(["genpkey"] + key.arguments + ["-out", "\(name).key"])
            }
            try folder.require([
                "req", "-x509", "-new", "-key", "root.key", "-sha256", "-days", "30", "-subj", "/O=Test/CN=Root",
                "-config", "tsa.cnf", "-extensions", "root", "-out", "root.pem",
            ])
            try issue("between", by: "root")
            try issue("own", by: "between")
        }

        private func issue(_ name: String, by issuer: String) throws {
            try folder.require([
                "req", "-new", "-key", "\(name).key", "-subj", "/O=Test/CN=\(name)", "-config", "tsa.cnf", "-out",
                "\(name).csr",
            ])
            try folder.require([
                "x509", "-req", "-in", "\(name).csr", "-CA", "\(issuer).pem", "-CAkey", "\(issuer).key", "-sha256",
                "-days", "20", "-set_serial", "0x\(name == "own" ? "0a0b" : "0c")", "-extfile", "tsa.cnf",
                "-extensions", name, "-out", "\(name).pem",
            ])
        }

        /// Another certificate for the authority's key.
        func reissue(extensions: String, subject: String = "own") throws {
            try folder.write("bad.cnf", Array("[ own ]\n\(extensions)\n".utf8))
            try folder.require([
                "req", "-new", "-key", "own.key", "-subj", "/O=Test/CN=\(subject)", "-config", "tsa.cnf", "-out",
                "own.csr",
            ])
            try folder.require([
                "x509", "-req", "-in", "own.csr", "-CA", "between.pem", "-CAkey", "between.key", "-sha256", "-days",
                "20", "-set_serial", "0x0a0b", "-extfile", "bad.cnf", "-extensions", "own", "-out", "own.pem",
            ])
        }

        /// A stamp over a statement of the test's own making, which an honest authority would not sign.
        func sign(_ info: [UInt8], _ more: [String] = ["-cades", "-md", "sha256"]) throws -> [UInt8] {
            try folder.write("info.der", info)
            try folder.require(
                [
                    "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-in", "info.der", "-econtent_type",
                    "1.2.840.113549.1.9.16.1.4", "-signer", "own.pem", "-inkey", "own.key", "-certfile", "between.pem",
                    "-outform", "DER", "-out", "own.tst",
                ] + more
            )
            return try folder.bytes("own.tst")
        }

        /// The authority's answer to a request.
        func answer(_ request: [UInt8]) throws -> [UInt8] {
            try folder.write("request.tsq", request)
            try folder.require([
                "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr",
            ])
            return try folder.bytes("answer.tsr")
        }
    }
}
