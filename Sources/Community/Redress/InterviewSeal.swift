import Crypto
import Formats
import Foundation
import Secrets
import Store

/// Seals what was told in an interview under a key of its own, so that it can be forgotten while the history stays whole.
enum InterviewSeal {
    /// Seals bytes for one interview of one assessment.
    static func seal(_ bytes: [UInt8], _ interview: String, of file: Int64) throws(RemedyFault) -> SealedInterview {
        var generator = SystemRandomNumberGenerator()
        let block = (0..<SealedInterview.keyBlockLength / 8).flatMap { _ in
            withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
        }
        let sealed = try? SealedBytes.seal(bytes, under: key(block), about: place(interview, file))
        guard let sealed else { throw .broken(interview) }
        return SealedInterview(id: interview, keyBlock: block, sealed: sealed)
    }

    /// What was sealed; nil where it is not what was sealed for that interview.
    static func open(_ kept: SealedInterview, of file: Int64) -> [UInt8]? {
        SealedBytes.open(kept.sealed, under: key(kept.keyBlock), about: place(kept.id, file))
    }

    /// SHA-256 of the sealed bytes.
    ///
    /// Of the open ones it would tell whoever tries out the few answers that there are.
    static func digest(_ kept: SealedInterview) -> String { Hexadecimal.text(SHA256.hash(data: kept.sealed)) }

    private static func key(_ block: [UInt8]) -> SymmetricKey { SymmetricKey(data: SHA256.hash(data: block)) }

    private static func place(_ interview: String, _ file: Int64) -> [UInt8] {
        Array("touchstone interview \(file) \(interview)".utf8)
    }
}
