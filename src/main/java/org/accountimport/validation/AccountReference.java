package org.accountimport.validation;

/**
 * A reference by which another system knows an account. At most one persisted account of a supplier may carry it (S61).
 *
 * @param importSupplier the supplier's code
 * @param namespace cleaned
 * @param value cleaned
 */
public record AccountReference(String importSupplier, String namespace, String value) {}
