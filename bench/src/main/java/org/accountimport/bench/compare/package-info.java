/** Compares Account Import with the limits of the database and with the usual Spring Batch job, each in a JVM of its own. */
package org.accountimport.bench.compare;
