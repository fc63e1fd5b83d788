package org.accountimport;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives a test time to do something to a run while it creates accounts. */
public final class SlowAccounts {

    private SlowAccounts() {}

    /** From now on every statement that creates accounts takes a tenth of a second longer. */
    public static void make(JdbcClient jdbc) {
        jdbc.sql("""
                CREATE OR REPLACE FUNCTION take_a_moment() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_sleep(0.1); RETURN NULL; END'
                """).update();
        jdbc.sql("""
                CREATE OR REPLACE TRIGGER take_a_moment BEFORE INSERT ON account
                   FOR EACH STATEMENT EXECUTE FUNCTION take_a_moment()
                """).update();
    }
}
