internal import Community
internal import Hummingbird
internal import Remedy
internal import Sealing
internal import Store
internal import Vocabulary

/// The page on which a person without an account looks after their own complaint, with their receipt.
///
/// The receipt stands in no address: it is sent in a form each time, and with it what the person says. It needs no token
/// against forged forms: who does not know the receipt can send nothing.
enum OwnComplaintPage {
    static func respond(_ visit: Visit) -> Response { door(visit, fault: nil) }

    static func open(_ visit: Visit, request: Request, client: ClientAddress) async throws -> Response {
        let body = try await ReportBody.read(request, within: visit.services.reportBudget)
        let desk = visit.services.community
        let typed = body.fields["receipt"] ?? ""
        let sender = desk.sender(client)
        if let wait = desk.receiptWait(sender) {
            return WaitingTime.response(door(visit, fault: WaitingTime.text(wait, visit.words), typed: typed), wait)
        }
        let receipt: Sealing.Receipt
        switch desk.read(receipt: typed, in: visit.language) {
        case .success(let read): receipt = read
        case .failure(let fault): return door(visit, fault: fault.words(visit.words), typed: typed)
        }
        do {
            let complaint = try await desk.complainant { try await $0.complaint(receipt) }
            guard body.fields["do"] != nil else {
                return OwnComplaintView(
                    visit: visit,
                    say: try await words(visit, complaint),
                    own: complaint,
                    receipt: receipt
                )
                .response
            }
            return try await act(visit, body, complaint, receipt)
        } catch let fault as RemedyFault {
            if case .noSuchReceipt = fault { desk.noteWrongReceipt(sender) }
            return door(visit, fault: visit.words(fault.messageKey), typed: typed)
        }
    }

    private static func act(
        _ visit: Visit,
        _ body: ReportBody,
        _ complaint: OwnComplaint,
        _ receipt: Sealing.Receipt
    ) async throws -> Response {
        let say = try await words(visit, complaint)
        let desk = visit.services.community
        var faults: [String] = []
        do {
            try await OwnComplaintActs(visit: visit, own: complaint).perform(body, receipt)
        } catch let error where error is Refusal || error is RemedyFault {
            if case RemedyFault.noSuchReceipt = error { throw error }
            faults = try say.sentences(error)
        }
        let now = try await desk.complainant { try await $0.complaint(receipt) }
        var view = OwnComplaintView(visit: visit, say: say, own: now, receipt: receipt)
        view.faults = faults
        view.isDone = faults.isEmpty
        return view.response
    }

    private static func words(_ visit: Visit, _ complaint: OwnComplaint) async throws -> RemedyWords {
        var say = try await RemedyWords.of(visit)
        say.table = complaint.one.table
        say.acts = "complaint.act"
        return say
    }

    private static func door(_ visit: Visit, fault: String?, typed: String = "") -> Response {
        let door = ReceiptDoor(visit: visit, title: "complaint.title", lead: "complaint.lead", place: "/r/complaint")
        return door.response(fault: fault, typed: typed) { h in
            h(.p) { h in h(.a, .href(visit.path("/grievances")), text: visit.words("remedy.mechanism")) }
        }
    }
}

/// What a person may say of their own complaint, and how a form of theirs becomes that.
struct OwnComplaintActs {
    let visit: Visit
    let own: OwnComplaint

    /// What a person says themselves: not who speaks for them, nor what it is about, which who took it in writes down.
    private static let notes: Set<String> = ["answer", "report-retaliation"]

    /// The acts of now; the survey stands apart.
    var all: [GrievanceAct] {
        GrievanceAct.all(own.one, .everyone).filter { $0.part == .taker && ($0.isMove || Self.notes.contains($0.word)) }
    }

    /// Whether the person is asked how it went.
    var asksSurvey: Bool { own.one.glimpse.ended != nil }

    func perform(_ body: ReportBody, _ receipt: Sealing.Receipt) async throws {
        let form = RemedyForm(visit: visit, form: body.fields)
        let reader = GrievanceActReader(form: form, one: own.one)
        let word = body.fields["do"] ?? ""
        switch word {
        case "add": try await add(body, receipt)
        case "survey":
            guard asksSurvey else { throw SiteError(.badRequest) }
            var facts: [GrievanceFact] = []
            if body.fields["rating"] != nil { facts.append(try reader.fact("rate")) }
            let survey = try reader.fact("survey")
            if case .surveyed(let answers) = survey, !answers.isEmpty || facts.isEmpty { facts.append(survey) }
            for (index, fact) in facts.enumerated() {
                try await say(fact, receipt, event: "\(form.event)-\(index)")
            }
        default:
            guard all.contains(where: { $0.word == word }) else {
                // It was possible when the page was made: the procedure says what is now.
                guard let fact = try? reader.fact(word), Self.isOfPerson(fact) else { throw SiteError(.badRequest) }
                return try await say(fact, receipt, event: try form.event)
            }
            if word == "answer" { try await add(body, receipt) }
            try await say(try reader.fact(word), receipt, event: try form.event)
        }
    }

    private static func isOfPerson(_ fact: GrievanceFact) -> Bool {
        switch fact {
        case .accepted, .refused, .countered, .deliveryConfirmed, .deliveryDenied, .appealed, .mediationOpened,
            .withdrawn, .reopened, .informationGiven, .retaliationReported:
            true
        default: false
        }
    }

    private func say(_ fact: GrievanceFact, _ receipt: Sealing.Receipt, event: String) async throws {
        try await visit.services.community.complainant { try await $0.say(fact, with: receipt, event: event) }
    }

    private func add(_ body: ReportBody, _ receipt: Sealing.Receipt) async throws {
        let (text, tells) = (body.fields["words"] ?? "", body.fields["tells"] != nil)
        let hasWords = text.contains { !$0.isWhitespace }
        guard hasWords || !body.files.isEmpty else { throw RemedyFault.nothingSaid }
        let desk = visit.services.community
        if hasWords { try await desk.complainant { try await $0.add(text, tells: tells, with: receipt) } }
        for file in body.files {
            try await desk.complainant { try await $0.add(file: file, tells: tells, with: receipt) }
        }
    }
}
