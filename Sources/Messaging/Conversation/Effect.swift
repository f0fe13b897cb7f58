public import Secrets

/// What is to be done after a message, besides answering.
public enum Effect: Sendable, Equatable {
    /// File a report, and answer with its receipt: ``Conversation/filed(receipt:)``.
    case file(FiledReport)
    /// Look whether a report was answered.
    case lookUp(receipt: SecretBytes)
    /// Keep the number, locked, until there is an answer to the report of that look-up name, and say then that there is.
    case watch(lookUp: [UInt8])
    /// Send the words of the answer: who has the receipt asked for them, and was told who reads along.
    case sendAnswer(receipt: SecretBytes)
    /// Look for a price, and answer: ``PriceBoard/answer(_:language:today:mineralName:)``.
    case price(PriceQuery)
    /// Send nothing to this sender any more, but the notice that is among the replies.
    case optOut
    /// Send again.
    case optIn
}

/// What follows from a message.
public struct Turn: Sendable, Equatable {
    /// What to say, in order.
    public internal(set) var replies: [Reply] = []
    /// What to do, in order.
    public internal(set) var effects: [Effect] = []

    /// Nothing follows.
    public init() {}
}
