internal import Credentials

/// An authority for time stamps: where it is, and by which certificates its stamps are known.
public struct StampingAuthority: Sendable {
    /// Its address.
    public let address: String
    let verifier: TimeStampVerifier

    /// Describes an authority.
    ///
    /// - Parameter roots: The certificates that its stamps must lead to, as a text in PEM.
    /// - Throws: ``StampingFault/badRoots`` if there is none in it, or one is none.
    public init(address: String, roots: String) throws(StampingFault) {
        self.address = address
        do throws(TimeStampFault) {
            verifier = try TimeStampVerifier(anchors: try TimeStampVerifier.certificates(pem: roots))
        } catch {
            throw .badRoots
        }
    }
}
