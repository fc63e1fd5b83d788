/**
 * Makes seeded waves of fictitious Danish accounts, right ones and wrong ones, with a manifest of what is wrong.
 * Uses {@code payload} for the order of its fields, and no other package.
 */
@NullMarked
package org.accountimport.generator;

import org.jspecify.annotations.NullMarked;
