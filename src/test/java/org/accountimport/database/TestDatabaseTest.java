package org.accountimport.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.accountimport.TestRuns;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {

    @Test
    void everyDatabaseIsAnother() {
        JdbcClient one = TestDatabase.migrated().jdbc();
        JdbcClient other = TestDatabase.migrated().jdbc();

        one.sql("CREATE TABLE only_here (id bigint)").update();

        assertThat(one.sql("SELECT count(*) FROM only_here").query(Long.class).single())
                .isZero();
        assertThatThrownBy(() -> other.sql("SELECT count(*) FROM only_here")
                        .query(Long.class)
                        .single())
                .hasMessageContaining("only_here");
    }

    @Test
    void itsOwnerIsNoSuperuser() {
        assertThat(TestDatabase.empty()
                        .jdbc()
                        .sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    /** As most others are, so that it is one of theirs. */
    @Nested
    @SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
    @WithTestDatabase
    @Import(TestRuns.class)
    class AnApplicationContext {

        @Autowired
        JdbcClient jdbc;

        @Test
        void runsOnADatabaseOfItsOwn() {
            assertThat(jdbc.sql("SELECT current_database()").query(String.class).single())
                    .startsWith("test_");
        }
    }
}
