internal import Hummingbird
internal import Store

/// The pages of complaints, dialogues and consultations.
enum RedressRoutes {
    static let all: [PageRoute] = grievances + dialogue + assessments

    private static let grievances: [PageRoute] = [
        PageRoute(path: "/grievances") { visit, _, _ in try await GrievanceListPage.respond(visit) },
        PageRoute(path: "/grievances", method: .post, needs: .capability(.takeGrievances)) { visit, request, _ in
            try await GrievanceIntakePage.take(visit, request: request)
        },
        PageRoute(path: "/grievances/new", needs: .capability(.takeGrievances)) { visit, _, _ in
            try await GrievanceIntakePage.respond(visit)
        },
        PageRoute(path: "/grievances/measures", needs: .capability(.readMeasures)) { visit, _, _ in
            try await MeasuresPage.respond(visit)
        },
        PageRoute(path: "/grievances/measures", method: .post, needs: .capability(.readMeasures)) {
            visit,
            request,
            _ in
            try await MeasuresPage.act(visit, request: request)
        },
        PageRoute(path: "/grievances/statistics") { visit, _, _ in try await StatisticsPage.respond(visit) },
        PageRoute(path: "/grievances/mechanism") { visit, _, _ in try await MechanismPage.respond(visit) },
        PageRoute(path: "/grievances/mechanism", method: .post, needs: .capability(.manageAgencies)) {
            visit,
            request,
            _ in
            try await MechanismPage.change(visit, request: request)
        },
        PageRoute(path: "/grievances/:id", needs: .signedIn) { visit, _, context in
            try await GrievancePage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/grievances/:id", method: .post, needs: .signedIn) { visit, request, context in
            try await GrievancePage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/grievances/:id/receipt", method: .post, needs: .capability(.takeGrievances)) {
            visit,
            request,
            context in
            try await ComplaintReceipt.give(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/grievances/:id/papers", method: .post, needs: .signedIn) { visit, request, context in
            try await GrievancePapers.add(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/grievances/:id/papers/:number", needs: .signedIn) { visit, _, context in
            try await GrievancePapers.open(
                visit,
                id: RouteParameter.id(context),
                number: RouteParameter.text("number", context)
            )
        },
    ]

    private static let dialogue: [PageRoute] = [
        PageRoute(path: "/dialogue") { visit, _, _ in try await DialoguePage.respond(visit) },
        PageRoute(path: "/dialogue", method: .post, needs: .capability(.leadDialogue)) { visit, request, _ in
            try await DialoguePage.make(visit, request: request)
        },
        PageRoute(path: "/dialogue/commitments/:id") { visit, _, context in
            try await CommitmentPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/commitments/:id", method: .post, needs: .signedIn) { visit, request, context in
            try await CommitmentPage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/groups", method: .post, needs: .capability(.leadDialogue)) { visit, request, _ in
            try await GroupPage.found(visit, request: request)
        },
        PageRoute(path: "/dialogue/groups/:id") { visit, _, context in
            try await GroupPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/groups/:id", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            context in
            try await GroupPage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/meetings/:id") { visit, _, context in
            try await MeetingPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/meetings/:id/minutes") { visit, _, context in
            try await MeetingPage.minutes(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/meetings/:id", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            context in
            try await MeetingPage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/mediations", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            _ in
            try await MediationPage.propose(visit, request: request)
        },
        PageRoute(path: "/dialogue/mediations/:id", needs: .signedIn) { visit, _, context in
            try await MediationPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/dialogue/mediations/:id", method: .post, needs: .signedIn) { visit, request, context in
            try await MediationPage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/consultations") { visit, _, _ in try await ConsultationListPage.respond(visit) },
        PageRoute(path: "/consultations", method: .post, needs: .capability(.leadDialogue)) { visit, request, _ in
            try await ConsultationListPage.open(visit, request: request)
        },
        PageRoute(path: "/consultations/:id") { visit, _, context in
            try await ConsultationPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/consultations/:id", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            context in
            try await ConsultationPage.act(visit, request: request, id: RouteParameter.id(context))
        },
    ]

    private static let assessments: [PageRoute] = [
        PageRoute(path: "/assessments") { visit, _, _ in try await AssessmentListPage.respond(visit) },
        PageRoute(path: "/assessments", method: .post, needs: .capability(.leadDialogue)) { visit, request, _ in
            try await AssessmentListPage.begin(visit, request: request)
        },
        PageRoute(path: "/assessments/answers/:id", needs: .signedIn) { visit, _, context in
            try await FindingAnswerPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/answers/:id", method: .post, needs: .signedIn) { visit, request, context in
            try await FindingAnswerPage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/:id", needs: .capability(.leadDialogue)) { visit, _, context in
            try await AssessmentPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/:id", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            context in
            try await AssessmentPage.act(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/:id/report") { visit, _, context in
            try await PublicAssessmentPage.respond(visit, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/:id/report", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            context in
            try await PublicAssessmentPage.publish(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/:id/sheet/:set", needs: .capability(.leadDialogue)) { visit, _, context in
            let set = try RouteParameter.text("set", context)
            return try await QuestionSheetPage.respond(visit, id: RouteParameter.id(context), set: set)
        },
        PageRoute(path: "/assessments/:id/interviews/new/:set", needs: .capability(.leadDialogue)) {
            visit,
            _,
            context in
            let set = try RouteParameter.text("set", context)
            return try await InterviewPage.respond(visit, id: RouteParameter.id(context), set: set)
        },
        PageRoute(
            path: "/assessments/:id/interviews/new/:set",
            method: .post,
            needs: .capability(.leadDialogue)
        ) { visit, request, context in
            let (id, set) = (try RouteParameter.id(context), try RouteParameter.text("set", context))
            return try await InterviewPage.write(visit, request: request, id: id, set: set)
        },
        PageRoute(path: "/assessments/:id/interviews/:interview", needs: .capability(.leadDialogue)) {
            visit,
            _,
            context in
            let interview = try RouteParameter.text("interview", context)
            return try await ToldPage.respond(visit, id: RouteParameter.id(context), interview: interview)
        },
        PageRoute(path: "/assessments/:id/measurements", method: .post, needs: .capability(.leadDialogue)) {
            visit,
            request,
            context in
            try await MeasurementForm.take(visit, request: request, id: RouteParameter.id(context))
        },
        PageRoute(path: "/assessments/:id/photos/:digest", needs: .capability(.leadDialogue)) { visit, _, context in
            let digest = try RouteParameter.text("digest", context)
            return try await MeasurementForm.photo(visit, id: RouteParameter.id(context), digest: digest)
        },
    ]

    /// The number in an address; who makes one up is told that there is no such thing.
    static func number(_ text: String) throws(SiteError) -> Int64 {
        guard let number = Int64(text), number > 0 else { throw SiteError(.notFound) }
        return number
    }
}
