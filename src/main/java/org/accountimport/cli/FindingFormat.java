package org.accountimport.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.accountimport.payload.Violation;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** How findings are printed; the names are the values of {@code --format}. */
enum FindingFormat {
    text {
        @Override
        FindingWriter writer(PrintWriter out) {
            return new TextFindings(out);
        }
    },
    json {
        @Override
        FindingWriter writer(PrintWriter out) {
            return new JsonFindings(out);
        }
    },
    csv {
        @Override
        FindingWriter writer(PrintWriter out) throws IOException {
            return new CsvFindings(out);
        }
    };

    abstract FindingWriter writer(PrintWriter out) throws IOException;

    /** {@code FILE:LINE: ACCOUNT: ATTR: CODE: DETAIL}, as compilers print what they find. */
    private record TextFindings(PrintWriter out) implements FindingWriter {

        @Override
        public void write(String file, long line, @Nullable String externalAccountNumber, Violation violation) {
            out.print(file + ":" + line + ": ");
            if (externalAccountNumber != null) {
                out.print(externalAccountNumber + ": ");
            }
            out.println(violation.attr() + ": " + violation.code() + ": " + violation.detail());
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    private record JsonFindings(PrintWriter out) implements FindingWriter {

        private static final JsonMapper JSON = new JsonMapper();

        @Override
        public void write(String file, long line, @Nullable String externalAccountNumber, Violation violation) {
            out.println(JSON.createObjectNode()
                    .put("file", file)
                    .put("line", line)
                    .put("external_account_number", externalAccountNumber)
                    .put("attr", violation.attr())
                    .put("code", violation.code())
                    .put("detail", violation.detail()));
        }

        @Override
        public void close() {
            out.flush();
        }
    }

    private static final class CsvFindings implements FindingWriter {

        private static final CSVFormat CSV = CSVFormat.RFC4180
                .builder()
                .setHeader("file", "line", "external_account_number", "attr", "code", "detail")
                .get();

        private final CSVPrinter printer;

        CsvFindings(PrintWriter out) throws IOException {
            printer = new CSVPrinter(out, CSV);
        }

        @Override
        public void write(String file, long line, @Nullable String externalAccountNumber, Violation violation)
                throws IOException {
            printer.printRecord(
                    file, line, externalAccountNumber, violation.attr(), violation.code(), violation.detail());
        }

        @Override
        public void close() throws IOException {
            printer.flush();
        }
    }
}
