import Formats
import Foundation
import Media
import Sealing
public import Store
import Vocabulary

/// What a phone delivers that wrote without a signal: one thing at a time, sealed to the server while it waited.
///
/// Opened, it is the length of a header in four bytes, the header as JSON, and for a photo or recording its bytes:
///
///     {"kind":"report","version":1,"id":"…","receipt":"…","language":"pt","door":"general","urgent":false,"own":false,
///      "category":"…","text":"…","happened":"…","place":"…","lat":"-12.3","lon":"39.1","who":"…","contact":"…","uses":[]}
///     {"kind":"attachment","version":1,"receipt":"…","length":12345}
///
/// What follows the bytes that are named is filling, so that its length tells little.
enum PhoneDelivery {
    case report(ReporterDesk.Report)
    case attachment(receipt: Sealing.Receipt, bytes: [UInt8])

    init(parsing bytes: [UInt8]) throws(CommunityFault) {
        var reader = ByteReader(bytes)
        guard let count = reader.uint32().flatMap({ Int(exactly: $0) }), let header = reader.take(count),
            let node = try? JSONNode(parsing: header, numbers: .safeIntegers), node["version"]?.numberText == "1",
            let receipt = node["receipt"]?.string.flatMap(Self.receipt)
        else { throw .notDeliverable }
        switch node["kind"]?.string {
        case "report":
            guard let report = Self.report(node, receipt) else { throw .notDeliverable }
            self = .report(report)
        case "attachment":
            guard let length = node["length"]?.numberText.flatMap({ Int($0) }), length >= 0,
                let bytes = reader.take(length)
            else { throw .notDeliverable }
            self = .attachment(receipt: receipt, bytes: bytes)
        default: throw .notDeliverable
        }
    }

    private static func receipt(_ digits: String) -> Sealing.Receipt? {
        guard digits.utf8.count == Sealing.Receipt.digitCount else { return nil }
        return try? ReceiptReader([]).read(digits).receipt
    }

    private static func report(_ node: JSONNode, _ receipt: Sealing.Receipt) -> ReporterDesk.Report? {
        func text(_ name: String) -> String? {
            node[name]?.string.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
        }
        guard let id = node["id"]?.string.flatMap({ Hexadecimal.bytes($0.utf8) }).flatMap(ReportID.init),
            let door = node["door"]?.string.flatMap(ReportDoor.init(rawValue:)),
            let language = node["language"]?.string.flatMap(Language.init(rawValue:)),
            let category = node["category"]?.string.flatMap(ReportCategory.init(rawValue:))
        else { return nil }
        let content = ReportContent(
            category: category.rawValue,
            text: text("text") ?? "",
            happened: text("happened"),
            place: ReportContent.Place(words: text("place"), lat: text("lat"), lon: text("lon")),
            who: text("who"),
            contact: text("contact"),
            uses: Set(
                (node["uses"]?.elements ?? []).compactMap { $0.string.flatMap(ReportContent.Use.init(rawValue:)) }
            )
        )
        return ReporterDesk.Report(
            id: id,
            receipt: receipt,
            content: content,
            door: door,
            isUrgent: node["urgent"] == .bool(true),
            language: language,
            reporterReadsOwn: node["own"] == .bool(true)
        )
    }
}

extension ReporterDesk {
    /// Takes what a phone has sealed to ``deliveryKey``.
    ///
    /// - Parameter sender: By what senders are told apart for an hour, in memory; nil for nobody in particular.
    /// - Throws: ``CommunityFault``, with `notDeliverable` for what no phone of ours has sealed.
    public func deliver(_ sealed: [UInt8], from sender: Int? = nil) async throws -> FactStore.Delivery {
        switch try opened(sealed) {
        case .report(let report): return try await handIn(report, from: sender)
        case .attachment(let receipt, let bytes): return try await attach(bytes, with: receipt).delivery
        }
    }

    private func opened(_ sealed: [UInt8]) throws(CommunityFault) -> PhoneDelivery {
        guard let bytes = try? delivery.open(sealed) else { throw .notDeliverable }
        return try PhoneDelivery(parsing: bytes)
    }
}
