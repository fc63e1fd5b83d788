package org.accountimport.console;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.accountimport.importprocess.DecidedStatus;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.wave.Reconciliation;
import org.accountimport.wave.Reconciliation.ControlTotal;
import org.accountimport.wave.Reconciliations;
import org.accountimport.wave.Waves;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A wave's control totals, from its payloads and from the accounts that were created, and who answers for them. */
@Controller
class ReconciliationPage {

    private static final String PATH = WaveAddress.PATH + "/reconciliation";
    private static final int LONGEST_NAME = 200;

    private final Reconciliations reconciliations;
    private final Waves waves;
    private final ActingPerson acting;

    ReconciliationPage(Reconciliations reconciliations, Waves waves, ActingPerson acting) {
        this.reconciliations = reconciliations;
        this.waves = waves;
        this.acting = acting;
    }

    /** What was typed into the form. */
    record SignOffForm(String by, String remark) {}

    /** What a total is of, which says how its numbers are written. */
    enum Kind {
        COUNT("Numbers"),
        MONEY("Money, in DKK"),
        CHECKSUM("Checksum");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        static Kind of(String name) {
            if (name.endsWith("checksum")) {
                return CHECKSUM;
            }
            return name.startsWith("ledger_balance.")
                            || name.startsWith("transaction_sum.")
                            || name.equals("transfer_balance")
                    ? MONEY
                    : COUNT;
        }

        private String written(BigDecimal number, Forms show) {
            return switch (this) {
                case COUNT -> show.decimal(number);
                case MONEY -> show.money(number);
                case CHECKSUM -> number.toPlainString();
            };
        }
    }

    /** One row: a total as it is written on either side. */
    record Row(String name, String payloads, String accounts, String difference, boolean same) {

        static Row of(ControlTotal total, Forms show) {
            Kind kind = Kind.of(total.name());
            return new Row(
                    label(total.name()),
                    kind.written(total.payloads(), show),
                    kind.written(total.accounts(), show),
                    kind.written(total.accounts().subtract(total.payloads()), show),
                    total.payloads().compareTo(total.accounts()) == 0);
        }
    }

    /** One total of one account that differs, as it is written on either side. */
    record Difference(String number, String total, String payload, String account) {}

    /** Totals of one kind. */
    record Group(String label, List<Row> rows) {}

    /** How many accounts have a status. */
    record Count(String label, long accounts) {}

    @GetMapping(PATH)
    ModelAndView reconciliation(
            @PathVariable String supplier, @PathVariable String wave, @ModelAttribute("show") Forms show) {
        return page(WaveAddress.of(supplier, wave), new SignOffForm("", ""), List.of(), show);
    }

    /** Compares anew; nothing but the record of it is written. */
    @PostMapping(PATH)
    ModelAndView reconcile(@PathVariable String supplier, @PathVariable String wave) {
        WaveName name = WaveAddress.of(supplier, wave);
        reconciliations.reconcile(name, null);
        return again(name);
    }

    @PostMapping(PATH + "/sign-off")
    ModelAndView signOff(
            @PathVariable String supplier,
            @PathVariable String wave,
            @RequestParam long reconciliation,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String remark,
            @RequestParam(defaultValue = "false") boolean meant,
            @ModelAttribute("show") Forms show) {
        WaveName name = WaveAddress.of(supplier, wave);
        List<String> problems = new ArrayList<>();
        if (by.isBlank() || by.length() > LONGEST_NAME) {
            problems.add("Say who answers for it, in at most " + LONGEST_NAME + " characters.");
        }
        if (!meant) {
            problems.add("Tick that you have looked at the totals: that is the confirmation.");
        }
        boolean differs = reconciliations
                .newest(name)
                .filter(newest -> newest.id() == reconciliation)
                .map(shown -> !shown.agreed())
                .orElse(false);
        if (differs && remark.isBlank()) {
            problems.add("There are differences. Say in the remark why it is all right.");
        }
        if (!problems.isEmpty()) {
            ModelAndView page = page(name, new SignOffForm(by, remark), problems, show);
            page.setStatus(HttpStatus.BAD_REQUEST);
            return page;
        }
        reconciliations.signOff(name, reconciliation, acting.answeringAs(by), remark.isBlank() ? null : remark.strip());
        return again(name);
    }

    private ModelAndView page(WaveName wave, SignOffForm form, List<String> problems, Forms show) {
        waves.id(wave);
        @Nullable Reconciliation newest = reconciliations.newest(wave).orElse(null);
        ModelAndView page = new ModelAndView("console/reconciliation");
        page.addObject("wave", wave);
        page.addObject("reconciliation", newest);
        page.addObject("counts", newest == null ? List.of() : counts(newest));
        page.addObject("groups", newest == null ? List.of() : groups(newest, show));
        page.addObject("differences", newest == null ? List.of() : differences(newest, show));
        page.addObject("form", form);
        page.addObject("problems", problems);
        return page;
    }

    private static List<Count> counts(Reconciliation reconciliation) {
        return reconciliation.statusCounts().entrySet().stream()
                .filter(count -> count.getValue() > 0)
                .map(count -> new Count(label(count.getKey()), count.getValue()))
                .toList();
    }

    private static List<Group> groups(Reconciliation reconciliation, Forms show) {
        return Stream.of(Kind.values())
                .map(kind -> new Group(
                        kind.label,
                        reconciliation.totals().stream()
                                .filter(total -> Kind.of(total.name()) == kind)
                                .map(total -> Row.of(total, show))
                                .toList()))
                .filter(group -> !group.rows().isEmpty())
                .toList();
    }

    private static List<Difference> differences(Reconciliation reconciliation, Forms show) {
        return reconciliation.differences().stream()
                .map(difference -> {
                    Kind kind = Kind.of(difference.name());
                    String unit = kind == Kind.MONEY ? " DKK" : "";
                    return new Difference(
                            difference.externalAccountNumber(),
                            label(difference.name()),
                            kind.written(difference.payloads(), show) + unit,
                            kind.written(difference.accounts(), show) + unit);
                })
                .toList();
    }

    /** What a person calls a total: what stands behind the dot is a code and stays as it is. */
    private static String label(String total) {
        int dot = total.indexOf('.');
        String kind = (dot < 0 ? total : total.substring(0, dot)).replace('_', ' ');
        return Character.toUpperCase(kind.charAt(0))
                + kind.substring(1)
                + (dot < 0 ? "" : ": " + total.substring(dot + 1));
    }

    private static String label(DecidedStatus status) {
        return StatusBar.label(ImportStatus.valueOf(status.name()));
    }

    private static ModelAndView again(WaveName wave) {
        return new ModelAndView(Links.seeOther(Links.wave(wave) + "/reconciliation", Map.of()));
    }
}
