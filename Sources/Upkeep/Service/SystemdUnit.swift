/// The unit with which systemd runs the server.
public struct SystemdUnit: Sendable {
    private let program: String
    private let home: String

    /// Describes the program and its home folder.
    public init(program: String, home: String) {
        self.program = program
        self.home = home
    }

    /// The unit file: a user of its own that exists while it runs, a file system that it cannot write but for its store.
    public var text: String {
        let isBelowHome = ["/home/", "/root/"].contains { program.hasPrefix($0) || home.hasPrefix($0) }
        return """
            # Save as /etc/systemd/system/touchstone.service, then:
            #     systemctl daemon-reload && systemctl enable --now touchstone
            # The store is /var/lib/touchstone; its configuration is touchstone.yaml in there.
            [Unit]
            Description=Touchstone, signs of crime in mineral supply chains
            Documentation=file:\(Self.escaped(home))/docs/operation.md
            After=network-online.target
            Wants=network-online.target

            [Service]
            Type=exec
            Environment="TOUCHSTONE_HOME=\(Self.escaped(home))"
            ExecStart="\(Self.escaped(program))" serve --store %S/touchstone
            ExecReload=/bin/kill -HUP $MAINPID
            # SIGTERM ends it in good order: requests and the running batch are finished.
            KillSignal=SIGTERM
            TimeoutStopSec=120
            Restart=on-failure
            RestartSec=2

            DynamicUser=yes
            StateDirectory=touchstone
            StateDirectoryMode=0700
            WorkingDirectory=%S/touchstone
            UMask=0077

            NoNewPrivileges=yes
            CapabilityBoundingSet=
            AmbientCapabilities=
            ProtectSystem=strict
            ProtectHome=\(isBelowHome ? "read-only" : "yes")
            PrivateTmp=yes
            PrivateDevices=yes
            ProtectClock=yes
            ProtectControlGroups=yes
            ProtectHostname=yes
            ProtectKernelLogs=yes
            ProtectKernelModules=yes
            ProtectKernelTunables=yes
            ProtectProc=invisible
            LockPersonality=yes
            MemoryDenyWriteExecute=yes
            RemoveIPC=yes
            RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
            RestrictNamespaces=yes
            RestrictRealtime=yes
            RestrictSUIDSGID=yes
            SystemCallArchitectures=native
            SystemCallFilter=@system-service
            SystemCallFilter=~@privileged @resources
            SystemCallErrorNumber=EPERM

            [Install]
            WantedBy=multi-user.target
            """
    }

    /// A path within quotes: backslashes, quotes and the percent sign of a specifier are doubled.
    private static func escaped(_ path: String) -> String {
        path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
    }
}
