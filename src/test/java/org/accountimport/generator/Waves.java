package org.accountimport.generator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Waves for tests, and a reading of them that shares nothing with the generator. */
final class Waves {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Waves() {}

    static GeneratorSettings settings(String supplier) {
        return GeneratorSettings.of(2026, 20_000, TODAY).withImportSupplier(supplier);
    }

    /** The accounts of a wave, one after the other. */
    static Stream<GeneratedAccount> accounts(GeneratorSettings settings) {
        WaveGenerator generator = new WaveGenerator(settings);
        return LongStream.range(settings.first(), settings.first() + settings.accounts())
                .mapToObj(generator::account);
    }

    static JsonNode read(byte[] json) {
        return EXACT.readTree(json);
    }

    static JsonNode read(String json) {
        return EXACT.readTree(json);
    }

    /** A wave that was written: its lines, its manifest as text, and what the generator says of it. */
    record Written(ByteArrayOutputStream content, String manifestText, WaveSummary summary) {

        byte[] bytes() {
            return content.toByteArray();
        }

        List<String> lines() {
            return content.toString(StandardCharsets.UTF_8).lines().toList();
        }

        JsonNode manifest() {
            return read(manifestText);
        }
    }

    static Written write(GeneratorSettings settings) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        StringWriter manifest = new StringWriter();
        try {
            WaveSummary summary = new WaveGenerator(settings).write(lines, manifest, written -> {});
            return new Written(lines, manifest.toString(), summary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
