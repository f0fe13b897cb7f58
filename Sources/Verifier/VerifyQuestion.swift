import Credentials
import Formats
import Notary
import Vocabulary

/// What is needed for checks beside the files that are checked, read once.
struct VerifyQuestion {
    let trust: Trust
    let check: FileCheck

    init(_ options: VerifyOptions, _ texts: Texts) throws(VerifyRefusal) {
        var trust = Trust()
        for path in options.trust {
            let bytes = try Self.read(path, texts)
            do throws(Trust.Fault) {
                try trust.add(contentsOf: bytes)
            } catch {
                let values = [("path", path), ("line", String(error.line)), ("detail", error.word)]
                throw VerifyRefusal(texts("verify.refusal.trust", values))
            }
        }
        var anchors: [[UInt8]] = []
        for path in options.authorities {
            let text = String(decoding: try Self.read(path, texts), as: UTF8.self)
            guard let found = try? TimeStampVerifier.certificates(pem: text), !found.isEmpty else {
                throw VerifyRefusal(texts("verify.refusal.authority", [("path", path)]))
            }
            anchors += found
        }
        if !anchors.isEmpty {
            do throws(TimeStampFault) {
                trust.authorities = try TimeStampVerifier(anchors: anchors)
            } catch {
                let paths = options.authorities.joined(separator: ", ")
                throw VerifyRefusal(texts("verify.refusal.authority", [("path", paths)]))
            }
        }
        guard let time = options.time ?? UTCInstant(milliseconds: FileReading.now()) else {
            throw VerifyRefusal(texts("verify.refusal.clock"))
        }
        var check = FileCheck(trust: trust, at: VerificationTime(now: time))
        if let path = options.entry { check.entry = try Self.read(path, texts) }
        if let path = options.proof { check.proof = try Self.read(path, texts) }
        if let path = options.data { check.data = try Self.read(path, texts) }
        for path in options.documents {
            let bytes = try Self.read(path, texts)
            if let history = IdentifierHistory(parsing: bytes) {
                check.histories.append(history)
                if let identifier = history.items.first?.statement.identifier { check.vouched.insert(identifier) }
                continue
            }
            guard let identifier = (try? JSONNode(parsing: bytes))?["id"]?.string,
                let document = try? DIDDocument(bytes, of: identifier)
            else { throw VerifyRefusal(texts("verify.refusal.document", [("path", path)])) }
            check.documents.append(document)
        }
        for path in options.statusLists {
            let bytes = try Self.read(path, texts)
            guard let address = CredentialVerifier.unverifiedIdentifier(of: bytes) else {
                throw VerifyRefusal(texts("verify.refusal.status_list", [("path", path)]))
            }
            check.statusLists[address] = bytes
        }
        self.trust = trust
        self.check = check
    }

    private static func read(_ path: String, _ texts: Texts) throws(VerifyRefusal) -> [UInt8] {
        guard let bytes = FileReading.bytes(path) else {
            throw VerifyRefusal(texts("verify.refusal.unreadable", [("path", path)]))
        }
        return bytes
    }
}

/// Why nothing was checked: a file that belongs to the question cannot be used.
public struct VerifyRefusal: Error, CustomStringConvertible {
    /// What is wrong with which file.
    public let description: String

    init(_ description: String) { self.description = Printable.text(description) }
}
