import ArgumentParser
import Foundation
import Identity
import Store
import Vocabulary

/// The command `touchstone people`, for the owner of the machine.
struct PeopleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Lists the people of a store, makes and suspends them, and makes one-time codes for them.",
        discussion: """
            For the owner of the machine, who needs no account. No password is ever given on the command line: a person \
            chooses it with a one-time code at /en/invitation.

                touchstone people
                touchstone people invite ana@example.org --role analyst
            """,
        subcommands: [List.self, Add.self, Invite.self, Suspend.self, Resume.self, Reset.self],
        defaultSubcommand: List.self
    )

    /// The command `touchstone people list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists them.",
            discussion: "    touchstone people list"
        )

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let agencies = try await facts.agencies().namesByNumber
            let people = try await facts.people(as: .local)
            guard !people.isEmpty else {
                return try StandardStreams.answer("Nobody has an account. `touchstone serve` prints a set-up code.")
            }
            var table = TextTable([
                .number("id"), .words("name"), .words("address"), .words("agency"), .words("roles"),
                .words("cleared for"), .words("state"), .words("second step"),
            ])
            for person in people {
                let about = person.about
                table.append([
                    "\(person.number.rawValue)", about.name, about.email, agencies[about.agency] ?? "",
                    about.roles.map(\.rawValue).sorted().joined(separator: " "), about.clearance.label,
                    about.state.rawValue, person.hasSecondFactor ? "yes" : "no",
                ])
            }
            try StandardStreams.answer(table.text)
        }
    }

    /// The command `touchstone people add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a person, and prints the code with which they choose a password.",
            discussion: "    touchstone people add ana@example.org --name \"Ana Mbuyi\" --role analyst"
        )

        @OptionGroup var person: PersonOptions

        @Option(help: ArgumentHelp("The name.", valueName: "text"))
        var name: String

        @OptionGroup var life: CodeOptions

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openOrMake()
            let draft = try await person.draft(named: name, in: facts)
            let number = try await PeopleWork.doing { try await facts.addPerson(draft, by: .local) }
            let code = try await life.reset(number, clearsSecondFactor: false, in: facts)
            try StandardStreams.answer("\(number.rawValue)  \(draft.email)")
            try StandardStreams.answer(code)
        }
    }

    /// The command `touchstone people invite`.
    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an invitation, and prints its one-time code.",
            discussion: "    touchstone people invite ana@example.org --role analyst --role inspector"
        )

        @OptionGroup var person: PersonOptions

        @OptionGroup var life: CodeOptions

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openOrMake()
            let draft = try await person.draft(named: "", in: facts)
            let (code, end) = (CodeOptions.make(), life.end)
            _ = try await PeopleWork.doing {
                try await facts.invite(draft, digest: Data(code.hash.bytes), until: end, by: .local)
            }
            try StandardStreams.answer(code.text)
        }
    }

    /// The command `touchstone people suspend`.
    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shuts a person out, everywhere and at once.",
            discussion: "    touchstone people suspend ana@example.org"
        )

        @OptionGroup var who: PersonArgument

        @OptionGroup var store: StoreOption

        func run() async throws {
            try await who.change(.suspended, in: try store.openExisting())
        }
    }

    /// The command `touchstone people resume`.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a person in again who was suspended.",
            discussion: "    touchstone people resume ana@example.org"
        )

        @OptionGroup var who: PersonArgument

        @OptionGroup var store: StoreOption

        func run() async throws {
            try await who.change(.active, in: try store.openExisting())
        }
    }

    /// The command `touchstone people reset`.
    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a one-time code with which a person chooses a new password.",
            discussion: "    touchstone people reset ana@example.org --clear-second-step"
        )

        @OptionGroup var who: PersonArgument

        @OptionGroup var life: CodeOptions

        @Flag(help: "Take the second step away too: the person has lost the device.")
        var clearSecondStep = false

        @OptionGroup var store: StoreOption

        func run() async throws {
            let facts = try store.openExisting()
            let person = try await who.find(in: facts)
            let code = try await life.reset(person.number, clearsSecondFactor: clearSecondStep, in: facts)
            try StandardStreams.answer(code)
        }
    }
}

/// What is said about a new person.
struct PersonOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The address that the person signs in with.", valueName: "address"))
    var email: String

    @Option(
        name: .customLong("role"),
        help: ArgumentHelp("A role; give several times for several roles.", valueName: "role"),
        transform: { try PeopleWork.word($0, of: Role.self) }
    )
    var roles: [Role]

    @Option(
        help: ArgumentHelp("The agency's name or number. (default: the one that runs the store)", valueName: "agency")
    )
    var agency: String?

    @Option(
        help: "The strictest marking that the person is cleared for. (default: amber)",
        transform: {
            guard let marking = HandlingMarking(label: $0) else {
                throw ValidationError("‘\($0)’ is not clear, green, amber, amber+strict or red.")
            }
            return marking
        }
    )
    var clearance: HandlingMarking?

    func validate() throws {
        guard email.contains("@") else { throw ValidationError("‘\(email)’ is no e-mail address.") }
        guard !roles.isEmpty else { throw ValidationError("Give at least one --role.") }
    }

    /// The person as described.
    func draft(named name: String, in store: FactStore) async throws -> Person.Draft {
        Person.Draft(
            name: name,
            email: email,
            agency: try await PeopleWork.agency(agency, in: store),
            roles: Set(roles),
            clearance: clearance ?? .amber
        )
    }
}

/// A person who is there, by address or number.
struct PersonArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The person's address or number.", valueName: "person"))
    var person: String

    /// Finds the person.
    func find(in store: FactStore) async throws -> Person {
        let wanted = person.lowercased()
        let found = try await store.people(as: .local)
            .first { $0.about.email == wanted || "\($0.number.rawValue)" == wanted }
        guard let found else {
            throw CommandFailure(
                "There is nobody with the address or number \(person); `touchstone people` lists them."
            )
        }
        return found
    }

    /// Changes where the account stands.
    func change(_ state: Person.State, in store: FactStore) async throws {
        let person = try await find(in: store)
        var about = person.about
        about.state = state
        try await store.changePerson(person.number, to: about, by: .local)
        if state == .suspended { try await store.endSessions(of: person.number, by: .local) }
        try StandardStreams.answer("\(about.email): \(state.rawValue)")
    }
}

/// How long a code is good.
struct CodeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("For how many days the code is good.", valueName: "number"))
    var days = 7

    func validate() throws {
        guard (1...60).contains(days) else { throw ValidationError("--days is \(days); it must be from 1 to 60.") }
    }

    var end: Date { Date(timeIntervalSinceNow: Double(days) * 86_400) }

    static func make() -> ReadableCode {
        var generator = SystemRandomNumberGenerator()
        return ReadableCode.make(.invitation, using: &generator)
    }

    /// Makes a code with which a person chooses a new password.
    func reset(_ person: PersonNumber, clearsSecondFactor: Bool, in store: FactStore) async throws -> String {
        let code = Self.make()
        _ = try await store.makeReset(
            of: person,
            digest: Data(code.hash.bytes),
            until: end,
            clearsSecondFactor: clearsSecondFactor,
            by: .local
        )
        return code.text
    }
}

/// What the commands about people share.
enum PeopleWork {
    /// The agency of that name or number.
    static func agency(_ wanted: String?, in store: FactStore) async throws -> AgencyNumber {
        guard let wanted else { return .local }
        let agencies = try await store.agencies()
        guard let found = agencies.first(where: { $0.name == wanted || "\($0.number.rawValue)" == wanted }) else {
            throw CommandFailure("There is no agency ‘\(wanted)’; `touchstone agencies` lists them.")
        }
        return found.number
    }

    /// One of the words of a closed list.
    static func word<T: RawRepresentable & CaseIterable>(_ text: String, of type: T.Type) throws -> T
    where T.RawValue == String {
        guard let word = T(rawValue: text) else {
            let words = T.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("‘\(text)’ is none of \(words).")
        }
        return word
    }

    /// Runs a change; what the store refuses is said in its words.
    static func doing<T>(_ body: () async throws -> T) async throws -> T {
        do { return try await body() } catch let error as StoreError { throw CommandFailure(error.message) }
    }
}
