package org.accountimport.cli;

/** Who works on this command line, for histories. */
final class Actor {

    private Actor() {}

    static String commandLine() {
        return "cli:" + System.getProperty("user.name", "unknown");
    }
}
