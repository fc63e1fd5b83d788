package org.accountimport.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.NdjsonLines;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.AttrLines;
import org.accountimport.payload.Framing;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.Violation;
import org.accountimport.validation.PayloadValidator;
import org.accountimport.validation.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code validate}: judges files of payloads without any database. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Judges payloads by every rule that needs no database, and stores nothing.",
            "Files hold one payload a line (NDJSON) or a single JSON document; those that end in .gz are unpacked."
        })
final class ValidateCommand implements Callable<Integer> {

    private static final int DOCUMENT_LIMIT = Intake.MAX_PAYLOAD_BYTES;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private AccountImportCommand program;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "a file, a directory of files, or - for standard input")
    @SuppressWarnings("NullAway.Init")
    private List<String> files;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, json (an object a line) or csv; default ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    private FindingFormat format;

    private long payloads;
    private long wrong;

    @Override
    public Integer call() {
        List<PayloadFile> sources = PayloadFile.find(files);
        PayloadValidator validator = OfflineRules.load(program.settings());
        try (FindingWriter findings = format.writer(spec.commandLine().getOut())) {
            for (PayloadFile source : sources) {
                judge(source, validator, findings);
            }
        } catch (IOException e) {
            throw CommandFailedException.failed("The findings cannot be written: " + e.getMessage());
        }
        var err = spec.commandLine().getErr();
        err.printf(
                "%s of %s payloads are wrong. Not judged: reference_already_exists, which needs the database.%n",
                Text.number(wrong), Text.number(payloads));
        err.flush();
        return wrong == 0 ? ExitCode.DONE : ExitCode.WITH_ERRORS;
    }

    private void judge(PayloadFile source, PayloadValidator validator, FindingWriter findings) throws IOException {
        long before = payloads;
        try (InputStream stream = new BufferedInputStream(source.open(), DOCUMENT_LIMIT + 2)) {
            stream.mark(DOCUMENT_LIMIT + 1);
            byte[] start = stream.readNBytes(DOCUMENT_LIMIT + 1);
            Verdict single = start.length > DOCUMENT_LIMIT ? null : validator.validate(start, Framing.EITHER);
            if (single != null && single.parseError() == null) {
                report(source, single, findings, AttrLines.of(start), 0);
            } else {
                stream.reset();
                judgeLines(source, stream, validator, findings);
            }
        } catch (IOException e) {
            throw CommandFailedException.badUsage(source.name() + " cannot be read: " + e.getMessage() + ".");
        }
        if (payloads == before) {
            throw CommandFailedException.badUsage(source.name() + " is empty.");
        }
    }

    private void judgeLines(PayloadFile source, InputStream stream, PayloadValidator validator, FindingWriter findings)
            throws IOException {
        NdjsonLines lines = new NdjsonLines(stream, Intake.MAX_PAYLOAD_BYTES);
        for (NdjsonLines.Line line = lines.next(); line != null; line = lines.next()) {
            byte[] body = line.bytes();
            if (body == null) {
                payloads++;
                wrong++;
                findings.write(
                        source.name(),
                        line.number(),
                        null,
                        new Violation(
                                Violation.NON_FIELD_ERRORS,
                                "payload_too_large",
                                "A line holds at most " + Intake.MAX_PAYLOAD_BYTES + " bytes."));
            } else {
                report(source, validator.validate(body, Framing.EITHER), findings, null, line.number());
            }
        }
    }

    /**
     * Writes what was found in one payload.
     *
     * @param lines the lines of a document of its own; null for a payload on one line
     * @param line  the number of that line
     */
    private void report(
            PayloadFile source, Verdict verdict, FindingWriter findings, @Nullable AttrLines lines, long line)
            throws IOException {
        payloads++;
        if (verdict.violations().isEmpty()) {
            return;
        }
        wrong++;
        PayloadObject account = verdict.account();
        String number = account == null ? null : account.get(AccountFields.EXTERNAL_ACCOUNT_NUMBER);
        ParseError parseError = verdict.parseError();
        for (Violation violation : verdict.violations()) {
            Violation shown = parseError == null
                    ? violation
                    : new Violation(violation.attr(), violation.code(), parseError.detail());
            findings.write(source.name(), lines == null ? line : lines.lineOf(violation.attr()), number, shown);
        }
    }
}
