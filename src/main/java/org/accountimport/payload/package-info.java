/**
 * The shape of an account payload: field definitions, reading bytes against them in one pass, structural
 * violations, and the JSON Schema and field reference generated from the same definitions.
 */
@NullMarked
package org.accountimport.payload;

import org.jspecify.annotations.NullMarked;
