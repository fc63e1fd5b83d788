package org.accountimport.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** How many accounts were withdrawn. */
@Schema(name = "Cancelled")
record Cancelled(@JsonProperty("cancelled") long cancelled) {}
