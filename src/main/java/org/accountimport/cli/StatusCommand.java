package org.accountimport.cli;

import java.util.List;
import java.util.Optional;
import org.accountimport.importprocess.AccountImportProcess;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.ImportProcesses;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.wave.AccountHistory;
import org.accountimport.wave.ErrorCount;
import org.accountimport.wave.RunReports;
import org.accountimport.wave.WaveAccounts;
import org.accountimport.wave.WaveErrors;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.accountimport.wave.WaveReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code status}: how a wave or an account stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how a wave stands (accounts by status, newest runs, errors), or an account (errors and its whole history).",
            "Where a wave and an account have the same name, both are shown."
        })
final class StatusCommand extends DatabaseCommand {

    private static final int LISTED_RUNS = 5;
    private static final int LISTED_ERRORS = 20;

    @Parameters(
            paramLabel = "WAVE|ACCOUNT",
            description = "SUPPLIER/NAME of a wave, or SUPPLIER/NUMBER with an external account number")
    @SuppressWarnings("NullAway.Init")
    private String asked;

    @Override
    int execute() {
        int slash = asked.indexOf('/');
        if (slash <= 0 || slash == asked.length() - 1) {
            throw CommandFailedException.badUsage(
                    "'" + asked + "' is neither a wave nor an account; write SUPPLIER/NAME or SUPPLIER/NUMBER.");
        }
        String supplier = asked.substring(0, slash);
        String name = asked.substring(slash + 1);
        boolean wave = printWave(supplier, name);
        Optional<AccountImportProcess> account =
                get(ImportProcesses.class).find(supplier, PayloadKeyReader.cleaned(name));
        account.ifPresent(process -> printAccount(supplier, PayloadKeyReader.cleaned(name), process));
        if (!wave && account.isEmpty()) {
            throw CommandFailedException.badUsage(
                    "There is neither a wave nor an account " + asked + "; 'waves' lists the waves.");
        }
        return ExitCode.DONE;
    }

    private boolean printWave(String supplier, String name) {
        WaveName wave;
        try {
            wave = new WaveName(supplier, name);
        } catch (IllegalArgumentException e) {
            return false; // too long for a wave, maybe not for an account
        }
        if (!get(WaveReports.class).exists(wave)) {
            return false;
        }
        WaveOverview overview = get(WaveOverviews.class).find(wave);
        out().printf("Wave %s: %,d accounts%n", wave, overview.total());
        overview.counts().forEach((status, accounts) -> {
            if (accounts > 0) {
                out().printf("  %,10d  %s%n", accounts, status);
            }
        });
        out().printf("%nNewest runs%n");
        ExecutionsCommand.print(this, get(RunReports.class).ofWave(wave, LISTED_RUNS));
        List<ErrorCount> errors = get(WaveErrors.class).counts(wave, LISTED_ERRORS);
        if (!errors.isEmpty()) {
            out().printf("%nMost frequent errors ('errors %s' has all)%n", wave);
            Columns columns = new Columns("accounts", "code", "field", "for instance");
            errors.forEach(
                    error -> columns.add(Text.number(error.accounts()), error.code(), error.attr(), error.example()));
            columns.print(out(), "");
        }
        return true;
    }

    private void printAccount(String supplier, String number, AccountImportProcess process) {
        out().printf("Account %s/%s: %s%n", supplier, number, process.status());
        if (process.accountNumber() != null) {
            out().printf("  created as %s%n", process.accountNumber());
        }
        ImportError error = process.latestError();
        if (error != null) {
            out().printf("  %s: %s%n", error.code(), error.detail());
        }
        get(WaveAccounts.class)
                .violations(process.id())
                .forEach(violation ->
                        out().printf("    %s  %s  %s%n", violation.attr(), violation.code(), violation.detail()));
        out().printf("%nHistory%n");
        Columns columns = new Columns("when", "what", "run", "who");
        for (AccountHistory.Entry entry : get(AccountHistory.class).of(supplier, number)) {
            columns.add(
                    time(entry.occurredAt()),
                    entry.event().replaceFirst("^EVENT_ACCOUNT_IMPORT_PROCESS_", ""),
                    entry.jobExecutionId() == null ? "" : entry.job() + " " + entry.jobExecutionId(),
                    entry.actor() == null ? "" : entry.actor());
        }
        columns.print(out(), "");
    }
}
