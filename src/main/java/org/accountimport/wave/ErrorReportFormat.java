package org.accountimport.wave;

import java.io.IOException;
import java.io.Writer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** How an error report is written. */
public enum ErrorReportFormat {
    /** RFC 4180 with a header line, lines end with CRLF. */
    CSV {
        @Override
        Lines open(Writer writer) throws IOException {
            CSVPrinter csv = CSVFormat.RFC4180
                    .builder()
                    .setHeader("external_account_number", "attr", "code", "detail", "run")
                    .get()
                    .print(writer);
            return error -> csv.printRecord(
                    error.externalAccountNumber(), error.attr(), error.code(), error.detail(), error.run());
        }
    },

    /** One JSON object a line. */
    NDJSON {
        @Override
        Lines open(Writer writer) {
            return error -> {
                try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), writer)) {
                    json.writeStartObject();
                    json.writeStringProperty("external_account_number", error.externalAccountNumber());
                    json.writeStringProperty("attr", error.attr());
                    json.writeStringProperty("code", error.code());
                    json.writeStringProperty("detail", error.detail());
                    json.writeNumberProperty("run", error.run());
                    json.writeEndObject();
                }
                writer.write('\n');
            };
        }
    },

    /** For reading: the account's number on a line of its own, its errors indented beneath. */
    TEXT {
        @Override
        Lines open(Writer writer) {
            String[] account = {""};
            return error -> {
                if (!error.externalAccountNumber().equals(account[0])) {
                    account[0] = error.externalAccountNumber();
                    writer.write(account[0] + "\n");
                }
                writer.write("  " + error.attr() + "  " + error.code() + "  " + onOneLine(error.detail()) + "\n");
            };
        }
    };

    /** Leaves the writer open: it is the caller's, and many lines follow. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    interface Lines {
        void write(ReportedError error) throws IOException;
    }

    /** Begins a report. */
    abstract Lines open(Writer writer) throws IOException;

    private static String onOneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }
}
