package org.accountimport.validation;

/** What a path into the file store may look like (S33). */
final class DocumentPath {

    private DocumentPath() {}

    /** No backslash, and none of the parts between slashes empty, {@code .} or {@code ..}. */
    static boolean isPlain(String path) {
        if (path.indexOf('\\') >= 0) {
            return false;
        }
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (isPointless(path, from, to)) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    private static boolean isPointless(String path, int from, int to) {
        return switch (to - from) {
            case 0 -> true;
            case 1 -> path.charAt(from) == '.';
            case 2 -> path.charAt(from) == '.' && path.charAt(from + 1) == '.';
            default -> false;
        };
    }
}
