package org.accountimport.security;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A line of the table of endpoints.
 *
 * @param method   of HTTP; a GET is a HEAD too
 * @param path     as it is mapped
 * @param least    the role that it takes at least; null: it is open to everybody
 * @param supplier how the import supplier is found whose things it is about
 * @param door     who answers when it is refused
 * @param stored   whether it changes or shows anything that is stored; where it does not, a key that was looked up shortly
 *     before the database went away is taken still
 */
public record Endpoint(
        String method, PathPattern path, @Nullable Role least, SupplierOf supplier, Door door, boolean stored) {

    /** How a request's import supplier is found. */
    public enum SupplierOf {
        /** There is none. */
        NOTHING,
        /** The path's variable {@code supplier}: before anything is looked up or read. */
        PATH,
        /** The supplier of the job execution that the path's variable {@code id} names. */
        EXECUTION,
        /** The payload says it; its reader refuses what is another supplier's. */
        PAYLOAD,
        /** The answer leaves out what is other suppliers'. */
        ANSWER,
        /** The answer is about all of them together, so the key has to be for all. */
        ALL
    }

    /** What kind of caller an endpoint is for. */
    public enum Door {
        /** Programs: a key with every request. */
        API,
        /** People: a session. */
        CONSOLE,
        /** People with a session and programs with a key, to read about the API. */
        DOCS
    }

    static Endpoint of(String method, String path, @Nullable Role least, SupplierOf supplier, Door door) {
        return new Endpoint(method, PathPatternParser.defaultInstance.parse(path), least, supplier, door, true);
    }

    /** The same, of something that neither changes nor shows anything that is stored. */
    Endpoint withoutDatabase() {
        return new Endpoint(method, path, least, supplier, door, false);
    }

    /** Whether no key is needed. */
    public boolean isOpen() {
        return least == null;
    }
}
