/**
 * Who calls, and what they may do: API keys, roles, the import suppliers a key is for, sessions of the console, and the table of
 * endpoints that every request is held against. Knows no endpoint from within; the doors say how a refusal looks.
 */
@NullMarked
package org.accountimport.security;

import org.jspecify.annotations.NullMarked;
