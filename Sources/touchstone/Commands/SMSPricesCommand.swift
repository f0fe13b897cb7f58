import ArgumentParser
import Community
import Formats
import Foundation
import Messaging
import Store
import Vocabulary

/// The command `touchstone sms prices`.
struct SMSPricesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prices",
        abstract: "Takes in and lists the prices of the day that phones and the public are told.",
        subcommands: [List.self, Import.self, Rejected.self]
    )

    /// The command `touchstone sms prices import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes prices in from a CSV file; lines that cannot be taken are named and kept.",
            discussion: """
                The columns: mineral, grade, place, price, currency, unit, day, source. A price that is there alike is not taken \
                twice; of two that differ in the amount alone the later one counts, and both are kept.

                    mineral,grade,place,price,currency,unit,day,source
                    tin,60 % SnO2,Goma,12.50,USD,kilogram,2026-03-09,Comptoir de Goma
                """
        )

        @Argument(help: ArgumentHelp("The file.", valueName: "file"))
        var file: String

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            guard let data = FileManager.default.contents(atPath: file) else {
                throw CommandFailure("\(file) cannot be read.")
            }
            let name = URL(filePath: file).lastPathComponent
            let sheet = try sheet(Array(data), name)
            let count = try await facts.addDailyPrices(sheet.prices, rejected: sheet.rejected, by: .local)
            for line in sheet.rejected {
                StandardStreams.remark(Printable.text("\(name):\(line.line): \(line.reason)"))
            }
            let known = sheet.prices.count - count
            try StandardStreams.answer("\(count) new, \(known) known already, \(sheet.rejected.count) set aside.")
        }

        private func sheet(_ bytes: [UInt8], _ name: String) throws -> PriceSheet {
            let minerals = try SMSOpening.book(try Home.find()).mineralIDs
            do throws(PriceSheet.Fault) {
                return try PriceSheet(bytes, named: name, minerals: minerals, today: SMSOpening.today)
            } catch {
                switch error {
                case .tooLong: throw CommandFailure("\(file) is longer than \(PriceSheet.longest) bytes. Split it.")
                case .heading(let missing):
                    throw CommandFailure(
                        """
                        \(name):1: the heading lacks \(missing.joined(separator: ", ")).
                        Begin the file with \(PriceSheet.columns.joined(separator: ",")).
                        """
                    )
                }
            }
        }
    }

    /// The command `touchstone sms prices list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the newest price of each mineral, grade, place and source within 90 days."
        )

        @OptionGroup var store: StoreOption

        @Flag(help: "One JSON object a price and line.")
        var json = false

        func run() async throws {
            let today = SMSOpening.today
            let prices = try await store.openExisting().dailyPrices(
                since: CalendarDay(clamping: today.number - 90),
                upTo: today
            )
            if json {
                for price in prices { try StandardStreams.answer(Self.json(price).text()) }
                return
            }
            var table = TextTable([
                .words("mineral"), .words("grade"), .words("place"), .number("price"), .words("for a"), .words("day"),
                .words("source"),
            ])
            for price in prices {
                table.append([
                    price.mineral, price.grade, price.place, Self.amount(price), price.unit, price.day.text,
                    price.source,
                ])
            }
            try StandardStreams.answer(prices.isEmpty ? "No price was given within 90 days." : table.text)
        }

        private static func amount(_ price: DailyPrice) -> String {
            Currency(price.currency).map { Money(minorUnits: price.minor, $0).description } ?? "\(price.minor)"
        }

        private static func json(_ price: DailyPrice) -> JSONNode {
            .object([
                .init("currency", .string(price.currency)), .init("day", .string(price.day.text)),
                .init("grade", .string(price.grade)), .init("mineral", .string(price.mineral)),
                .init("minor", .integer(price.minor)), .init("place", .string(price.place)),
                .init("source", .string(price.source)), .init("unit", .string(price.unit)),
            ])
        }
    }

    /// The command `touchstone sms prices rejected`.
    struct Rejected: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the lines of price files that could not be taken, as they came, with what to do."
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let lines = try await store.openExisting().rejectedPrices(by: .local)
            var table = TextTable([.words("file"), .number("line"), .words("as it came"), .words("what to do")])
            for line in lines { table.append([line.file, "\(line.line)", line.text, line.reason]) }
            try StandardStreams.answer(lines.isEmpty ? "No line was set aside." : table.text)
        }
    }
}
