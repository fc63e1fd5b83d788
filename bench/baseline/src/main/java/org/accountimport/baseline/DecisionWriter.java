package org.accountimport.baseline;

import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a chunk decided: accounts, statuses, errors, events. The rows are gathered anew for every chunk. */
@Component
final class DecisionWriter implements ItemWriter<JudgedAccount> {

    private final DataSource dataSource;
    private final JsonMapper json = JsonMapper.builder().build();
    private final BaselineProperties properties;

    DecisionWriter(DataSource dataSource, BaselineProperties properties) {
        this.dataSource = dataSource;
        this.properties = properties;
    }

    // One set of writers for each thread: they gather rows.
    private final ThreadLocal<Tables> tables = ThreadLocal.withInitial(this::newTables);

    private record Tables(AccountTables accounts, TableWriter decided, TableWriter violations, TableWriter events) {}

    private Tables newTables() {
        return new Tables(
                new AccountTables(dataSource, json),
                TableWriter.update(
                        dataSource,
                        "UPDATE import_process SET status = ?, account_number = ?, error_code = ?, error_detail = ?,"
                                + " decided_by = 1, modified_at = now() WHERE id = ?"),
                TableWriter.insert(
                        dataSource, "import_violation", "process_id", "position", "attr", "code", "detail"),
                TableWriter.insert(dataSource, "import_event", "process_id", "event", "job_execution_id"));
    }

    @Override
    public void write(Chunk<? extends JudgedAccount> chunk) throws Exception {
        Tables tables = this.tables.get();
        for (JudgedAccount judged : chunk) {
            if (judged.isRight()) {
                if (!properties.dryRun()) {
                    tables.accounts().add(judged.processId(), judged.account());
                }
            } else {
                for (int i = 0; i < judged.errors().size(); i++) {
                    JudgedAccount.Error error = judged.errors().get(i);
                    tables.violations().add(judged.processId(), i, error.attr(), error.code(), error.detail());
                }
            }
            String status = status(judged.isRight());
            tables.decided()
                    .add(
                            status,
                            status.equals("PROCESSED") ? AccountTables.number(judged.processId()) : null,
                            judged.isRight() ? null : "account_failed_validation",
                            judged.isRight() ? null : "The payload is wrong.",
                            judged.processId());
            tables.events().add(judged.processId(), "EVENT_ACCOUNT_IMPORT_PROCESS_" + status, 1L);
        }
        tables.accounts().write();
        tables.decided().write();
        tables.violations().write();
        tables.events().write();
    }

    private String status(boolean right) {
        if (properties.dryRun()) {
            return right ? "DRY_RUN_SUCCEEDED" : "DRY_RUN_ERRORED";
        }
        return right ? "PROCESSED" : "ERRORED";
    }
}
