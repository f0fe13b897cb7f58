import ArgumentParser

/// The command line: one type a command, in `Commands/`.
@main
struct Touchstone: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "touchstone",
        abstract: "Finds signs of crime in critical-mineral supply chains, and shows what they rest on.",
        discussion: """
            A country that does not exist, from nothing to a page:

                touchstone simulate --out country
                touchstone import country/*.csv country/*.geojson country/*.jsonl
                touchstone assess
                touchstone serve

            Exit codes: 0 done; 1 something failed, or was refused, and standard error says what; 64 the command line \
            was not understood.
            """,
        subcommands: [
            SimulateCommand.self, ImportCommand.self, AssessCommand.self, FindingsCommand.self,
            AgenciesCommand.self, AssessmentsCommand.self, BackupCommand.self, CommitmentsCommand.self,
            ConfigCommand.self,
            ConformanceCommand.self,
            ConvertCommand.self, CredentialCommand.self, CustodyCommand.self, DemoCommand.self, DialogueCommand.self,
            DoctorCommand.self, DossierCommand.self, EscrowCommand.self, ExhibitCommand.self,
            ExportCommand.self, FingerprintCommand.self,
            FormsCommand.self, GrievancesCommand.self, HashCommand.self,
            LedgerCommand.self, LanguagesCommand.self, ModulesCommand.self, NotifyCommand.self, OffencesCommand.self,
            PacksCommand.self,
            PeopleCommand.self,
            PermissionsCommand.self,
            QuarantineCommand.self,
            RecordCommand.self, RestoreCommand.self, RulesCommand.self, SearchCommand.self, ServeCommand.self,
            ServiceCommand.self, SMSCommand.self, StatsCommand.self, TraceCommand.self, ValidateCommand.self,
            VerifyCommand.self,
            VerifyStoreCommand.self, WitnessCommand.self,
        ]
    )
}
