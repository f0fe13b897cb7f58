internal import Foundation
public import Ledger
internal import Store

/// The private key of a log or a witness in a file that only its owner reads.
///
/// The file is a text in one of three forms, told apart by the first line:
/// - the key as it is (`PRIVATE+KEY+…`, as Go's note package writes it), refused when others may read it;
/// - the key sealed under a passphrase (``SealedKey``);
/// - a program that holds the key (``SignerProgram``), for devices that never give theirs away.
///
/// ```swift
/// let key = try KeyFile("keys/log").make(name, .ed25519, passphrase: passphrase)      // prints key, nothing else
/// let signer = try KeyFile("keys/log").signer { passphrase }
/// ```
public struct KeyFile: Sendable, Hashable {
    /// Where it is.
    public let path: String

    /// Longer files are not read.
    static let byteLimit = 65_536

    /// Names a file.
    public init(_ path: String) {
        self.path = path
    }

    /// Makes a new key and its file, which must not be there yet.
    ///
    /// - Parameter passphrase: What seals the key; nil to rely on the file's permissions alone.
    /// - Returns: The public key.
    public func make(
        _ name: KeyName,
        _ algorithm: SignatureAlgorithm,
        passphrase: String? = nil
    ) throws(KeyFileFault) -> VerifierKey {
        let key: SigningKey
        do throws(NoteFault) { key = try SigningKey(generating: name, algorithm: algorithm) } catch {
            throw .key(path, error)
        }
        try keep(key, passphrase: passphrase)
        return key.verifier
    }

    /// Makes the file of a key that is there already.
    public func keep(_ key: SigningKey, passphrase: String? = nil) throws(KeyFileFault) {
        guard let passphrase else { return try write(key.secretText() + "\n") }
        guard let sealed = SealedKey(key, passphrase: passphrase) else { throw .outOfMemory(path) }
        try write(sealed.text)
    }

    /// Makes the file of a key that a program holds.
    ///
    /// - Parameter command: The path of the program, and its arguments.
    public func keep(_ verifier: VerifierKey, heldBy command: [String]) throws(KeyFileFault) {
        guard let program = SignerProgram(verifier, command) else { throw .malformed(path) }
        try write(program.text)
    }

    /// The public key, for which no passphrase is needed.
    public func publicKey() throws(KeyFileFault) -> VerifierKey {
        switch try content() {
        case .plain(let key): key.verifier
        case .sealed(let sealed): sealed.verifier
        case .program(let program): program.verifier
        }
    }

    /// Whether a passphrase is needed to sign.
    public func isSealed() throws(KeyFileFault) -> Bool {
        if case .sealed = try content() { true } else { false }
    }

    /// Whoever signs with the key.
    ///
    /// - Parameter passphrase: Asked for only if the key is sealed; nil if there is none.
    public func signer(passphrase: () throws -> String? = { nil }) throws -> any NoteSigner & NoteCosigner {
        switch try content() {
        case .plain(let key): return key
        case .sealed(let sealed):
            guard let passphrase = try passphrase() else { throw KeyFileFault.needsPassphrase(path) }
            switch sealed.opened(with: passphrase) {
            case .success(let key): return key
            case .failure(.wrongPassphrase): throw KeyFileFault.wrongPassphrase(path)
            case .failure(.outOfMemory): throw KeyFileFault.outOfMemory(path)
            }
        case .program(let program): return program.signer
        }
    }

    enum Content {
        case plain(SigningKey)
        case sealed(SealedKey)
        case program(SignerProgram)
    }

    func content() throws(KeyFileFault) -> Content {
        let (text, access) = try read()
        guard access.isFile else { throw .malformed(path) }
        // What names a program, or could be exchanged for another key, must not be for others to write.
        guard access.isOurs, access.permissions & 0o022 == 0 else { throw .othersMayWrite(path) }
        if let sealed = SealedKey(parsing: text) { return .sealed(sealed) }
        if let program = SignerProgram(parsing: text) { return .program(program) }
        let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard let key = try? SigningKey(parsing: line) else { throw .malformed(path) }
        guard access.permissions & 0o077 == 0 else { throw .othersMayRead(path) }
        return .plain(key)
    }

    private func read() throws(KeyFileFault) -> (text: String, access: FileDescriptor.Access) {
        do throws(FileDescriptor.Failure) {
            let file = try FileDescriptor(reading: path)
            let access = try file.access()
            guard access.isFile else { return ("", access) }
            let bytes = try file.read(count: min(access.byteCount, Self.byteLimit), at: 0)
            return (String(validating: bytes, as: UTF8.self) ?? "", access)
        } catch {
            throw .system(path, error.description)
        }
    }

    private func write(_ text: String) throws(KeyFileFault) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        do {
            let file = try FileDescriptor(creating: path)
            try Array(text.utf8).withUnsafeBytes { try file.write($0) }
            try file.sync()
            try FileDescriptor(reading: folder).sync()
        } catch {
            throw (error as? FileDescriptor.Failure)?.code == EEXIST ? .exists(path) : .system(path, "\(error)")
        }
    }
}

/// Why there is no key from a file, or no file of a key.
public enum KeyFileFault: Error, Sendable, Hashable {
    /// There is a file already; a key is never written over.
    case exists(String)
    /// The system refused, in its words.
    case system(String, String)
    /// The file is no key, or one in another spelling than its only one.
    case malformed(String)
    /// Others may read the file, and the key in it is not sealed.
    case othersMayRead(String)
    /// Others may write the file, or it belongs to somebody else.
    case othersMayWrite(String)
    /// The key is sealed, and no passphrase was given.
    case needsPassphrase(String)
    /// The passphrase does not open the key, or the file is damaged.
    case wrongPassphrase(String)
    /// The memory that opening takes is not to be had.
    case outOfMemory(String)
    /// The key itself is refused.
    case key(String, NoteFault)
}

extension KeyFileFault: CustomStringConvertible {
    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .exists(let path): "\(path) is there already. A key is never written over; name another file."
        case .system(let path, let words): "\(path) cannot be used: \(words)."
        case .malformed(let path): "\(path) is no key file."
        case .othersMayRead(let path):
            "\(path) may be read by others. `chmod 600 \(path)` keeps them out; if somebody may have read it, retire the key."
        case .othersMayWrite(let path):
            "\(path) may be changed by others. `chmod go-w \(path)` keeps them out; it must belong to you."
        case .needsPassphrase(let path): "The key in \(path) is sealed. Give the file of its passphrase."
        case .wrongPassphrase(let path): "The passphrase does not open \(path), or the file is damaged."
        case .outOfMemory(let path): "There is not enough memory to open \(path)."
        case .key(let path, let fault): "The key for \(path) is refused (\(fault.rawValue))."
        }
    }
}
