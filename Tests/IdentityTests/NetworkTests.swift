import Identity
import Testing

@Suite("Addresses of the network")
struct NetworkTests {
    @Test("An address is read in its strict forms only")
    func addresses() throws {
        #expect(IPAddress("192.0.2.1") == IPAddress("::ffff:192.0.2.1"))
        #expect(try #require(IPAddress("192.0.2.1")).description == "192.0.2.1")
        #expect(try #require(IPAddress("2001:DB8::1%eth0")).description == "2001:db8:0:0:0:0:0:1")
        for text in ["", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1 ", "[::1]", "::g", "1.2.3.4.5"] {
            #expect(IPAddress(text) == nil, "\(text)")
        }
        #expect(try #require(IPAddress("127.8.9.1")).isLoopback)
        #expect(try #require(IPAddress("::1")).isLoopback)
        #expect(try #require(IPAddress("::ffff:127.0.0.1")).isLoopback)
        #expect(try #require(IPAddress("128.0.0.1")).isLoopback == false)
    }

    @Test("A block holds its addresses and no others")
    func blocks() throws {
        let block = try #require(AddressBlock("10.20.0.0/14"))
        for (text, isInside) in [
            ("10.20.0.0", true), ("10.23.255.255", true), ("::ffff:10.20.0.1", true), ("10.24.0.0", false),
            ("::", false),
        ] {
            #expect(block.contains(try #require(IPAddress(text))) == isInside, "\(text)")
        }
        #expect(try #require(AddressBlock("0.0.0.0/0")).contains(try #require(IPAddress("::1"))) == false)
        #expect(try #require(AddressBlock("::/0")).contains(try #require(IPAddress("1.2.3.4"))))
        #expect(try #require(AddressBlock("fe80::/10")).contains(try #require(IPAddress("febf::1"))))
        #expect(try #require(AddressBlock("192.0.2.9")).description == "192.0.2.9/32")
        for text in ["", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/8/8", "a"] {
            #expect(AddressBlock(text) == nil, "\(text)")
        }
    }

    @Test(
        "What is not public is not fetched from",
        arguments: [
            "127.0.0.1", "::1", "0.0.0.0", "10.1.2.3", "172.31.255.255", "192.168.0.1", "169.254.169.254",
            "100.100.100.200", "168.63.129.16", "224.0.0.1", "255.255.255.255", "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::", "64:ff9b::a00:1", "2002:a00:1::", "2001::1",
            "2001:db8::1", "198.18.0.1", "192.0.0.1",
        ]
    )
    func special(text: String) throws {
        let fetching = OutboundGuard()
        let target = try fetching.target("https://provider.example/")
        let address = try #require(IPAddress(text))
        #expect(throws: OutboundFault(.address)) { try fetching.admit([address], for: target) }
        // Beside a public address it refuses that as well.
        let open = try #require(IPAddress("8.8.8.8"))
        #expect(throws: OutboundFault(.address)) { try fetching.admit([open, address], for: target) }
        let told = OutboundGuard(allowed: [try #require(AddressBlock(text))])
        #expect(try told.admit([address], for: target) == address)
    }

    @Test("What is public is fetched from, with https")
    func open() throws {
        let fetching = OutboundGuard()
        for text in ["8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"] {
            let address = try #require(IPAddress(text))
            #expect(try fetching.admit([address], for: fetching.target("https://a.example/")) == address)
            let plain = try fetching.target("http://a.example/")
            #expect(throws: OutboundFault(.scheme)) { try fetching.admit([address], for: plain) }
        }
        let target = try fetching.target("https://a.example/")
        #expect(throws: OutboundFault(.unknownHost)) { try fetching.admit([], for: target) }
    }

    @Test("An address of the web is taken apart strictly")
    func targets() throws {
        let target = try OutboundGuard().target("https://A.example:8443/a%20b?c=d")
        #expect((target.host, target.port, target.path) == ("a.example", 8_443, "/a%20b?c=d"))
        #expect(target.authority == "a.example:8443")
        #expect(try OutboundGuard().target("https://[::1]/").host == "::1")
        for (text, code) in [
            ("", OutboundFault.Code.malformed), ("https://", .malformed), ("https://user@a.example/", .malformed),
            ("https://a.example\\@b.example/", .malformed), ("https://a.example/#x", .malformed),
            ("https://a.example/\r\nX: y", .malformed), ("//a.example/", .malformed),
            ("file:///etc/passwd", .malformed),
            ("gopher://a.example/", .scheme), ("ftp://a.example/", .scheme), ("https://a.example:25/", .port),
            ("https://a.example:0/", .port), ("https://a.example:6/", .port),
        ] {
            #expect(throws: OutboundFault(code), "\(text)") { try OutboundGuard().target(text) }
        }
    }
}
