/**
 * Where the data is kept: the embedded PostgreSQL and the data source settings.
 */
@NullMarked
package org.accountimport.database;

import org.jspecify.annotations.NullMarked;
