package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.accountimport.job.RunLauncher;
import org.accountimport.security.Caller;
import org.accountimport.wave.DriftReport;
import org.accountimport.wave.Drifts;
import org.accountimport.wave.MaskedErrors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Launches runs, shows how they stand, and stops, continues and abandons them. Source: HTTP contract, "Operations". */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Job executions", description = "Dry runs, imports and rollbacks of waves.")
class JobExecutionsController {

    private static final String EXECUTION = Executions.PATH + "/{id:[0-9]{1,18}}";

    private final RunLauncher launcher;
    private final Executions executions;
    private final Drifts drifts;

    JobExecutionsController(RunLauncher launcher, Executions executions, Drifts drifts) {
        this.launcher = launcher;
        this.executions = executions;
        this.drifts = drifts;
    }

    @Operation(
            operationId = "launch",
            summary = "Launches a dry run or an import of a wave, which goes on in the background")
    @PostMapping(path = WaveNames.PATH + "/job-executions", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ExecutionBody> launch(
            @PathVariable String supplier, @PathVariable String wave, HttpServletRequest request) throws IOException {
        LaunchRequest launch = RequestMembers.read(request, LaunchRequest::of);
        return executions.accepted(launcher.launch(new RunLauncher.Launch(
                launch.kind(),
                WaveNames.of(supplier, wave),
                launch.options(),
                Caller.current().name())));
    }

    @Operation(
            operationId = "rollBack",
            summary = "Removes the accounts that imports of a wave have created, and queues their payloads again",
            description =
                    "Goes on in the background. Accounts that were changed since their import are kept and counted.")
    @PostMapping(path = WaveNames.PATH + "/rollback", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ExecutionBody> rollBack(
            @PathVariable String supplier, @PathVariable String wave, HttpServletRequest request) throws IOException {
        RequestMembers.read(request, members -> {
            if (!members.flag("confirm")) {
                members.problem("confirm", "This removes accounts; say true if that is right.");
            }
            return true;
        });
        return executions.accepted(
                launcher.rollBack(WaveNames.of(supplier, wave), Caller.current().name()));
    }

    @Operation(operationId = "execution", summary = "How a job execution stands")
    @Parameter(name = "id", description = "Number of the job execution.", example = "17")
    @GetMapping(EXECUTION)
    ExecutionBody execution(@PathVariable long id) {
        return executions.get(id);
    }

    @Operation(
            operationId = "executionDrift",
            summary = "Accounts that passed their dry run and failed in this import, and what has changed since")
    @Parameter(name = "id", description = "Number of the job execution.", example = "17")
    @GetMapping(EXECUTION + "/drift")
    DriftBody drift(@PathVariable long id) {
        executions.get(id);
        DriftReport drift = drifts.of(id);
        return DriftBody.of(Caller.current().seesPersonalData() ? drift : MaskedErrors.of(drift));
    }

    @Operation(
            operationId = "stopExecution",
            summary = "Asks a run to end when its partitions have finished the chunks they are at")
    @Parameter(name = "id", description = "Number of the job execution.", example = "17")
    @PostMapping(EXECUTION + "/stop")
    ResponseEntity<ExecutionBody> stop(@PathVariable long id) {
        launcher.stop(id);
        return executions.accepted(id);
    }

    @Operation(
            operationId = "restartExecution",
            summary = "Continues a run that failed, was stopped or has crashed, with what it has not decided")
    @Parameter(name = "id", description = "Number of the job execution.", example = "17")
    @PostMapping(EXECUTION + "/restart")
    ResponseEntity<ExecutionBody> restart(@PathVariable long id) {
        return executions.accepted(launcher.restart(id, Caller.current().name()));
    }

    @Operation(
            operationId = "abandonExecution",
            summary = "Gives up a run that did not come to its end: it is never restarted")
    @Parameter(name = "id", description = "Number of the job execution.", example = "17")
    @PostMapping(EXECUTION + "/abandon")
    ResponseEntity<ExecutionBody> abandon(@PathVariable long id) {
        launcher.abandon(id, Caller.current().name());
        return executions.accepted(id);
    }
}
