package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of many. Source: HTTP contract, <em>page</em>.
 *
 * @param next path of the next page; null when this is the last
 */
record PageBody<T>(
        @JsonProperty("results") List<T> results,
        @JsonProperty("next") @Nullable String next) {}
