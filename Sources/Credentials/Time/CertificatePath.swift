import SwiftASN1

/// Looks for a chain of certificates from one to one that is trusted (RFC 5280 section 6), at the time of a stamp.
struct CertificatePath {
    let anchors: [Certificate]
    let others: [Certificate]
    /// Milliseconds since 1970.
    let time: Int

    /// As many certificates as a chain may have, the anchor among them.
    private static let lengthLimit = 6
    /// As many signatures as are checked before we give up: certificates could be made to lead into a maze.
    private static let workLimit = 40

    /// The chain, the given certificate first and the trusted one last.
    func chain(from leaf: Certificate) throws(TimeStampFault) -> [Certificate] {
        var search = Search(path: self)
        try search.checkOne(leaf)
        // An authority's own certificate may be trusted itself.
        if anchors.contains(leaf) { return [leaf] }
        if let chain = search.extend([leaf]) { return chain }
        throw search.fault ?? TimeStampFault(.untrusted, "no chain to a trusted certificate")
    }

    private struct Search {
        let path: CertificatePath
        var work = 0
        /// Why the most promising chain was refused.
        var fault: TimeStampFault?

        func checkOne(_ certificate: Certificate) throws(TimeStampFault) {
            guard certificate.isValid(at: path.time) else { throw TimeStampFault(.certificateOutOfTime) }
            if let name = certificate.unknownCritical.first {
                throw TimeStampFault(.unknownCriticalExtension, name.description)
            }
        }

        mutating func extend(_ chain: [Certificate]) -> [Certificate]? {
            guard let last = chain.last, chain.count < CertificatePath.lengthLimit else { return nil }
            for (candidates, isAnchor) in [(path.anchors, true), (path.others, false)] {
                for candidate in candidates where candidate.subject == last.issuer && !chain.contains(candidate) {
                    work += 1
                    guard work <= CertificatePath.workLimit else { return nil }
                    do throws(TimeStampFault) {
                        try check(candidate, issued: last, below: chain.count - 1)
                    } catch {
                        fault = fault ?? error
                        continue
                    }
                    if isAnchor { return chain + [candidate] }
                    if let whole = extend(chain + [candidate]) { return whole }
                }
            }
            return nil
        }

        private func check(_ issuer: Certificate, issued: Certificate, below: Int) throws(TimeStampFault) {
            try checkOne(issuer)
            try issuer.checkIssuesCertificates(below: below)
            let key = try CertificateKey(issuer.key)
            guard key.isValid(issued.signature, over: issued.signed, try issued.scheme()) else {
                throw TimeStampFault(.untrusted, "a certificate's signature is not right")
            }
        }
    }
}
