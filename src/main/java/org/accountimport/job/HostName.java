package org.accountimport.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What this machine is called. */
final class HostName {

    private static final String NAME = find();
    /** Of Linux: random at every boot, the same in all containers of the machine. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path PROCESS_NAMESPACE = Path.of("/proc/self/ns/pid");

    private HostName() {}

    /** The same for all processes of a machine; where the machine does not know its name, one of this process alone. */
    static String get() {
        return NAME;
    }

    /**
     * Where a process id means one process: the machine, its boot, and the name space of process ids. Two containers may have
     * one host name, and two machines, too.
     */
    static String ofProcesses() {
        try {
            return Files.isReadable(BOOT) && Files.isSymbolicLink(PROCESS_NAMESPACE)
                    ? NAME + " " + Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESS_NAMESPACE)
                    : NAME;
        } catch (IOException e) {
            throw new UncheckedIOException("The files that tell this machine from others cannot be read", e);
        }
    }

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-" + UUID.randomUUID();
        }
    }
}
