import ArgumentParser
import Casework
import Community
import Store
import Vocabulary

/// The command `touchstone demo`.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Makes what a demonstration needs.",
        subcommands: [People.self, Cases.self, Publish.self]
    )

    /// The command `touchstone demo people`.
    struct People: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes invented agencies and one invented person for each role.",
            discussion: """
                They have no password: `touchstone serve --demo` lets a visitor be any of them with one click, and no \
                other server lets anybody in as them. The agency that runs the store gets the name of an invented one. One \
                of the agencies receives reports from people without an account; the demo's pages tell its passphrase. \
                Invented complaints, commitments, a consultation and a dialogue group show what becomes of them.

                    touchstone demo people --store touchstone-data
                """
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let count = try await DemoPeople.make(in: facts)
            _ = try await DemoInbox.make(in: facts)
            _ = try await DemoRemedy.make(in: facts, content: try Home.find().content)
            try StandardStreams.answer(count == 0 ? "They are there already." : "Made \(count) invented people.")
        }
    }

    /// The command `touchstone demo cases`.
    struct Cases: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Opens an invented case over the gravest finding, with a board, hypotheses, tasks and a request.",
            discussion: """
                Needs the demo's people, and findings: run it after `touchstone assess`.

                    touchstone demo cases --store touchstone-data
                """
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let home = try Home.find()
            let shelf = try OffenceShelf(
                content: home.content,
                offences: try home.lexicon().offences,
                packs: ["simulated"]
            )
            let count = try await DemoCases.make(in: try store.openExisting(), shelf: shelf)
            try StandardStreams.answer("Opened \(count) cases.")
        }
    }

    /// The command `touchstone demo publish`.
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publishes some findings, so that visitors who have not signed in see what that looks like.",
            discussion: """
                Twelve at most, two of a rule, among those that rest on public records alone.

                    touchstone demo publish --store touchstone-data
                """
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let count = try await DemoPeople.publishFindings(in: try store.openExisting())
            try StandardStreams.answer("Published \(count) findings.")
        }
    }
}
