package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.accountimport.importprocess.ImportStatus;
import org.accountimport.importprocess.WaveName;
import org.accountimport.importprocess.Withdrawals;
import org.accountimport.security.Caller;
import org.accountimport.wave.ErrorCount;
import org.accountimport.wave.ErrorTrend;
import org.accountimport.wave.MaskedErrors;
import org.accountimport.wave.RunReport;
import org.accountimport.wave.WaveAccounts;
import org.accountimport.wave.WaveErrors;
import org.accountimport.wave.WaveOverview;
import org.accountimport.wave.WaveOverviews;
import org.accountimport.wave.Waves;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** How waves stand, account by account, and withdrawing them. Source: HTTP contract, "Operations". */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Waves", description = "Named cohorts of one import supplier's accounts.")
class WavesController {

    private static final String WAVES = "/v2/data-import/waves";
    private static final int LISTED_EXECUTIONS = 20;
    private static final int TOP_ERRORS = 20;

    private final WaveOverviews overviews;
    private final WaveErrors errors;
    private final WaveAccounts accounts;
    private final Waves waves;
    private final Withdrawals withdrawals;
    private final Executions executions;
    private final Times times;

    WavesController(
            WaveOverviews overviews,
            WaveErrors errors,
            WaveAccounts accounts,
            Waves waves,
            Withdrawals withdrawals,
            Executions executions,
            Times times) {
        this.overviews = overviews;
        this.errors = errors;
        this.accounts = accounts;
        this.waves = waves;
        this.withdrawals = withdrawals;
        this.executions = executions;
        this.times = times;
    }

    @Operation(operationId = "waves", summary = "Every wave, the newest first, with its newest job execution")
    @Parameter(name = "import_supplier", description = "Only this import supplier's waves.")
    @Parameter(name = "before", description = "Where the next page goes on; as `next` has it.")
    @Parameter(name = "limit", description = "1 to 1,000.")
    @GetMapping(WAVES)
    PageBody<WaveSummary> waves(
            @RequestParam(name = "import_supplier", required = false) @Nullable String importSupplier,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "100") int limit) {
        WaveOverviews.Page page =
                overviews.page(importSupplier, Caller.current().scope(), before, limit);
        String next = page.next() == null
                ? null
                : UriComponentsBuilder.fromPath(WAVES + "/")
                        .queryParam("before", page.next())
                        .queryParam("limit", limit)
                        .queryParamIfPresent("import_supplier", Optional.ofNullable(importSupplier))
                        .encode()
                        .build()
                        .toUriString();
        Map<Long, ExecutionBody> newest =
                executions
                        .bodies(page.waves().stream()
                                .map(WaveOverview::newestRun)
                                .filter(Objects::nonNull)
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(ExecutionBody::id, Function.identity()));
        return new PageBody<>(
                page.waves().stream()
                        .map(wave -> {
                            RunReport run = wave.newestRun();
                            return WaveSummary.of(wave, run == null ? null : newest.get(run.jobExecutionId()));
                        })
                        .toList(),
                next);
    }

    @Operation(operationId = "wave", summary = "How a wave stands")
    @GetMapping(WaveNames.PATH)
    WaveBody wave(@PathVariable String supplier, @PathVariable String wave) {
        WaveName name = WaveNames.of(supplier, wave);
        List<ErrorCount> top = errors.counts(name, TOP_ERRORS);
        return WaveBody.of(
                overviews.find(name),
                executions.ofWave(name, LISTED_EXECUTIONS),
                Caller.current().seesPersonalData() ? top : MaskedErrors.of(top));
    }

    @Operation(
            operationId = "waveAccounts",
            summary = "A wave's accounts in the order in which they were queued, with what is wrong with them")
    @Parameter(name = "status", description = "Only accounts with this status.")
    @Parameter(name = "code", description = "Only accounts with this error code.")
    @Parameter(name = "after", description = "Where the next page goes on; as `next` has it.")
    @Parameter(name = "limit", description = "1 to 1,000.")
    @GetMapping(WaveNames.PATH + "/accounts")
    PageBody<AccountRow> accounts(
            @PathVariable String supplier,
            @PathVariable String wave,
            @RequestParam(required = false) @Nullable ImportStatus status,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit) {
        WaveName name = WaveNames.of(supplier, wave);
        WaveAccounts.Page page = accounts.page(name, status, code, after, limit);
        String next = page.next() == null
                ? null
                : UriComponentsBuilder.fromPath(WAVES)
                        .pathSegment("{supplier}", "{wave}", "accounts")
                        .path("/")
                        .queryParamIfPresent("status", Optional.ofNullable(status))
                        .queryParamIfPresent("code", Optional.ofNullable(code))
                        .queryParam("after", page.next())
                        .queryParam("limit", limit)
                        .encode()
                        .buildAndExpand(supplier, wave)
                        .toUriString();
        return new PageBody<>(
                page.accounts().stream()
                        .map(account -> AccountRow.of(account, times, Caller.current()))
                        .toList(),
                next);
    }

    @Operation(
            operationId = "errorTrend",
            summary = "How many accounts have each error, by code and field, in the newest dry run and the one before")
    @GetMapping(WaveNames.PATH + "/error-trend")
    ErrorTrendBody errorTrend(@PathVariable String supplier, @PathVariable String wave) {
        ErrorTrend trend = errors.trend(WaveNames.of(supplier, wave));
        return ErrorTrendBody.of(Caller.current().seesPersonalData() ? trend : MaskedErrors.of(trend));
    }

    @Operation(operationId = "cancelWave", summary = "Withdraws every account of a wave that is not imported")
    @PostMapping(WaveNames.PATH + "/cancel")
    Cancelled cancel(@PathVariable String supplier, @PathVariable String wave) {
        long id = waves.id(WaveNames.of(supplier, wave));
        return new Cancelled(withdrawals.cancelWave(id, Caller.current().name()));
    }
}
