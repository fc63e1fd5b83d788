package org.accountimport.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.accountimport.TestPayloads;
import org.accountimport.database.TestDatabase;
import org.accountimport.database.WithTestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Foreign keys of accounts that an import creates are checked by set where that is possible, else row by row. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithTestDatabase
@Import(TestAccounts.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysOfNewAccountsTest {

    private static final long NOBODY = -1;
    /** Enough to be checked by set. */
    private static final int MANY = 60;

    @Autowired
    TestAccounts testAccounts;

    @Autowired
    AccountNumbers numbers;

    @Autowired
    AccountWriters writers;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    String url;

    @Value("${spring.datasource.password}")
    String password;

    private record Key(String table, String name) {

        @Override
        public String toString() {
            return name;
        }
    }

    private record Column(String name, String type) {

        /** Some value; an id that nothing has. */
        String value() {
            return switch (type) {
                case "bigint" -> String.valueOf(NOBODY);
                case "integer", "smallint", "numeric" -> "1";
                case "boolean" -> "false";
                case "date", "timestamp with time zone" -> "now()";
                case "json" -> "'{}'";
                default -> "'PAYMENT'";
            };
        }
    }

    Stream<Key> keys() {
        return jdbc.sql("""
                SELECT conrelid::regclass::text AS "table", conname AS name
                  FROM pg_constraint
                 WHERE contype = 'f' AND conrelid = ANY (:tables::regclass[])
                """).param("tables", writers.open().tableNames()).query(Key.class).list().stream();
    }

    private boolean checkBySet() {
        jdbc.sql(AccountWatch.PASS_OVER).update();
        return jdbc.sql("SELECT check_keys_by_set(:tables)")
                .param("tables", writers.open().tableNames())
                .query(Boolean.class)
                .single();
    }

    private void insertOrphan(String table) {
        List<Column> columns =
                jdbc.sql("""
                SELECT attname AS name, format_type(atttypid, NULL) AS type
                  FROM pg_attribute
                 WHERE attrelid = :table::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef
                """).param("table", table).query(Column.class).list();
        jdbc.sql("INSERT INTO " + table + " ("
                        + String.join(", ", columns.stream().map(Column::name).toList())
                        + ") VALUES ("
                        + String.join(", ", columns.stream().map(Column::value).toList()) + ")")
                .update();
    }

    private List<NewAccount> accounts(int count) {
        return numbers.allocate(count).stream()
                .map(number -> account(number, testAccounts.process("NORLYS", externalNumber(number))))
                .toList();
    }

    private List<NewAccount> accountsOfWhichOneHasNoProcess(int count) {
        List<NewAccount> accounts = new ArrayList<>(accounts(count));
        accounts.set(count / 2, account(numbers.allocate(1).get(0), NOBODY));
        return accounts;
    }

    private NewAccount account(AccountNumbers.Allocated number, long process) {
        return testAccounts.account(number, process, "NORLYS", TestPayloads.valid(externalNumber(number)));
    }

    private static String externalNumber(AccountNumbers.Allocated number) {
        return "KEYS-" + number.id();
    }

    private void write(List<NewAccount> accounts) {
        transactions.executeWithoutResult(status -> writers.open().write(accounts));
    }

    /** What each statement that writes notes had as the role of its session. */
    private void watchNotes() {
        jdbc.sql("""
                CREATE TABLE seen_role (role text);
                CREATE FUNCTION see_role() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN INSERT INTO seen_role VALUES (current_setting('session_replication_role')); RETURN NULL; END $$;
                CREATE TRIGGER see_role_tr AFTER INSERT ON account_note FOR EACH STATEMENT EXECUTE FUNCTION see_role();
                """).update();
    }

    private List<String> seenRoles() {
        return jdbc.sql("SELECT role FROM seen_role").query(String.class).list();
    }

    @AfterEach
    void watchNoMore() {
        jdbc.sql("DROP TRIGGER IF EXISTS see_role_tr ON account_note").update();
        jdbc.sql("DROP FUNCTION IF EXISTS see_role").update();
        jdbc.sql("DROP TABLE IF EXISTS seen_role").update();
    }

    @Test
    void theWriterWritesEveryTableThatBelongsToAnAccount() {
        assertThat(jdbc.sql("""
                WITH RECURSIVE part AS (
                    SELECT 'account'::regclass AS id
                     UNION
                    SELECT conrelid FROM pg_constraint JOIN part ON confrelid = part.id WHERE contype = 'f')
                SELECT id::text FROM part
                """).query(String.class).list())
                .containsExactlyInAnyOrder(writers.open().tableNames());
        assertThat(keys()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void anOrphanIsRefused(Key key) {
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    assertThat(checkBySet()).isTrue();
                    insertOrphan(key.table());
                }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .rootCause()
                .isInstanceOfSatisfying(PSQLException.class, e -> {
                    assertThat(e.getSQLState()).isEqualTo("23503");
                    assertThat(Objects.requireNonNull(e.getServerErrorMessage()).getConstraint())
                            .isEqualTo(key.name());
                    assertThat(e.getServerErrorMessage().getTable()).isEqualTo(key.table());
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MANY})
    void anAccountWithoutItsImportProcessIsRefused(int count) {
        refusesOneWithoutProcessAmong(count);
    }

    private void refusesOneWithoutProcessAmong(int count) {
        List<NewAccount> accounts = accountsOfWhichOneHasNoProcess(count);
        assertThatThrownBy(() -> write(accounts))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("account_import_process_fk");
    }

    @Test
    void manyAccountsAreCheckedBySetAndFewRowByRow() {
        watchNotes();
        jdbc.sql("ALTER TABLE account_note ENABLE ALWAYS TRIGGER see_role_tr").update();
        write(accounts(MANY));
        write(accounts(1));
        assertThat(seenRoles()).containsExactly("replica", "origin");
    }

    @Test
    void aTriggerOfSomebodyElseFiresAndRowsAreCheckedOneByOneThen() {
        watchNotes();
        write(accounts(MANY));
        assertThat(seenRoles()).containsExactly("origin");
        refusesOneWithoutProcessAmong(MANY);
    }

    @Test
    void aKeyWithoutACheckBySetIsCheckedRowByRow() {
        jdbc.sql("ALTER TABLE account_note DISABLE TRIGGER account_note_account_fk_by_set_tr")
                .update();
        try {
            assertThat(transactions.<Boolean>execute(status -> checkBySet())).isFalse();
        } finally {
            jdbc.sql("ALTER TABLE account_note ENABLE REPLICA TRIGGER account_note_account_fk_by_set_tr")
                    .update();
        }
        assertThat(transactions.<Boolean>execute(status -> checkBySet())).isTrue();
    }

    @Test
    void whatTheTransactionWritesAfterwardsIsCheckedRowByRow() {
        List<NewAccount> accounts = accounts(MANY);
        transactions.executeWithoutResult(status -> {
            writers.open().write(accounts);
            assertThat(jdbc.sql("SHOW session_replication_role")
                            .query(String.class)
                            .single())
                    .isEqualTo("origin");
        });
    }

    @Test
    void whatOthersWriteMeanwhileIsCheckedRowByRow() {
        JdbcClient other = new TestDatabase(url, "account_import", password).jdbc();
        transactions.executeWithoutResult(status -> {
            assertThat(checkBySet()).isTrue();
            assertThatThrownBy(() -> other.sql("""
                    INSERT INTO account_note (account_id, position, created_at, is_pinned, is_archived)
                    VALUES (-1, 0, now(), false, false)
                    """).update()).hasMessageContaining("account_note_account_fk");
        });
    }

    @Test
    void aRoleWithoutTheRightHasRowsCheckedOneByOne() {
        JdbcClient superuser = new TestDatabase(url, "postgres", password).jdbc();
        String asked = """
                WITH acting AS MATERIALIZED (SELECT set_config('role', :role, true) AS role)
                SELECT check_keys_by_set(ARRAY ['account']) FROM acting WHERE role = :role
                """;
        assertThat(superuser
                        .sql(asked)
                        .param("role", "account_import")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(superuser
                        .sql(asked)
                        .param("role", "pg_monitor")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }
}
