internal import Community
internal import Hummingbird
internal import Remedy
internal import Store
internal import Vocabulary

/// A set of questions to be printed and filled in by hand: narrow, with what is to be said and asked for first.
struct QuestionSheetPage {
    static func respond(_ visit: Visit, id: String, set: String) async throws -> Response {
        let number = try RedressRoutes.number(id)
        guard let one = try await visit.services.redress.assessment(number, as: visit.reader),
            one.file.state.sets.contains(set), let found = one.guide.questionSet(set)
        else { throw SiteError(.notFound) }
        let say = try await RemedyWords.of(visit)
        let words = visit.words
        let title = words("impact.sheet_of", ["set": found.label[say.language]])
        return PageFrame(visit: visit, title: title, section: "/assessments").response { h, _ in
            InterviewCrumbs(visit: visit, one: one).write(to: &h)
            h(.h1, text: title)
            h(.p, text: words("impact.sheet_about"))
            h(.section, .class("panel"), .ariaLabelledBy("first")) { h in
                h(.h2, .id("first"), text: words("impact.agrees"))
                h(.p, text: words("impact.sheet_consent"))
                h(.ul, .class("plain-list")) { h in
                    for use in ConsentUse.allCases { h(.li, text: "☐ " + words("impact.use.\(use.rawValue)")) }
                }
                h(.p, text: "\(words("impact.group")): ________________")
                h(.p, text: "\(words("remedy.on")): ________________")
            }
            h(.section, .class("panel"), .ariaLabelledBy("questions")) { h in
                h(.h2, .id("questions"), text: words("impact.questions"))
                h(.ol) { h in
                    for question in found.questions {
                        h(.li) { h in
                            h(.p) { h in h(.strong, text: question.text[say.language]) }
                            let options = InterviewFields.options(question, words, say.language)
                            let boxes = options.map { "☐ \($0.text)" }.joined(separator: "   ")
                            h(.p, text: boxes.isEmpty ? "________________________" : boxes)
                            h(.p, .class("quiet"), text: "☐ " + words("impact.not_said"))
                        }
                    }
                }
            }
        }
    }
}
