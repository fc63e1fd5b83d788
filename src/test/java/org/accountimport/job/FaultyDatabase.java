package org.accountimport.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.accountimport.TestPayloads;
import org.accountimport.database.OwnServer;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.RunKind;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.RunReports;
import org.junit.jupiter.api.AfterAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What tests share in which the database of a whole server fails: a PostgreSQL of their own, waves, and runs over them. */
abstract class FaultyDatabase {

    @LocalServerPort
    int port;

    @Autowired
    Intake intake;

    @Autowired
    RunLauncher launcher;

    @Autowired
    RunReports runs;

    @Autowired
    Reconciliations reconciliations;

    @Autowired
    JdbcClient jdbc;

    @AfterAll
    static void removeServer() {
        OwnServer.remove();
    }

    /** Payloads that break no rule, one a line, their accounts numbered from 0. */
    static String lines(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestPayloads.valid(prefix + i))
                .collect(Collectors.joining("\n"));
    }

    void load(WaveName wave, String lines) throws IOException {
        intake.load(wave, new ByteArrayInputStream(lines.getBytes(UTF_8)), "test", progress -> {});
    }

    long launch(WaveName wave) {
        return launcher.launch(new RunLauncher.Launch(RunKind.IMPORT, wave, false, "test"));
    }
}
