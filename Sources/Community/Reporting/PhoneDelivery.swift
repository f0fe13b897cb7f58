import Formats
import Foundation
import Media
public import Sealing
public import Store
import Vocabulary

/// What a phone delivers that wrote without a signal: one thing at a time, sealed to the server while it waited.
///
/// Opened, it is the length of a header in four bytes, the header as JSON, and for a photo, a recording or another file its
/// bytes:
///
///     {"kind":"report","version":1,"id":"…","receipt":"…","language":"pt","door":"general","urgent":false,"own":false,
///      "category":"…","text":"…","happened":"…","place":"…","lat":"-12.3","lon":"39.1","who":"…","contact":"…","uses":[]}
///     {"kind":"attachment","version":1,"receipt":"…","length":12345}
///     {"kind":"answers","version":1,"link":"…","xml":"…"}
///     {"kind":"answers","version":1,"link":"…","xml":"…","name":"a.jpg","length":12345}
///
/// The last two are answers to a form, and one of the files that they name: the answers stand beside each of them, so that
/// they may come in any order.
///
/// What follows the bytes that are named is filling, so that its length tells little.
public enum PhoneDelivery: Sendable {
    /// A report.
    case report(ReporterDesk.Report)
    /// A photo or recording of a report.
    case attachment(receipt: Sealing.Receipt, bytes: [UInt8])
    /// Answers to a form, for its desk.
    case answers(PhoneAnswers)

    init(parsing bytes: [UInt8]) throws(CommunityFault) {
        var reader = ByteReader(bytes)
        guard let count = reader.uint32().flatMap({ Int(exactly: $0) }), let header = reader.take(count),
            let node = try? JSONNode(parsing: header, numbers: .safeIntegers), node["version"]?.numberText == "1"
        else { throw .notDeliverable }
        if node["kind"]?.string == "answers" {
            self = .answers(try Self.answers(node, &reader))
            return
        }
        guard let receipt = node["receipt"]?.string.flatMap(Self.receipt) else { throw .notDeliverable }
        switch node["kind"]?.string {
        case "report":
            guard let report = Self.report(node, receipt) else { throw .notDeliverable }
            self = .report(report)
        case "attachment":
            self = .attachment(receipt: receipt, bytes: try Self.bytes(node, &reader))
        default: throw .notDeliverable
        }
    }

    private static func bytes(_ node: JSONNode, _ reader: inout ByteReader) throws(CommunityFault) -> [UInt8] {
        guard let length = node["length"]?.numberText.flatMap({ Int($0) }), length >= 0,
            let bytes = reader.take(length)
        else { throw .notDeliverable }
        return Array(bytes)
    }

    private static func answers(_ node: JSONNode, _ reader: inout ByteReader) throws(CommunityFault) -> PhoneAnswers {
        guard let link = node["link"]?.string, let xml = node["xml"]?.string, Int64(link) == nil else {
            throw .notDeliverable
        }
        var answers = PhoneAnswers(link: link, xml: Array(xml.utf8))
        if let name = node["name"]?.string {
            guard (1...200).contains(name.utf8.count) else { throw .notDeliverable }
            answers.file = PhoneAnswers.File(name: name, bytes: try bytes(node, &reader))
        }
        return answers
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

/// Answers to a form that a phone delivers, by the form's link.
public struct PhoneAnswers: Sendable, Hashable {
    /// A file that the answers name.
    public struct File: Sendable, Hashable {
        /// Its name in the answers.
        public var name: String
        /// Its bytes.
        public var bytes: [UInt8]
    }

    /// The link of the form.
    public var link: String
    /// The answers, as an instance.
    public var xml: [UInt8]
    /// A file of theirs, where one came.
    public var file: File?
}

extension ReporterDesk {
    /// Takes a report, or a part of one, that a phone has sealed to ``deliveryKey``.
    ///
    /// - Parameter sender: By what senders are told apart for an hour, in memory; nil for nobody in particular.
    /// - Throws: ``CommunityFault``, with `notDeliverable` for what no phone of ours has sealed, and for answers to forms.
    public func deliver(_ sealed: [UInt8], from sender: Int? = nil) async throws -> FactStore.Delivery {
        try await keep(opened(sealed), from: sender)
    }

    /// Keeps a report, or a part of one.
    ///
    /// - Parameter sender: By what senders are told apart for an hour, in memory; nil for nobody in particular.
    /// - Throws: ``CommunityFault``, with `notDeliverable` for answers to forms, which have a desk of their own, and `later`
    ///   where as many reports came within the hour as are taken.
    public func keep(_ delivery: PhoneDelivery, from sender: Int? = nil) async throws -> FactStore.Delivery {
        switch delivery {
        case .report(let report): return try await handIn(report, from: sender)
        case .attachment(let receipt, let bytes): return try await attach(bytes, with: receipt).delivery
        case .answers: throw CommunityFault.notDeliverable
        }
    }

    /// Opens what a phone has sealed to ``deliveryKey``.
    ///
    /// - Throws: ``CommunityFault/notDeliverable`` for what no phone of ours has sealed.
    public func opened(_ sealed: [UInt8]) throws(CommunityFault) -> PhoneDelivery {
        guard let bytes = try? delivery.open(sealed) else { throw .notDeliverable }
        return try PhoneDelivery(parsing: bytes)
    }
}
