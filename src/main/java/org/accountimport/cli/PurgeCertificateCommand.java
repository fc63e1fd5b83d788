package org.accountimport.cli;

import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Purges;
import org.accountimport.wave.Waves;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code purge-certificate}: what stands for payloads that are no longer there. */
@Command(
        name = "purge-certificate",
        mixinStandardHelpOptions = true,
        description = "Prints the certificate of a wave whose payloads were purged.")
final class PurgeCertificateCommand extends DatabaseCommand {

    @Parameters(paramLabel = "WAVE", converter = WaveNameConverter.class, description = "SUPPLIER/NAME")
    @SuppressWarnings("NullAway.Init")
    private WaveName wave;

    @Override
    int execute() {
        get(Waves.class).id(wave);
        Purges.Certificate certificate = get(Purges.class)
                .find(wave)
                .orElseThrow(() -> CommandFailedException.badUsage(
                        "No payload of wave " + wave + " was purged, so there is no certificate"));
        Columns columns = new Columns("purge of " + wave, "");
        columns.add("begun", certificate.begunAt().toString());
        columns.add(
                "completed", certificate.completedAt() == null ? "not yet" : String.valueOf(certificate.completedAt()));
        columns.add("job execution", Long.toString(certificate.jobExecutionId()));
        columns.add("launched by", certificate.launchedBy());
        columns.add("days kept after sign-off", Integer.toString(certificate.keepDays()));
        columns.add("reconciliation", Long.toString(certificate.reconciliationId()));
        columns.add("signed off by", certificate.signedOffBy());
        columns.add("accounts", String.valueOf(certificate.accounts()));
        columns.add("of them after the reconciliation", String.valueOf(certificate.unreconciledAccounts()));
        columns.add("SHA-256 of payloads", String.valueOf(certificate.payloadsSha256()));
        certificate
                .totals()
                .forEach(total -> columns.add(total.name(), total.payloads().toPlainString()));
        columns.print(out(), "");
        return certificate.completedAt() == null ? ExitCode.WITH_ERRORS : ExitCode.DONE;
    }
}
