package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.accountimport.schedule.ScheduleOverview;
import org.accountimport.security.Caller;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists the job definitions. Source: design, "Schedules". */
@RestController
@Tag(name = "Job definitions", description = "What is to run when.")
class JobDefinitionsController {

    private final ObjectProvider<ScheduleOverview> schedules;
    private final ApiProperties properties;

    /** @param schedules asked for only when somebody calls: a command needs no job definitions */
    JobDefinitionsController(ObjectProvider<ScheduleOverview> schedules, ApiProperties properties) {
        this.schedules = schedules;
        this.properties = properties;
    }

    @Operation(
            operationId = "jobDefinitions",
            summary = "The job definitions, when each is due next, and what came of its last time",
            description = "In the order of their names, disabled ones too.")
    @GetMapping(path = "/v2/data-import/job-definitions", produces = MediaType.APPLICATION_JSON_VALUE)
    JobDefinitionList list() {
        return JobDefinitionList.of(
                schedules.getObject().listOf(Caller.current().scope()), new Times(properties.zone()));
    }
}
