import Foundation
import GRDB

/// A gateway through which text messages and calls come and go.
public struct MessageGateway: Sendable, Hashable {
    /// Its name, which stands in its addresses: small letters, digits and hyphens.
    public var name: String
    /// How it speaks.
    public var shape: String
    /// Where messages are posted to; nil where it fetches them.
    public var pushAddress: String?
    /// What it calls this installation.
    public var account: String
    /// The calling code of its country.
    public var callingCode: String
    /// What stands before a number within the country; empty if nothing does.
    public var trunkPrefix: String
    /// How many digits a number within the country has.
    public var nationalDigits: ClosedRange<Int>
    /// The language in which it answers until somebody says otherwise.
    public var language: String
    /// Its secret, sealed.
    public var sealedSecret: [UInt8]
    /// The secret before it, sealed; nil if there is none that is still good.
    public var sealedEarlier: [UInt8]?
    /// A header that it asks for, sealed; nil if it asks for none.
    public var sealedAuthorization: [UInt8]?
    /// Whether anything is taken from it and given to it.
    public var isOn: Bool
    /// When it was made: UTC, ISO 8601.
    public var madeAt: String

    /// Describes a gateway.
    public init(
        name: String,
        shape: String,
        pushAddress: String? = nil,
        account: String = "",
        callingCode: String,
        trunkPrefix: String,
        nationalDigits: ClosedRange<Int>,
        language: String,
        sealedSecret: [UInt8],
        sealedAuthorization: [UInt8]? = nil,
        isOn: Bool = true,
        madeAt: String = ""
    ) {
        (self.name, self.shape, self.pushAddress, self.account) = (name, shape, pushAddress, account)
        (self.callingCode, self.trunkPrefix, self.nationalDigits) = (callingCode, trunkPrefix, nationalDigits)
        (self.language, self.sealedSecret, self.sealedAuthorization) = (language, sealedSecret, sealedAuthorization)
        (self.isOn, self.madeAt) = (isOn, madeAt)
    }

    init(_ row: Row) throws {
        let (shortest, longest): (Int, Int) = (row["shortest"], row["longest"])
        guard shortest <= longest else { throw StoreError(.database, "A gateway of the store cannot be read.") }
        self.init(
            name: row["name"],
            shape: row["shape"],
            pushAddress: row["push_address"],
            account: row["account"],
            callingCode: row["calling_code"],
            trunkPrefix: row["trunk_prefix"],
            nationalDigits: shortest...longest,
            language: row["language"],
            sealedSecret: Array(row["sealed_secret"] as Data),
            sealedAuthorization: (row["sealed_authorization"] as Data?).map { Array($0) },
            isOn: row["is_on"],
            madeAt: row["made_at"]
        )
        sealedEarlier = (row["sealed_earlier"] as Data?).map { Array($0) }
    }
}

/// How a gateway is doing, in numbers.
public struct MessageGatewayState: Sendable, Hashable {
    /// The gateway.
    public let gateway: MessageGateway
    /// How many messages wait for it or are on their way to it.
    public let open: Int
    /// When the oldest of them was written, in milliseconds since 1970; nil if none is open.
    public let oldest: Int?
    /// How many messages of the last 30 days came to each end, such as `accepted` or `expired`.
    public let ends: [String: Int]
    /// What was refused or went wrong within the last 30 days, and how often.
    public let troubles: [String: Int]
    /// The day of the last message that came from it; nil if none did within two weeks.
    public let lastArrival: String?
}
