package org.accountimport.job;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What this machine is called. */
final class HostName {

    private static final String NAME = find();

    private HostName() {}

    /** The same for all processes of a machine; where the machine does not know its name, one of this process alone. */
    static String get() {
        return NAME;
    }

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown-" + UUID.randomUUID();
        }
    }
}
