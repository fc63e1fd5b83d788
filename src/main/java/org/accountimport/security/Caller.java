package org.accountimport.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whoever's request this is: the holder of an API key.
 *
 * @param keyId     id of the key
 * @param name      of the key: stands in histories as the one who acted
 * @param suppliers codes of the import suppliers that may be seen; empty for all
 */
public record Caller(long keyId, String name, Role role, Set<String> suppliers) {

    public Caller {
        suppliers = Set.copyOf(suppliers);
    }

    /**
     * The one of the request that this thread serves.
     *
     * @throws IllegalStateException outside of a request, or in one that needs no key
     */
    public static Caller current() {
        Caller caller = currentOrNull();
        if (caller == null) {
            throw new IllegalStateException("Nobody is calling: no key was shown, or this is no thread of a request");
        }
        return caller;
    }

    /** The same; null where nobody has shown a key. */
    public static @Nullable Caller currentOrNull() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }

    public boolean may(Role least) {
        return role.includes(least);
    }

    public boolean maySee(String importSupplier) {
        return seesAll() || suppliers.contains(importSupplier);
    }

    public boolean seesAll() {
        return suppliers.isEmpty();
    }

    /** The suppliers to look for; null for all. */
    public @Nullable Set<String> scope() {
        return seesAll() ? null : suppliers;
    }

    public boolean mayOperate() {
        return may(Role.OPERATOR);
    }

    /** Personal data, also where errors quote it, is shown in the clear to those who may reveal it, and to nobody else. */
    public boolean seesPersonalData() {
        return may(Role.OPERATOR);
    }

    /** Who answers for something by a given name: the name, and the key that it was said with. */
    public String answeringAs(String givenName) {
        String given = givenName.strip();
        return given.equals(name) ? name : given + " (key " + name + ")";
    }
}
