public import ArgumentParser
public import Verifier
import Vocabulary

/// The command `touchstone verify`.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks proof bundles, credentials, checkpoints, time stamps and whole logs, without a network.",
        discussion: """
            What a file is, its content says: a proof bundle; a W3C credential, as JSON or as a vc+jwt token; a C2SP \
            tlog-proof (with --entry); a signed checkpoint; a time stamp (with --data). A folder with a checkpoint and \
            tiles is a log, or a mirror of one, of which every byte is looked at; of any other folder every file is \
            checked, and the rest goes on when one is wrong. Each step is said, and of what was changed, which part.

            Beside a credential its proof (NAME.proof.json), the history of the issuer's keys (did-history.json) and its \
            status lists (*.status.json) are found by themselves, as touchstone credential show --to writes them.

            What a file says of whom to trust counts for nothing: name with --trust policies (C2SP tlog-policy), keys of \
            logs and witnesses, or identifiers of issuers.

                touchstone verify L-7.proof.json --trust ministry.policy --tsa freetsa.pem
                touchstone verify mirror/ --trust log.vkey

            Exit codes: 0 everything was verified against what you trust; 1 something is wrong; 2 something could not be \
            read, or is nothing that is known; 3 nothing is wrong, but nobody whom you trust vouches for all of it; 64 \
            the command line was not understood.
            """
    )

    @Argument(help: ArgumentHelp("Files and folders.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("A file that says whom you trust; may be given again.", valueName: "file"))
    var trust: [String] = []

    @Option(
        help: ArgumentHelp(
            "Certificates of authorities for time whom you trust, in PEM; may be given again.",
            valueName: "pem"
        )
    )
    var tsa: [String] = []

    @Option(
        help: ArgumentHelp(
            "The document of a did:web that signed, or the history of its keys; may be given again.",
            valueName: "file"
        )
    )
    var did: [String] = []

    @Option(help: ArgumentHelp("A status list, as published; may be given again.", valueName: "file"))
    var statusList: [String] = []

    @Option(help: ArgumentHelp("The proof bundle that shows a credential in a log.", valueName: "file"))
    var proof: String?

    @Option(help: ArgumentHelp("The entry of the log that a tlog-proof is about.", valueName: "file"))
    var entry: String?

    @Option(help: ArgumentHelp("The data that a time stamp is over.", valueName: "file"))
    var data: String?

    @Option(
        help: ArgumentHelp("The time at which credentials are looked at. (default: now)", valueName: "time"),
        transform: { text in
            guard let time = VerifyOptions.time(text) else {
                throw ValidationError("‘\(text)’ is no time such as 2026-11-22T10:00:00Z or 2026-11-22.")
            }
            return time
        }
    )
    var at: UTCInstant?

    @Option(help: "The format of the answer; json is one object a line.")
    var format = VerifyOptions.Format.text

    @OptionGroup var language: LanguageOption

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("Name the files or folders to be checked.") }
    }

    func run() async throws {
        var options = VerifyOptions()
        options.paths = paths
        options.trust = trust
        options.authorities = tsa
        options.documents = did
        options.statusLists = statusList
        options.proof = proof
        options.entry = entry
        options.data = data
        options.time = at
        options.format = format
        options.language = language.language
        let line = ProgressLine()
        defer { line.clear() }
        let status: VerifyStatus
        do throws(VerifyRefusal) {
            var run = try VerifyRun(options) { count in
                line.show(NumberText.grouped(count))
            } pause: {
                line.clear()
            }
            status = run.run()
        } catch {
            StandardStreams.remark(error.description)
            throw ExitCode(VerifyStatus.unreadable.rawValue)
        }
        guard status == .verified else { throw ExitCode(status.rawValue) }
    }
}

extension VerifyOptions.Format: ExpressibleByArgument {}
