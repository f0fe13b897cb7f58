import Foundation
import Installation
import Testing
import Upkeep

@Suite("Configuration")
struct ConfigurationTests {
    private static func read(
        _ text: String? = nil,
        environment: [String: String] = [:],
        flags: [String: SettingValue] = [:]
    ) -> ConfigurationReading {
        ConfigurationReading(file: text.map { ("a.yaml", $0) }, environment: environment, flags: flags)
    }

    @Test func optionsWinOverEnvironmentOverFileOverDefaults() throws {
        let file = "server:\n  port: 1001\n  host: 10.0.0.1\nlog:\n  level: debug\n"
        let environment = ["TOUCHSTONE_SERVER_PORT": "1002", "TOUCHSTONE_SERVER_HOST": "10.0.0.2"]
        let reading = Self.read(file, environment: environment, flags: ["server.port": .integer(1003)])
        #expect(reading.mistakes == [])
        let sources = Dictionary(uniqueKeysWithValues: reading.entries.map { ($0.setting.name, $0.source) })
        #expect(sources["server.port"] == .flag("--port"))
        #expect(sources["server.host"] == .environment("TOUCHSTONE_SERVER_HOST"))
        #expect(sources["log.level"] == .file("a.yaml", line: 5))
        #expect(sources["log.format"] == .standard)
        let configuration = try ServerConfiguration(reading)
        #expect(configuration.port == 1003)
        #expect(configuration.host == "10.0.0.2")
        #expect(configuration.logLevel == "debug")
        #expect(configuration.logsJSON == false)
    }

    @Test func aServerForTheNetworkIsRead() throws {
        let reading = Self.read(
            """
            server:
              names: [A.example, 192.0.2.1]
              proxy: [10.0.0.0/8, "::1"]
              port: 8443
            tls:
              certificate: a.pem
              key: b.pem
              redirect_port: 8080
            limits:
              requests_per_minute: 0
              local: yes
            """
        )
        #expect(reading.mistakes == [])
        let configuration = try ServerConfiguration(reading)
        #expect(configuration.names == ["a.example", "192.0.2.1"])
        #expect(configuration.proxies.map { "\($0)" } == ["10.0.0.0/8", "0:0:0:0:0:0:0:1/128"])
        #expect(configuration.redirectPort == 8080)
        #expect(configuration.limits["requests_per_minute"] == 0)
        #expect(configuration.limits["uploads_per_minute"] == 30)
        #expect(configuration.limitsLocal)
    }

    @Test func theDefaultsServeThisMachineAlone() throws {
        let configuration = try ServerConfiguration(Self.read())
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.metricsListener == nil)
        #expect(configuration.metricsToken == nil)
    }

    /// A file, the line of the mistake, and a word that its message must have.
    static let mistakes: [(text: String, line: Int, word: String)] = [
        ("server:\n  prot: 80\n", 2, "port"), ("sever:\n  port: 80\n", 1, "server"),
        ("server:\n  port: many\n", 2, "65535"), ("server:\n  port: 0\n", 2, "65535"),
        ("server:\n  port: [1, 2]\n", 2, "whole number"), ("server: 8080\n", 1, "indented"),
        ("log:\n  level: loud\n", 2, "notice"), ("\n\nmetrics:\n  token: short\n", 4, "16"),
        ("metrics:\n  host: 127.0.0.1\n  port: 8080\n", 3, "port of the site"),
        ("tls:\n  certificate: a.pem\n", 2, "tls.key"), ("backup:\n  recipients: [age1nonsense]\n", 2, "age1"),
        ("- a\n- b\n", 1, "groups"), ("server:\n  port: 80\n  port: 81\n", 3, "twice"),
        ("server:\n\tport: 80\n", 2, "YAML"),
        ("server:\n  names: [https://a.example]\n", 2, "host name"),
        ("server:\n  names: [a.example:80]\n", 2, "host name"),
        ("server:\n  proxy: [10.0.0.0/33]\n", 2, "block"), ("server:\n  proxy: a.example\n", 2, "block"),
        ("tls:\n  certificate: a\n  key: b\n  redirect_port: 80\n", 4, "server.names"),
        ("limits:\n  connections: 1\n", 2, "100000"), ("limits:\n  local: maybe\n", 2, "yes"),
    ]

    @Test(arguments: mistakes) func aMistakeNamesItsLine(_ scenario: (text: String, line: Int, word: String)) throws {
        let reading = Self.read(scenario.text)
        let mistake = try #require(reading.mistakes.first)
        #expect(mistake.place == "a.yaml:\(scenario.line)")
        #expect(mistake.message.contains(scenario.word))
        #expect(throws: ConfigurationMistake.self) { try ServerConfiguration(reading) }
    }

    @Test func modulesPacksAndCountryStandAtTheTop() throws {
        let reading = Self.read(
            "modules: [rules, findings]\ncountry: [mz]\npacks: own\n",
            environment: ["TOUCHSTONE_COUNTRY": "cd, pe"]
        )
        #expect(reading.mistakes == [])
        let configuration = try ServerConfiguration(reading)
        #expect(configuration.modules == (try ModuleSet([.rules, .findings])))
        #expect(configuration.country == ["cd", "pe"])
        #expect(configuration.packFolder == "own")
        #expect(try ServerConfiguration(Self.read()).modules == .all)
        #expect(try ServerConfiguration(Self.read("modules:\n")).modules == .all)
        #expect(try ServerConfiguration(Self.read("modules: []\n")).modules.modules == [.core])
    }

    static let moduleMistakes: [(text: String, line: Int, word: String)] = [
        ("\nmodules: [serch]\n", 2, "no module `serch`"), ("modules: [findings]\n", 1, "needs `rules`"),
        ("modules: { a: b }\n", 1, "list of texts"), ("modules: [[a]]\n", 1, "list of texts"),
        ("module: [rules]\n", 1, "modules"), ("modules: [all, rules]\n", 1, "alone"),
    ]

    @Test(arguments: moduleMistakes)
    func aMistakeInModulesNamesItsLine(_ scenario: (text: String, line: Int, word: String)) throws {
        let mistake = try #require(Self.read(scenario.text).mistakes.first)
        #expect(mistake.place == "a.yaml:\(scenario.line)")
        #expect(mistake.message.contains(scenario.word), "\(mistake.message)")
    }

    @Test func aMistakeInModulesOfTheEnvironmentNamesTheVariable() {
        let reading = Self.read(environment: ["TOUCHSTONE_MODULES": "payments"])
        #expect(reading.mistakes.map(\.place) == ["TOUCHSTONE_MODULES"])
    }

    @Test func theEnvironmentIsCheckedAsWell() {
        let reading = Self.read(environment: [
            "TOUCHSTONE_SERVER_PROT": "80", "TOUCHSTONE_LOG_LEVEL": "loud", "TOUCHSTONE_HOME": "/x",
            // A service of the name in Kubernetes makes such variables.
            "TOUCHSTONE_PORT": "tcp://10.0.0.1:80", "OTHER": "1",
        ])
        #expect(reading.mistakes.map(\.place) == ["TOUCHSTONE_LOG_LEVEL", "TOUCHSTONE_SERVER_PROT"])
    }

    @Test func noMistakeRepeatsASecret() {
        let reading = Self.read(
            "metrics:\n  token: tooshort1\n",
            environment: ["TOUCHSTONE_METRICS_TOKEN": "tooshort2"]
        )
        #expect(reading.mistakes.count == 2)
        #expect(!reading.mistakes.contains { $0.description.contains("tooshort") })
    }

    @Test func emptyFilesAndGroupsSayNothing() {
        for text in ["", "# nothing\n", "server:\n", "metrics:\n  token:\n"] {
            #expect(Self.read(text).mistakes == [], "\(text)")
        }
    }

    @Test func theDocumentHasEverySettingAsTheCodeHasIt() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
        let documented = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
        let expected = Setting.all.map { setting in
            let flag = setting.flag.map { "`\($0)`" } ?? ""
            let standard = setting.standard.isEmpty ? "" : "`\(setting.standard.text)`"
            let live = setting.isReloadable ? "yes" : ""
            return "| `\(setting.name)` | `\(setting.variable)` | \(flag) | \(setting.expectation) | \(standard) "
                + "| \(live) | \(setting.about) |"
        }
        #expect(documented == expected)
    }
}
