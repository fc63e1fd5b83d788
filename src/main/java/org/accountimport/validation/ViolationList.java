package org.accountimport.validation;

import java.util.ArrayList;
import java.util.List;
import org.accountimport.payload.Violation;

/**
 * All violations of a payload: first the structural ones, then the semantic ones, each phase in the rulebook's order, cut
 * where no one would read on. Immutable.
 */
final class ViolationList {

    static final ViolationList EMPTY = new ViolationList(List.of(), 0, List.of(), 0);

    private final List<Violation> structural;
    private final long moreStructural;
    private final List<Finding> semantic;
    private final long moreSemantic;
    private final List<Violation> listed;

    /**
     * @param structural in order, {@link Violation#MOST_LISTED} at most
     * @param moreStructural how many there are besides
     * @param semantic in order, {@link Violation#MOST_LISTED} at most
     * @param moreSemantic how many there are besides
     */
    ViolationList(List<Violation> structural, long moreStructural, List<Finding> semantic, long moreSemantic) {
        this.structural = structural;
        this.moreStructural = moreStructural;
        this.semantic = semantic;
        this.moreSemantic = moreSemantic;
        this.listed = listed(structural, semantic, moreStructural + moreSemantic);
    }

    private static List<Violation> listed(List<Violation> structural, List<Finding> semantic, long more) {
        List<Violation> listed = new ArrayList<>(structural);
        int room = Violation.MOST_LISTED - structural.size();
        semantic.stream().limit(room).map(Finding::violation).forEach(listed::add);
        long unlisted = more + Math.max(0, semantic.size() - room);
        if (unlisted > 0) {
            listed.add(Violation.tooMany(unlisted));
        }
        return List.copyOf(listed);
    }

    boolean isEmpty() {
        return listed.isEmpty();
    }

    List<Violation> listed() {
        return listed;
    }

    /** The same list with these semantic violations at their places. */
    ViolationList with(List<Finding> findings) {
        List<Finding> all = new ArrayList<>(semantic);
        all.addAll(findings);
        all.sort(Finding.RULEBOOK_ORDER);
        int kept = Math.min(all.size(), Violation.MOST_LISTED);
        return new ViolationList(
                structural, moreStructural, List.copyOf(all.subList(0, kept)), moreSemantic + all.size() - kept);
    }
}
