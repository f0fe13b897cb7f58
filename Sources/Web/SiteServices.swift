internal import Assessment
internal import Casework
internal import Community
internal import Fieldwork
internal import Foundation
internal import Hummingbird
internal import Identity
internal import Installation
internal import Intake
internal import Notary
internal import Store
internal import Vocabulary

/// Everything that a page may ask; one for the site, so that handing it on costs nothing.
final class SiteServices: Sendable {
    let store: FactStore
    /// What was read from the store and holds until it changes.
    let kept: KeptAnswers
    /// Pages of lists of the same kind: apart, so that who walks through all of them drives out nothing else.
    let keptPages: KeptAnswers
    /// What was written for one visitor and stands alike on the pages of the next.
    let pieces = KeptPieces(countLimit: 2_000)
    /// The rows of tables that were written last.
    let rows = KeptRows(countLimit: 4_000)
    let search: SiteSearch
    let intake: IntakeService
    let capture: CaptureService
    /// Which addresses subscribers may have.
    let webhooks: OutboundGuard
    let assessments: AssessmentService
    let traces: TraceService
    let ledger: LedgerDesk
    /// The languages that communities have added.
    let tongues: LanguageShelf
    let community: CommunityDesk
    /// Text messages and calls.
    let phones: TextMessages
    /// Complaints, commitments, consultations.
    let redress: RemedyOffice
    let cases: CaseOffice
    let credentials: CredentialDesk
    let forms: FormDesk
    /// Answers to forms may have pictures that stand in memory while they are cleaned; phones that are turned away try again.
    let formQueue = Turnstile(limit: 8)
    let undo = UndoLedger()
    let bell: NoticeBell
    let rules: [RuleView]
    let lexicon: Lexicon
    let matrix: MatrixView
    let messages: MessageCatalogue
    /// The folder that holds `Content/`, `Public/` and `.local/`.
    let home: URL
    let csrf: RequestForgeryGuard
    /// The files of `Public/`.
    let files: StaticFiles
    /// What stands in the head of each page so that it can be painted before anything else has come.
    let firstStyles: FirstStyles
    /// What stands in the head of the pages for people who report.
    let reportStyles: FirstStyles
    let reportFiles: ReportFiles
    /// How much memory reports with photos take while they arrive.
    let reportBudget = BodyBudget()
    /// Whether the browser library for maps is installed; pages show a drawn map where it is not.
    let hasLeaflet: Bool
    /// Largest upload in bytes.
    let uploadLimit: Int
    /// The modules that are on.
    let modules: ModuleSet
    /// The country packs in force.
    let packs: PacksInForce
    /// The languages of the packs in force.
    let languages: [Language]
    /// Who somebody is who has not signed in.
    let mode: EntryMode
    let desk: ReaderDesk
    let sessions: SessionKeeper
    let entrance: Entrance
    /// The name under which the site is known, if one is configured.
    let publicName: String?
    /// Sign-in through another organisation's provider, if there is one.
    let openID: OpenIDDesk?
    private let rulesByID: [String: RuleView]
    private let ruleTitles: [String: LocalisedText]
    /// Whether the module of each kind of thing is on.
    private let subjectsOn: Set<Subject>

    init(
        store: FactStore,
        intake: IntakeService,
        capture: CaptureService,
        assessments: AssessmentService,
        rules: [RuleView],
        lexicon: Lexicon,
        messages: MessageCatalogue,
        home: URL,
        uploadLimit: Int,
        mode: EntryMode,
        modules: ModuleSet = .all,
        packs: PacksInForce = .none,
        entrance: Entrance,
        openID: OpenIDDesk? = nil,
        publicName: String? = nil,
        webhooks: OutboundGuard = OutboundGuard(),
        credentials: CredentialOffice.Settings = CredentialOffice.Settings(),
        textMessages: MessageSettings = MessageSettings(),
        limits: RequestLimits = RequestLimits()
    ) throws {
        self.credentials = CredentialDesk(store, credentials)
        forms = FormDesk(store)
        self.publicName = publicName
        self.webhooks = webhooks
        self.store = store
        kept = KeptAnswers(store: store)
        keptPages = KeptAnswers(store: store, countLimit: 512)
        search = SiteSearch(store: store, rules: rules, messages: messages, modules: modules)
        self.intake = intake
        self.capture = capture
        self.assessments = assessments
        traces = TraceService(store)
        ledger = LedgerDesk(store)
        redress = try RemedyOffice(store, content: home.appending(path: "Content"))
        cases = CaseOffice(
            store,
            shelf: try OffenceShelf(
                content: home.appending(path: "Content"),
                offences: lexicon.offences,
                packs: packs.packs.map(\.id)
            )
        )
        tongues = LanguageShelf(store, messages)
        community = try CommunityDesk(
            store,
            redress,
            words: home.appending(path: "Content/receipt-words"),
            limits: limits
        )
        phones = try TextMessages(
            store,
            content: home.appending(path: "Content"),
            messages: messages,
            lexicon: lexicon,
            settings: textMessages
        )
        bell = NoticeBell(store: store)
        self.rules = rules
        self.lexicon = lexicon
        matrix = MatrixView(lexicon.matrix)
        self.messages = messages
        self.home = home
        self.uploadLimit = uploadLimit
        self.mode = mode
        desk = ReaderDesk(store: store)
        sessions = SessionKeeper(store: store)
        self.entrance = entrance
        self.openID = openID
        csrf = RequestForgeryGuard()
        let folder = home.appending(path: "Public")
        files = StaticFiles(folder: folder)
        firstStyles = FirstStyles(folder: folder)
        reportStyles = FirstStyles(folder: folder, named: "reporting/first.css")
        reportFiles = try ReportFiles(folder: folder.appending(path: "reporting"))
        hasLeaflet = FileManager.default.fileExists(
            atPath: home.appending(path: ".local/browser/leaflet/leaflet.js").path
        )
        self.modules = modules
        self.packs = packs
        languages = packs.languages
        rulesByID = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        ruleTitles = rulesByID.mapValues(\.title)
        subjectsOn = Set(
            Subject.allCases.filter { RouteOwner.owner(ofPage: "/\($0.segment)").map(modules.contains) ?? true }
        )
    }

    /// The words in which the API answers a request: those of its `Accept-Language`.
    func words(for request: Request) -> Words {
        messages.words(in: language(of: request))
    }

    /// The language of the path, else the one that the browser prefers, else the first one here.
    func language(of request: Request) -> Language {
        LanguageChoice.language(of: request, otherwise: packs.languages.first ?? .en)
    }

    /// Whether the module of a page is on; the path is the one after the language.
    func isOn(page path: String) -> Bool {
        RouteOwner.owner(ofPage: path).map(modules.contains) ?? true
    }

    /// Whether the module of a kind of thing is on.
    func isOn(_ subject: Subject) -> Bool {
        subjectsOn.contains(subject)
    }

    /// The address of a file of ours, with its version.
    func address(ofFile name: String) -> String {
        files.version(of: name).map { "/static/\(name)?v=\($0)" } ?? "/static/\(name)"
    }

    /// The address of a script of ours, with its version.
    func address(ofScript name: String) -> String {
        address(ofFile: name + ".js")
    }

    func rule(_ id: String) -> RuleView? {
        rulesByID[id]
    }

    /// What a rule is called.
    func title(ofRule id: String, in language: Language) -> String? {
        ruleTitles[id]?[language]
    }
}
