package org.accountimport.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.accountimport.account.CreatedAccounts;
import org.accountimport.importprocess.AccountImportProcess;
import org.accountimport.importprocess.ImportError;
import org.accountimport.importprocess.ImportProcesses;
import org.accountimport.importprocess.ReceivedPayloads;
import org.accountimport.payload.PayloadKeyReader;
import org.accountimport.payload.Violation;
import org.accountimport.validation.MaskedDetails;
import org.accountimport.wave.AccountHistory;
import org.accountimport.wave.AccountSearch;
import org.accountimport.wave.Disclosures;
import org.accountimport.wave.WaveAccounts;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** One account: how it stands, what happened to it, its payload with everything that is wrong at its place. */
@Controller
class AccountPage {

    private static final String PATH = "/console/accounts/{supplier}/{number}";
    private static final String EVENT_PREFIX = "EVENT_ACCOUNT_IMPORT_PROCESS_";
    /** Of the import process: no account is created yet, so that a reader had better read another word. */
    private static final String CREATED = "CREATED";
    /** Errors that no payload is quoted in. */
    private static final Set<String> OF_THE_PROGRAM = Set.of("unexpected_error", "job_execution_failed");

    private final AccountSearch search;
    private final ImportProcesses processes;
    private final WaveAccounts accounts;
    private final AccountHistory history;
    private final ReceivedPayloads payloads;
    private final CreatedAccounts created;
    private final Disclosures disclosures;
    private final ActingPerson acting;

    AccountPage(
            AccountSearch search,
            ImportProcesses processes,
            WaveAccounts accounts,
            AccountHistory history,
            ReceivedPayloads payloads,
            CreatedAccounts created,
            Disclosures disclosures,
            ActingPerson acting) {
        this.search = search;
        this.processes = processes;
        this.accounts = accounts;
        this.history = history;
        this.payloads = payloads;
        this.created = created;
        this.disclosures = disclosures;
        this.acting = acting;
    }

    /** An event of the history. */
    record Event(
            AccountHistory.Entry entry,
            String label,
            @Nullable String job) {

        static Event of(AccountHistory.Entry entry) {
            String name = entry.event().replace(EVENT_PREFIX, "").replace('_', ' ');
            return new Event(
                    entry,
                    name.equals(CREATED)
                            ? "Queued"
                            : name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT),
                    entry.job() == null ? null : RunView.jobLabel(entry.job()));
        }
    }

    @GetMapping(PATH)
    String account(@PathVariable String supplier, @PathVariable String number, Model model) {
        AccountSearch.Found found = find(supplier, number);
        add(found, payloads.newest(found.processId()), false, model);
        return "console/account";
    }

    /** Shows the payload in the clear, this once: a reload asks again, and every time is recorded. */
    @PostMapping(PATH + "/reveal")
    String reveal(@PathVariable String supplier, @PathVariable String number, Model model) {
        AccountSearch.Found found = find(supplier, number);
        Optional<ReceivedPayloads.Received> payload = payloads.newest(found.processId());
        payload.ifPresent(received -> disclosures.ofPayload(acting.name(), found.processId(), received.version()));
        add(found, payload, true, model);
        return "console/account";
    }

    private void add(
            AccountSearch.Found found, Optional<ReceivedPayloads.Received> payload, boolean revealed, Model model) {
        AccountImportProcess process = processes
                .find(found.importSupplier(), found.externalAccountNumber())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        List<Violation> violations = accounts.violations(process.id());
        model.addAttribute("account", found);
        model.addAttribute("process", process);
        model.addAttribute("status", StatusBar.label(process.status()));
        model.addAttribute("look", StatusBar.look(process.status()));
        model.addAttribute("error", violations.isEmpty() ? shownError(process.latestError(), revealed) : null);
        model.addAttribute(
                "violations",
                violations.stream()
                        .map(violation -> PayloadPrint.flaw(violation, revealed))
                        .toList());
        model.addAttribute(
                "events",
                history.of(found.importSupplier(), found.externalAccountNumber()).stream()
                        .map(Event::of)
                        .toList());
        model.addAttribute("payload", payload.orElse(null));
        model.addAttribute(
                "print",
                payload.map(received -> PayloadPrint.of(received.body(), violations, revealed))
                        .orElse(null));
        model.addAttribute("revealed", revealed);
        model.addAttribute("disclosed", disclosures.lastOfPayload(process.id()));
        model.addAttribute("created", created.of(process.id()).orElse(null));
    }

    private static @Nullable ImportError shownError(@Nullable ImportError error, boolean revealed) {
        return error == null || revealed || OF_THE_PROGRAM.contains(error.code())
                ? error
                : new ImportError(error.code(), MaskedDetails.MASK);
    }

    private AccountSearch.Found find(String supplier, String number) {
        String cleaned = PayloadKeyReader.cleaned(number);
        return (supplier.indexOf(0) >= 0 || cleaned.indexOf(0) >= 0
                        ? Optional.<AccountSearch.Found>empty()
                        : search.find(supplier, cleaned))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "Nothing was ever queued for an account of this number"));
    }
}
