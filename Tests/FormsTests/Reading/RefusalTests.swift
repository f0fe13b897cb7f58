import Forms
import Testing

/// What is outside the subset is refused with its reason, its place and its line.
@Suite struct RefusalTests {
    static let cases: [(FormFault.Code, String)] = [
        (.barcode, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' type='barcode'/>")),
        (.unknownType, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' type='gMonth'/>")),
        (
            .unknownPreload,
            SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' jr:preload='context' jr:preloadParams='x'/>")
        ),
        (.encryption, SampleForm.text(nodes: "<a/>", model: "<submission base64RsaPublicKey='AAAA'/>")),
        (
            .otherServer,
            SampleForm.text(nodes: "<a/>", model: "<submission action='https://elsewhere.example' method='post'/>")
        ),
        (.partialSubmission, SampleForm.text(nodes: "<a/>", model: "<submission ref='/data/a'/>")),
        (
            .backgroundAudio,
            SampleForm.text(nodes: "<a/>", binds: "<odk:recordaudio event='odk-instance-load' ref='/data/a'/>")
        ),
        (
            .auditLocation,
            SampleForm.text(
                nodes: "<meta><audit/></meta>",
                binds: "<bind nodeset='/data/meta/audit' type='binary' odk:location-priority='high-accuracy'/>"
            )
        ),
        (.externalApp, SampleForm.text(nodes: "<a/>", body: "<input ref='/data/a' appearance='ex:org.app.id(x=1)'/>")),
        (.externalApp, SampleForm.text(nodes: "<a/>", body: "<group ref='/data/a' intent='org.app'/>")),
        (.externalApp, SampleForm.text(nodes: "<a/>", body: "<input ref='/data/a' query='x'/>")),
        (.printing, SampleForm.text(nodes: "<a/>", body: "<input ref='/data/a' appearance='printer:org.app'/>")),
        (.openStreetMap, SampleForm.text(nodes: "<a/>", body: "<upload ref='/data/a' mediatype='osm/*'/>")),
        (
            .entities,
            SampleForm.text(nodes: "<a/>").replacing("<model>", with: "<model entities:entities-version='2024.1.0'>")
        ),
        (.unknownElement, SampleForm.text(nodes: "<a/>", body: "<video ref='/data/a'/>")),
        (.unknownNode, SampleForm.text(nodes: "<a/>", body: "<input ref='/data/b'/>")),
        (.unknownFunction, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' calculate='digest(1, 2)'/>")),
        (.badExpression, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' relevant='1 +'/>")),
        (.badExpression, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' relevant='if(1, 2)'/>")),
        (.outsideXPathSubset, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' relevant='//b'/>")),
        (
            .outsideXPathSubset,
            SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' relevant='/data/b | /data/c'/>")
        ),
        (
            .badPattern,
            SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' constraint=\"regex(., '(?=a)b')\"/>")
        ),
        (
            .badPattern,
            SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' constraint=\"regex(., '(a)\\1')\"/>")
        ),
        (
            .missingInstance,
            SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' calculate=\"instance('l')/root/item/v\"/>")
        ),
        (
            .missingText,
            SampleForm.text(nodes: "<a/>", body: "<input ref='/data/a'><label ref=\"jr:itext('l')\"/></input>")
        ),
        (.missingPart, SampleForm.text(nodes: "<a/>", binds: "<bind type='int'/>")),
        (
            .unknownAttachment,
            SampleForm.text(nodes: "<a/>", model: "<instance id='l' src='https://elsewhere.example/l.csv'/>")
        ),
        (
            .copyItemset,
            SampleForm.text(
                nodes: "<a/>",
                body:
                    "<select ref='/data/a'><itemset nodeset='/data/a'><label ref='x'/><value ref='y'/><copy ref='.'/></itemset></select>"
            )
        ),
        (
            .conflictingBinds,
            SampleForm.text(
                nodes: "<a/>",
                binds: "<bind nodeset='/data/a' calculate='1'/><bind nodeset='/data/a' calculate='2'/>"
            )
        ),
        (
            .repeatOutsideRepeat,
            SampleForm.text(
                nodes: "<r><a/></r>",
                body: "<group ref='/data/r'><repeat nodeset='/data/r'/></group><input ref='/data/r/a'/>"
            )
        ),
        (
            .cycle,
            SampleForm.text(
                nodes: "<a/><b/>",
                binds: "<bind nodeset='/data/a' calculate='/data/b'/><bind nodeset='/data/b' calculate='/data/a'/>"
            )
        ),
        (.cycle, SampleForm.text(nodes: "<a/>", binds: "<bind nodeset='/data/a' calculate='. + 1'/>")),
        (.cycle, SampleForm.text(nodes: "<g><a/></g>", binds: "<bind nodeset='/data/g' relevant='/data/g/a = 1'/>")),
        (.badStructure, SampleForm.text(nodes: "<a/>", body: "<select1 ref='/data/a'/>")),
        (.badStructure, SampleForm.text(nodes: "<a/><a/>", body: "<input ref='/data/a'/>")),
        (.notAForm, "<html/>"),
        (.missingPart, "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head/><h:body/></h:html>"),
        (.notXML, "<h:html"),
        (.notXML, "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>"),
    ]

    @Test("A form is refused with the reason", arguments: cases)
    func refused(code: FormFault.Code, text: String) throws {
        #expect(SampleForm.codes(text).contains(code), "\(SampleForm.codes(text))")
    }

    @Test("Every reason is met, but for those of size")
    func everyReason() {
        let anonymous: Set<FormFault.Code> = [
            .identifiesDevice, .identifiesPerson, .recordsPlace, .recordsMoment, .recordsUse, .recallsAnswers,
        ]
        let met = Set(Self.cases.map(\.0)).union(anonymous).union([.tooLarge])
        #expect(Set(FormFault.Code.allCases).subtracting(met).isEmpty)
    }

    @Test("A refusal names path, line and what to do")
    func words() throws {
        let text = SampleForm.text(nodes: "<a/>", binds: "\n\n<bind nodeset='/data/a' type='barcode'/>")
        let refusal = #expect(throws: FormRefusal.self) { try FormDefinition(xml: Array(text.utf8)) }
        let fault = try #require(refusal?.faults.first)
        #expect(fault.place == "/data/a" && fault.line == 7)
        #expect(fault.description.contains("Ask for the number as text."))
        for code in FormFault.Code.allCases { #expect(!code.meaning.isEmpty && code.remedy.hasSuffix(".")) }
    }

    @Test("What an anonymous form may not take by itself is named")
    func anonymity() throws {
        let form = try SampleForm.made(
            nodes: "<a/><b/><c/><d/><e/><f/><meta><audit/></meta>",
            binds: """
                <bind nodeset='/data/a' jr:preload='property' jr:preloadParams='deviceid'/>
                <bind nodeset='/data/b' jr:preload='property' jr:preloadParams='phonenumber'/>
                <bind nodeset='/data/c' jr:preload='timestamp' jr:preloadParams='start'/>
                <bind nodeset='/data/d' calculate='now()'/><bind nodeset='/data/meta/audit' type='binary'/>
                <bind nodeset='/data/f' jr:preload='date' jr:preloadParams='today'/>
                <odk:setgeopoint event='odk-instance-first-load' ref='/data/e'/>
                """,
            model: "<instance id='last-saved' src='jr://instance/last-saved'/>"
        )
        let codes = form.anonymityFaults.map(\.code)
        #expect(codes.contains(.identifiesDevice) && codes.contains(.identifiesPerson))
        #expect(codes.filter { $0 == .recordsMoment }.count == 2)
        #expect(codes.contains(.recordsUse) && codes.contains(.recordsPlace) && codes.contains(.recallsAnswers))
        #expect(!form.anonymityFaults.contains { $0.place == "/data/f" })
        #expect(try SampleForm.read("community").anonymityFaults.isEmpty)
    }
}
