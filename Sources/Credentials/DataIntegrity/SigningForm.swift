import Formats

/// A document or a proof as it is written for a signature: in canonical form, with members left out or put in.
enum SigningForm {
    /// A proof without its signature.
    static func proof(_ value: JSONValue) throws(CredentialFault) -> [UInt8] {
        try object(value.members.filter { $0.key != "proofValue" }.map { ($0.key, [$0.value], false) })
    }

    /// A document without its proofs, save for those that the one in question builds on; its context is that of the
    /// proof, if the proof has one.
    static func document(
        _ value: JSONValue,
        context: JSONValue?,
        previous: [JSONValue]
    ) throws(CredentialFault) -> [UInt8] {
        var members: [Member] = []
        for (key, value) in value.members {
            switch key {
            case "proof": continue
            case "@context": members.append((key, [context ?? value], false))
            default: members.append((key, [value], false))
            }
        }
        if !previous.isEmpty { members.append(("proof", previous, true)) }
        return try object(members)
    }

    private typealias Member = (key: String, values: [JSONValue], isList: Bool)

    private static func object(_ members: [Member]) throws(CredentialFault) -> [UInt8] {
        let keys = members.map { Array($0.key.utf8)[...] }
        let order = keys.indices.sorted { JSONCanonical.precedes(keys[$0], keys[$1]) }
        var output: [UInt8] = []
        output.reserveCapacity(1_024)
        output.append(UInt8(ascii: "{"))
        do throws(JSONFault) {
            for (place, index) in order.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                JSONCanonical.appendString(keys[index], to: &output)
                output.append(UInt8(ascii: ":"))
                if members[index].isList { output.append(UInt8(ascii: "[")) }
                for (place, value) in members[index].values.enumerated() {
                    if place > 0 { output.append(UInt8(ascii: ",")) }
                    // What would be rounded has the form of another number: two documents, one signature.
                    try JSONCanonical.append(value, to: &output, numbers: .exact)
                }
                if members[index].isList { output.append(UInt8(ascii: "]")) }
            }
        } catch {
            throw CredentialFault(.inexactNumber, "\(error.reason.rawValue) at byte \(error.offset)")
        }
        output.append(UInt8(ascii: "}"))
        return output
    }
}
