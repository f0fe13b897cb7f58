import Formats

/// A document or a proof as it is written for a signature: in canonical form, with members left out or put in.
enum SigningForm {
    /// A proof without its signature.
    static func proof(_ value: JSONValue) throws(CredentialFault) -> [UInt8] {
        let signature = Array("proofValue".utf8)
        return try object(members(value).filter { $0.key != signature })
    }

    /// A document without its proofs, save for those that the one in question builds on; its context is that of the
    /// proof, if the proof has one.
    static func document(
        _ value: JSONValue,
        context: JSONValue?,
        previous: [JSONValue]
    ) throws(CredentialFault) -> [UInt8] {
        let (proof, contextKey) = (Array("proof".utf8), Array("@context".utf8))
        var members = members(value).filter { $0.key != proof }
        if let context, let index = members.firstIndex(where: { $0.key == contextKey }) {
            members[index].values = [context]
        }
        if !previous.isEmpty { members.append(Member(key: proof, values: previous, isList: true)) }
        return try object(members)
    }

    private struct Member {
        let key: [UInt8]
        var values: [JSONValue]
        var isList = false
    }

    private static func members(_ value: JSONValue) -> [Member] {
        value.members.map { Member(key: Array($0.key.utf8), values: [$0.value]) }
    }

    private static func object(_ members: [Member]) throws(CredentialFault) -> [UInt8] {
        let sorted = members.sorted { JSONCanonical.precedes($0.key[...], $1.key[...]) }
        var output: [UInt8] = []
        output.reserveCapacity(1_024)
        output.append(UInt8(ascii: "{"))
        do throws(JSONFault) {
            for (place, member) in sorted.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                JSONCanonical.appendString(member.key[...], to: &output)
                output.append(UInt8(ascii: ":"))
                if member.isList { output.append(UInt8(ascii: "[")) }
                for (place, value) in member.values.enumerated() {
                    if place > 0 { output.append(UInt8(ascii: ",")) }
                    // What would be rounded has the form of another number: two documents, one signature.
                    try JSONCanonical.append(value, to: &output, numbers: .exact)
                }
                if member.isList { output.append(UInt8(ascii: "]")) }
            }
        } catch {
            throw CredentialFault(.inexactNumber, "\(error.reason.rawValue) at byte \(error.offset)")
        }
        output.append(UInt8(ascii: "}"))
        return output
    }
}
