package import Identity
package import Notary

extension OutboundFetch {
    /// The way out for what the ledger asks of others.
    ///
    /// - Parameter allowed: Blocks that may be asked although they are not public.
    package static func sending(allowed: [AddressBlock], secondLimit: Int = 20) throws(OutboundFault) -> Sending {
        let fetch = try OutboundFetch(OutboundGuard(allowed: allowed, secondLimit: secondLimit))
        return { request in
            let headers = request.mediaType.map { [(name: "Content-Type", value: $0)] } ?? []
            let answer = try await fetch.answer(of: request.address, headers: headers, body: request.body)
            return OutgoingAnswer(status: answer.status, mediaType: answer.mediaType, body: answer.body)
        }
    }
}
