package org.accountimport.generator;

import static org.accountimport.generator.Area.STATEMENTS;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Mistakes in statements. Rules S26, S33 and S57 to S59, and the structure of 4.14. */
final class StatementMistakes {

    static final List<Mistake> ALL = List.of(
            Mistake.of("statement without its file", STATEMENTS, "statements", spot -> {
                if (spot.random().percent(50)) {
                    spot.place().remove("statement_path");
                } else {
                    spot.place().set("statement_path", "");
                }
                spot.breaks(57, "statement_path", "missing_statement_path_or_pdf_context");
            }),
            Mistake.of("statement path that climbs out", STATEMENTS, "statements", spot -> {
                spot.place()
                        .set(
                                "statement_path",
                                spot.random()
                                        .of(
                                                "../andre/regning.pdf",
                                                "regninger/",
                                                "\\\\server\\regning.pdf",
                                                "./r.pdf"));
                spot.breaks(33, "statement_path", "invalid_document_path");
            }),
            Mistake.of(
                    "statement id used twice",
                    STATEMENTS,
                    "",
                    spot -> spot.account().size("statements") > 1,
                    spot -> {
                        int last = spot.account().size("statements") - 1;
                        String id = spot.account().item("statements", last - 1).text("statement_id");
                        spot.account().item("statements", last).set("statement_id", id);
                        spot.breaks(58, "statements." + last + ".statement_id", "duplicate_statement_ids");
                    }),
            Mistake.of("statement that ends before it starts", STATEMENTS, "statements", spot -> {
                LocalDate from = LocalDate.parse(spot.place().text("bill_period_from_date"));
                spot.place().set("bill_period_to_date", from.minusDays(1).toString());
                spot.breaks(59, "bill_period_to_date", "start_date_later_than_end_date");
            }),
            Mistake.of("statement that ends in the future", STATEMENTS, "statements", spot -> {
                LocalDate to = LocalDate.parse(spot.place().text("bill_period_to_date"));
                spot.place().set("bill_period_to_date", Spot.inTheFuture(to).toString());
                spot.breaks(26, "bill_period_to_date", "date_in_future");
            }),
            Mistake.of("statement issued in the future", STATEMENTS, "statements", spot -> {
                LocalDate to = LocalDate.parse(spot.place().text("bill_period_to_date"));
                spot.place().set("issued_date", Spot.inTheFuture(to).toString());
                spot.breaks(26, "issued_date", "date_in_future");
            }),
            Mistake.of("statement id missing", STATEMENTS, "statements", spot -> {
                spot.place().remove("statement_id");
                spot.breaks("statement_id", "required");
            }),
            Mistake.of("statement id as a number", STATEMENTS, "statements", spot -> {
                spot.place().set("statement_id", spot.random().between(1, 99_999));
                spot.breaks("statement_id", "invalid");
            }),
            Mistake.of("gross amount in kroner", STATEMENTS, "statements", spot -> {
                BigDecimal kroner = BigDecimal.valueOf(spot.random().between(1_000, 999_999), 2);
                spot.place().set("gross_amount", JsonNodeFactory.instance.numberNode(kroner));
                spot.breaks("gross_amount", "invalid");
            }),
            Mistake.of("start of a statement in Danish notation", STATEMENTS, "statements", spot -> {
                spot.place().set("bill_period_from_date", "01-06-2025");
                spot.breaks("bill_period_from_date", "invalid");
            }));

    private StatementMistakes() {}
}
