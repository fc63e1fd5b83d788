package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.accountimport.importprocess.AccountImportProcess;
import org.accountimport.importprocess.ImportProcesses;
import org.accountimport.importprocess.Intake;
import org.accountimport.importprocess.Scheduling;
import org.accountimport.importprocess.WaveName;
import org.accountimport.payload.AccountFields;
import org.accountimport.payload.Framing;
import org.accountimport.payload.ParseError;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.payload.PayloadObject;
import org.accountimport.payload.StructuralCode;
import org.accountimport.security.Caller;
import org.accountimport.validation.PayloadValidator;
import org.accountimport.validation.ReferenceRegistry;
import org.accountimport.validation.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The public contract: validate, schedule and status of a single account. Source: the founding document; HTTP contract. */
@RestController
@Tag(name = "Accounts", description = "The public contract: one account at a time.")
class AccountsController {

    /** One account. */
    static final String ACCOUNT = "/v2/data-import/accounts/{supplier}/{number}";

    private static final Map<String, Object> NOTHING_TO_SAY = Map.of();

    private final PayloadValidator validator;
    private final ReferenceRegistry references;
    private final ImportProcesses processes;
    private final Intake intake;
    private final Times times;
    private final AccountTurns turns;

    AccountsController(
            PayloadValidator validator,
            ReferenceRegistry references,
            ImportProcesses processes,
            Intake intake,
            Times times,
            AccountTurns turns) {
        this.validator = validator;
        this.references = references;
        this.processes = processes;
        this.intake = intake;
        this.times = times;
        this.turns = turns;
    }

    @Operation(
            operationId = "validateAccount",
            summary = "Judges a payload against every rule; writes nothing",
            description = "Answers with all violations, in payload order.")
    @PostMapping(
            path = "/v2/data-import/accounts/validate",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> validate(HttpServletRequest request) throws IOException {
        byte[] body = AccountRequest.bodyOf(request);
        Verdict verdict = turns.take(() -> withReferences(read(body)));
        return verdict.violations().isEmpty()
                ? ResponseEntity.ok(NOTHING_TO_SAY)
                : ResponseEntity.badRequest().body(ErrorBody.notValid(verdict.violations()));
    }

    @Operation(
            operationId = "scheduleAccount",
            summary = "Judges a payload and, when it holds, puts it into the import queue",
            description = "Sending the same account again before it is processed replaces what was queued.")
    @Parameter(
            name = "wave",
            description = "The wave to queue it in. Left out: the wave the account is in already, else `api`.")
    @PostMapping(
            path = "/v2/data-import/accounts",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> schedule(HttpServletRequest request) throws IOException {
        String wave = WaveNames.named(request.getParameterValues("wave"));
        byte[] body = AccountRequest.bodyOf(request);
        return turns.take(() -> scheduled(body, wave));
    }

    private ResponseEntity<Object> scheduled(byte[] body, @Nullable String wave) {
        Verdict verdict = read(body);
        PayloadObject account = verdict.account();
        String supplier = account == null ? null : account.get(AccountFields.IMPORT_SUPPLIER);
        String number = account == null ? null : account.get(AccountFields.EXTERNAL_ACCOUNT_NUMBER);
        if (supplier == null || number == null) {
            return ResponseEntity.badRequest().body(ErrorBody.notScheduled(verdict.violations()));
        }
        String imported = accountNumber(supplier, number);
        if (imported != null) {
            return alreadyImported(number, imported);
        }
        Verdict complete = withReferences(verdict);
        if (!complete.violations().isEmpty()) {
            return ResponseEntity.badRequest().body(ErrorBody.notScheduled(complete.violations()));
        }
        WaveName waveName = wave == null ? null : new WaveName(supplier, wave);
        Scheduling scheduling = intake.schedule(
                supplier, number, body, waveName, Caller.current().name());
        if (scheduling instanceof Scheduling.AlreadyImported already) {
            return alreadyImported(number, already.accountNumber());
        }
        if (scheduling instanceof Scheduling.InProgress) {
            throw Refusal.of(ErrorKind.IN_PROGRESS);
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(NOTHING_TO_SAY);
    }

    @Operation(
            operationId = "accountStatus",
            summary = "How an account's import stands",
            description = "The account number is percent-encoded, whatever it holds.")
    @Parameter(name = "supplier", description = "The import supplier's code.", example = "NORLYS")
    @Parameter(name = "number", description = "The external account number.", example = "EXTERNAL-1234")
    @GetMapping(path = ACCOUNT, produces = MediaType.APPLICATION_JSON_VALUE)
    AccountStatus status(@PathVariable String supplier, @PathVariable String number) {
        return find(supplier, PayloadKeyReader.cleaned(number))
                .map(process -> AccountStatus.of(process, times, Caller.current()))
                .orElseThrow(() -> Refusal.of(ErrorKind.NOT_FOUND));
    }

    /**
     * Judges a payload, but for its references: whether another supplier's are taken is nothing to be told.
     *
     * @throws Refusal when it is no JSON, or another supplier's than the key is for
     */
    private Verdict read(byte[] body) {
        Verdict verdict = validator.validate(body, Framing.ENVELOPE);
        ParseError error = verdict.parseError();
        if (error != null) {
            throw Refusal.of(ErrorKind.PARSE_ERROR, ErrorBody.parseError(error));
        }
        PayloadObject account = verdict.account();
        String supplier = account == null ? null : account.get(AccountFields.IMPORT_SUPPLIER);
        if (supplier == null ? isOfUnknownSupplier(verdict) : !Caller.current().maySee(supplier)) {
            throw Refusal.of(ErrorKind.PERMISSION_DENIED, "This key is not for the import supplier of this payload.");
        }
        return verdict;
    }

    /** Whoever may not see every supplier is not told which there are: an unknown one reads like one that the key is not for. */
    private static boolean isOfUnknownSupplier(Verdict verdict) {
        return !Caller.current().seesAll()
                && verdict.violations().stream()
                        .anyMatch(violation -> violation.attr().equals(AccountFields.IMPORT_SUPPLIER.name())
                                && violation.code().equals(StructuralCode.INVALID_CHOICE.code()));
    }

    private Verdict withReferences(Verdict verdict) {
        return verdict.references().isEmpty() ? verdict : verdict.withTaken(references.taken(verdict.references()));
    }

    private @Nullable String accountNumber(String supplier, String number) {
        return find(supplier, number).map(AccountImportProcess::accountNumber).orElse(null);
    }

    /** The database knows no U+0000, so no account has one in its number. */
    private Optional<AccountImportProcess> find(String supplier, String number) {
        return supplier.indexOf(0) >= 0 || number.indexOf(0) >= 0 ? Optional.empty() : processes.find(supplier, number);
    }

    private static ResponseEntity<Object> alreadyImported(String externalAccountNumber, String accountNumber) {
        return ResponseEntity.badRequest().body(AlreadyImported.of(externalAccountNumber, accountNumber));
    }
}
