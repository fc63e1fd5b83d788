/**
 * The HTTP door: the public contract and the operations endpoints.
 */
@NullMarked
package org.accountimport.api;

import org.jspecify.annotations.NullMarked;
