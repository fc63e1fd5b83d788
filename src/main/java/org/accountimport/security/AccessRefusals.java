package org.accountimport.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.accountimport.security.Endpoint.Door;

/** How a door says no. */
public interface AccessRefusals {

    /** Why a request goes no further. */
    enum Reason {
        /** No key, or none that holds. */
        NOT_AUTHENTICATED,
        /** The key may not do this. */
        PERMISSION_DENIED,
        /** There is nothing of this name, or nothing that the key may see. */
        NOT_THERE,
        /** The form came without the token of its page, or with an old one. */
        FORGED
    }

    /** Whether this one answers for a door; exactly one does. */
    boolean answersFor(Door door);

    void refuse(Reason reason, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException;

    /** The keys cannot be looked at. */
    void fail(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException;
}
