package org.accountimport.security;

import java.util.Set;

/** Tells whose job executions are. */
public interface ExecutionScope {

    /** Whether there is a job execution of this number over a wave of one of these import suppliers: one and the same query. */
    boolean isWithin(long jobExecutionId, Set<String> suppliers);
}
