package org.accountimport.bench.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line: {@code N [rounds] [option]…}.
 *
 * @param parts           {@code limits}, {@code baseline}, {@code guide}, {@code tuned-same} and {@code workers}, unless {@code --without=}
 *                        leaves one out; the guide's job and the tuned one with our options of the JVM belong to the baseline
 * @param settings        {@code --account-import.database.settings.*}: of the server
 * @param programSettings other settings of the program
 * @param jvmOptions      {@code -X…}: of the program's JVMs, in addition
 * @param directory       {@code --directory=}: where the temporary directory is made
 * @param keep            {@code --keep}: leave it
 * @param goesOn          {@code --continue}: the rounds join those of earlier runs with as many accounts
 */
record Options(
        long accounts,
        int rounds,
        List<String> parts,
        List<String> settings,
        List<String> programSettings,
        List<String> jvmOptions,
        Path directory,
        boolean keep,
        boolean goesOn) {

    static Options parse(List<String> arguments) {
        List<String> numbers = new ArrayList<>();
        List<String> parts = new ArrayList<>(List.of("limits", "baseline", "guide", "tuned-same", "workers"));
        List<String> settings = new ArrayList<>();
        List<String> programSettings = new ArrayList<>();
        List<String> jvmOptions = new ArrayList<>();
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        boolean keep = false;
        boolean goesOn = false;
        for (String argument : arguments) {
            if (argument.startsWith("--without=")) {
                parts.remove(argument.substring(argument.indexOf('=') + 1));
            } else if (argument.startsWith("--directory=")) {
                directory = Path.of(argument.substring(argument.indexOf('=') + 1));
            } else if (argument.equals("--keep")) {
                keep = true;
            } else if (argument.equals("--continue")) {
                goesOn = true;
            } else if (argument.startsWith("--account-import.database.settings.")) {
                settings.add(argument);
            } else if (argument.startsWith("--")) {
                programSettings.add(argument);
            } else if (argument.startsWith("-X")) {
                jvmOptions.add(argument);
            } else {
                numbers.add(argument);
            }
        }
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("Say how many accounts: bench/run 100000 [rounds]");
        }
        return new Options(
                Long.parseLong(numbers.get(0)),
                numbers.size() > 1 ? Integer.parseInt(numbers.get(1)) : 3,
                parts,
                settings,
                programSettings,
                jvmOptions,
                directory,
                keep,
                goesOn);
    }

    boolean has(String part) {
        return parts.contains(part);
    }

    Path script() {
        return Path.of("bin", "account-import").toAbsolutePath();
    }

    /** The options of the JVM that the script gives. */
    Path jvmOptionsFile() {
        return Path.of("bin", "jvm.options").toAbsolutePath();
    }

    Path jar() {
        return Path.of("target", "account-import.jar").toAbsolutePath();
    }

    Path baselineJar() {
        return Path.of("bench", "baseline", "target", "baseline.jar").toAbsolutePath();
    }
}
