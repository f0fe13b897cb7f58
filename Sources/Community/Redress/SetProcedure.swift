import Formats
public import Remedy
import Store
public import Vocabulary

/// A procedure as it was set up: read once, kept as long as files rest on it.
public struct SetProcedure: Sendable {
    /// The rules of what the procedure is for.
    enum Rules: Sendable {
        case grievance(GrievanceRules)
        case commitment(CommitmentRules)
        case consultation(ConsultationRules)
        case mediation(MediationRules)
        case impact(ImpactRules)
    }

    /// The number of the setting.
    public let number: Int64
    /// The name of the procedure: `company`, `state`, `icoca`, `commitment`, `fpic`, `mediation` or `impact`.
    public let name: String
    /// Who plays which part.
    public let settings: MechanismSettings
    let rules: Rules
    let table: CategoryTable
    let calendar: WorkingCalendar

    init(_ setting: RemedySetting, _ shelf: RemedyShelf) throws(RemedyFault) {
        guard let settings = MechanismSettings(reading: setting.settings) else { throw .broken(setting.procedure) }
        guard let calendar = shelf.calendars[settings.calendar] else { throw .broken(settings.calendar) }
        number = setting.id
        name = setting.procedure
        self.settings = settings
        self.calendar = calendar
        do throws(FileFaults) {
            let table = try CategoryTable(reading: setting.tableFile, file: "categories")
            self.table = table
            switch setting.procedure {
            case "fpic":
                let steps = try ConsentProtocol(reading: setting.procedureFile, file: setting.procedure)
                rules = .consultation(ConsultationRules(steps, calendar: calendar))
            case "impact":
                let guide = try ImpactGuide(reading: setting.procedureFile, file: setting.procedure)
                rules = .impact(ImpactRules(guide: guide, calendar: calendar))
            case "commitment":
                let procedure = try Procedure(reading: setting.procedureFile, file: setting.procedure)
                rules = .commitment(CommitmentRules(procedure: procedure, calendar: calendar))
            case "mediation":
                let procedure = try Procedure(reading: setting.procedureFile, file: setting.procedure)
                rules = .mediation(MediationRules(procedure: procedure))
            default:
                let procedure = try Procedure(reading: setting.procedureFile, file: setting.procedure)
                rules = .grievance(
                    GrievanceRules(
                        procedure: procedure,
                        table: table,
                        bindings: settings.bindings,
                        control: settings.control,
                        calendar: calendar
                    )
                )
            }
        } catch {
            throw .broken(error.description)
        }
    }

    func grievanceRules() throws(RemedyFault) -> GrievanceRules {
        guard case .grievance(let rules) = rules else { throw .broken(name) }
        return rules
    }

    func commitmentRules() throws(RemedyFault) -> CommitmentRules {
        guard case .commitment(let rules) = rules else { throw .broken(name) }
        return rules
    }

    func consultationRules() throws(RemedyFault) -> ConsultationRules {
        guard case .consultation(let rules) = rules else { throw .broken(name) }
        return rules
    }

    func mediationRules() throws(RemedyFault) -> MediationRules {
        guard case .mediation(let rules) = rules else { throw .broken(name) }
        return rules
    }

    func impactRules() throws(RemedyFault) -> ImpactRules {
        guard case .impact(let rules) = rules else { throw .broken(name) }
        return rules
    }

    /// Which organisations a complaint may go to, and which not.
    public func plan(
        _ categories: Set<CategoryID>,
        against respondents: Set<OrganisationID>,
        _ kind: ComplaintCategory.Against,
        isCodeMember: Bool
    ) -> Routing.Plan? {
        guard case .grievance(let rules) = rules else { return nil }
        let routing = Routing(
            table: table,
            procedure: rules.procedure,
            bindings: rules.bindings,
            control: rules.control
        )
        return routing.plan(
            categories,
            against: respondents.sorted().map { Routing.Respondent($0, kind, isCodeMember: isCodeMember) }
        )
    }
}

extension SetProcedure {
    /// The day that a moment falls on where the procedure works.
    public func calendarDay(of moment: UTCInstant) -> CalendarDay { calendar.day(of: moment) }

    /// The moment at which a day begins where the procedure works; nil outside the years 1800 to 2200.
    public func start(of day: CalendarDay) -> UTCInstant? {
        guard let midnight = UTCInstant(milliseconds: day.number * 86_400_000) else { return nil }
        return UTCInstant(milliseconds: midnight.milliseconds - calendar.clock.offset(at: midnight) * 60_000)
    }
}
