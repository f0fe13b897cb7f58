import Formats
import Vocabulary

/// Why bytes are not an act.
public struct CodingFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key; empty where the whole of it is meant.
    public let key: String
    /// What was expected.
    public let message: String

    /// The fault on one line.
    public var description: String { key.isEmpty ? message : "\(key): \(message)" }
}

/// A deed that is written as JSON and read again: its word, and a value for each thing that it says.
public protocol CodedDeed: Sendable, Hashable {
    /// The word for it.
    var word: String { get }
    /// What it says, besides the word.
    var fields: [DeedField] { get }

    /// Reads the deed of a word.
    init(word: String, reading fields: DeedFields) throws(CodingFault)
}

/// One named value of a deed.
public struct DeedField: Sendable, Hashable {
    let member: JSONNode.Member

    init(_ name: String, _ value: JSONNode) { member = JSONNode.Member(name, value) }
    init(_ name: String, _ text: String) { self.init(name, .string(text)) }
    init(_ name: String, _ flag: Bool) { self.init(name, .bool(flag)) }
    init(_ name: String, _ number: Int) { self.init(name, .integer(number)) }
    init(_ name: String, _ day: CalendarDay) { self.init(name, day.text) }
    init(_ name: String, _ money: Money) { self.init(name, money.description) }
    init(_ name: String, _ fields: [DeedField]) { self.init(name, .object(fields.map(\.member))) }
    init(_ name: String, each texts: [String]) { self.init(name, .array(texts.map { .string($0) })) }
    init(_ name: String, each objects: [[DeedField]]) {
        self.init(name, .array(objects.map { .object($0.map(\.member)) }))
    }
    init(_ name: String, _ booked: Booked) {
        let conversion = booked.conversion.map { [DeedField("conversion", $0)] } ?? []
        self.init(name, [DeedField("money", booked.money)] + conversion)
    }
    init(_ name: String, _ paper: PaperReference) {
        self.init(name, [DeedField("title", paper.title)] + (paper.digest.map { [DeedField("sha256", $0)] } ?? []))
    }
}

/// The values of a deed that is being read.
///
/// What is left over is not looked for here: an act that is written again has to have the bytes that it was read from.
public struct DeedFields {
    let json: JSONValue

    func value(_ name: String) throws(CodingFault) -> JSONValue {
        guard let value = json.member(name) else { throw CodingFault(key: name, message: "is missing") }
        return value
    }

    func has(_ name: String) -> Bool { json.member(name) != nil }

    func text(_ name: String) throws(CodingFault) -> String {
        guard let text = try value(name).string else { throw CodingFault(key: name, message: "expected a text") }
        return text
    }

    func textIfThere(_ name: String) throws(CodingFault) -> String? { has(name) ? try text(name) : nil }

    func number(_ name: String) throws(CodingFault) -> Int {
        guard let digits = try value(name).numberText, let number = Int(String(decoding: digits, as: UTF8.self)) else {
            throw CodingFault(key: name, message: "expected a whole number")
        }
        return number
    }

    func flag(_ name: String) throws(CodingFault) -> Bool {
        guard let flag = try value(name).bool else { throw CodingFault(key: name, message: "expected true or false") }
        return flag
    }

    func day(_ name: String) throws(CodingFault) -> CalendarDay {
        guard let day = CalendarDay(try text(name)) else {
            throw CodingFault(key: name, message: "expected a day such as 2026-03-09")
        }
        return day
    }

    /// Money as it is written: `1234.50 USD`.
    func money(_ name: String) throws(CodingFault) -> Money {
        let parts = try text(name).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let currency = Currency(String(parts[1])),
            let money = try? Money(Array(parts[0].utf8), currency)
        else { throw CodingFault(key: name, message: "expected money such as 1234.50 USD") }
        return money
    }

    func booked(_ name: String) throws(CodingFault) -> Booked {
        let fields = DeedFields(json: try value(name))
        let money = try fields.money("money")
        guard let conversion = try fields.textIfThere("conversion") else { return Booked(money) }
        return Booked(money, by: conversion)
    }

    func currency(_ name: String) throws(CodingFault) -> Currency {
        guard let currency = Currency(try text(name)) else {
            throw CodingFault(key: name, message: "expected a currency of ISO 4217")
        }
        return currency
    }

    func country(_ name: String) throws(CodingFault) -> CountryCode {
        guard let country = CountryCode(try text(name)) else {
            throw CodingFault(key: name, message: "expected a country of ISO 3166-1")
        }
        return country
    }

    func word<Words: CaseIterable & RawRepresentable<String>>(
        _ name: String,
        _ type: Words.Type
    ) throws(CodingFault) -> Words {
        guard let word = Words(rawValue: try text(name)) else {
            throw CodingFault(
                key: name,
                message: "expected one of \(type.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        return word
    }

    func inside(_ name: String) throws(CodingFault) -> DeedFields { DeedFields(json: try value(name)) }

    func texts(_ name: String) throws(CodingFault) -> [String] {
        var texts: [String] = []
        for element in try value(name).elements {
            guard let text = element.string else { throw CodingFault(key: name, message: "expected texts") }
            texts.append(text)
        }
        return texts
    }

    func each<Result>(
        _ name: String,
        _ read: (DeedFields) throws(CodingFault) -> Result
    ) throws(CodingFault) -> [Result] {
        var results: [Result] = []
        for element in try value(name).elements { results.append(try read(DeedFields(json: element))) }
        return results
    }

    func paper(_ name: String) throws(CodingFault) -> PaperReference {
        let fields = try inside(name)
        return PaperReference(try fields.text("title"), digest: try fields.textIfThere("sha256"))
    }
}
