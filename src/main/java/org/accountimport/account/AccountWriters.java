package org.accountimport.account;

import javax.sql.DataSource;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Component;

/** Gives each partition an account writer of its own. Safe for use by several threads. */
@Component
public class AccountWriters {

    private final DataSource dataSource;
    private final SQLExceptionTranslator exceptions;

    AccountWriters(DataSource dataSource, SQLExceptionTranslator exceptions) {
        this.dataSource = dataSource;
        this.exceptions = exceptions;
    }

    public AccountWriter open() {
        return new AccountWriter(dataSource, exceptions);
    }
}
