/// What is done with bytes that nobody else may learn.
enum SecretBytes {
    /// Whether both are the same, in a time that depends on their lengths alone.
    ///
    /// A comparison that stops at the first difference tells a patient guesser how far they were right.
    static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (a, b) in zip(left, right) { difference |= a ^ b }
        return difference == 0
    }

    /// Fresh bytes from the generator.
    static func random(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
