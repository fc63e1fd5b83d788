package org.accountimport.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the JSON Schema of the payload, which the build generates from the definitions that the validator reads by. */
@RestController
@Tag(name = "Schema", description = "What a payload may hold.")
class PayloadSchemaController {

    static final String PATH = "/v2/data-import/schema/account.json";

    private final byte[] schema;

    PayloadSchemaController() throws IOException {
        schema = new ClassPathResource("account.schema.json").getContentAsByteArray();
    }

    @Operation(
            operationId = "accountSchema",
            summary = "The JSON Schema of an account payload",
            description = "JSON Schema 2020-12. It describes the payload itself, without the envelope around it.")
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] schema() {
        return schema;
    }
}
