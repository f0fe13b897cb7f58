internal import Foundation
internal import NIOSSL
internal import Synchronization

/// The certificate in use, and its replacement while the server runs.
///
/// TLS 1.2 and 1.3 only, with the cipher suites that BoringSSL still offers (RFC 9325 section 4).
public final class TLSShelf: Sendable {
    private let present: Mutex<NIOSSLContext>

    /// Reads a certificate with its chain and its private key, both in PEM form.
    public init(certificate: String, key: String) throws(TLSFault) {
        present = Mutex(try Self.read(certificate: certificate, key: key))
    }

    /// Takes other files, or the same ones with new content, for connections that begin from now on.
    ///
    /// - Throws: ``TLSFault`` if they cannot be used; then the certificate stays what it was.
    public func change(certificate: String, key: String) throws(TLSFault) {
        let next = try Self.read(certificate: certificate, key: key)
        present.withLock { $0 = next }
    }

    var context: NIOSSLContext { present.withLock { $0 } }

    private static func read(certificate: String, key: String) throws(TLSFault) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do { chain = try NIOSSLCertificate.fromPEMFile(certificate) } catch {
            throw TLSFault(.certificate, file: certificate)
        }
        guard !chain.isEmpty else { throw TLSFault(.certificate, file: certificate) }
        let privateKey: NIOSSLPrivateKey
        do { privateKey = try NIOSSLPrivateKey(file: key, format: .pem) } catch { throw TLSFault(.key, file: key) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(privateKey)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // BoringSSL compares the two here.
        do { return try NIOSSLContext(configuration: configuration) } catch { throw TLSFault(.mismatch, file: key) }
    }
}

/// Why a certificate cannot be used.
public struct TLSFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The reasons.
    public enum Code: Sendable, Hashable {
        /// The file holds no certificate that can be read.
        case certificate
        /// The file holds no private key that can be read.
        case key
        /// The key is not the certificate's.
        case mismatch
    }

    /// The reason.
    public let code: Code
    /// The file.
    public let file: String

    init(_ code: Code, file: String) {
        self.code = code
        self.file = file
    }

    /// The reason in words.
    public var description: String {
        switch code {
        case .certificate: "\(file) holds no certificate in PEM form that can be read."
        case .key: "\(file) holds no private key in PEM form that can be read (one with a password cannot)."
        case .mismatch: "The private key in \(file) is not the one of the certificate."
        }
    }
}
