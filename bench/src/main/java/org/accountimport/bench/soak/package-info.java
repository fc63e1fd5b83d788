/** Mixed traffic for a bounded time: no error, no growing heap. */
@org.jspecify.annotations.NullMarked
package org.accountimport.bench.soak;
