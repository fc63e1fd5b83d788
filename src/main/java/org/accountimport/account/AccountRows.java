package org.accountimport.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.accountimport.database.BinaryCopy;

/** The rows of new accounts in one table and the tables beneath it. */
abstract class AccountRows {

    private final List<BinaryCopy> copies;

    /** @param copies parents before children */
    AccountRows(BinaryCopy... copies) {
        this.copies = List.of(copies);
    }

    /** Adds what this account has in these tables. */
    abstract void add(NewAccount account);

    /** The tables, parents before children. */
    Stream<String> tableNames() {
        return copies.stream().map(BinaryCopy::table);
    }

    void writeTo(Connection connection) throws SQLException {
        for (BinaryCopy copy : copies) {
            copy.writeTo(connection);
        }
    }

    void clear() {
        copies.forEach(BinaryCopy::clear);
    }
}
