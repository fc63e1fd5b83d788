package org.accountimport.validation;

/** The supplier's file store (S35). Implementations are safe for any number of threads. */
@FunctionalInterface
public interface FileStore {

    /**
     * Whether the store holds a file of this name.
     *
     * @param path plain and relative, parts separated by {@code /} (S33)
     */
    boolean exists(String path);
}
