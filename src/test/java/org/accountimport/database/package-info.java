/** Tests of the database package, and {@link org.accountimport.database.TestDatabase}: a PostgreSQL for every other test. */
@NullMarked
package org.accountimport.database;

import org.jspecify.annotations.NullMarked;
