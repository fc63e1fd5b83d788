package org.accountimport.payload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Tells on which line of a document a violation's {@code attr} stands. Immutable. */
public final class AttrLines {

    private static final String ENVELOPE = "payload";

    private final Map<String, Integer> lines = new HashMap<>();

    private AttrLines() {}

    /**
     * Reads a document's places.
     *
     * @param body one well-formed JSON document in UTF-8, bare or in its envelope, with or without a byte order mark
     */
    public static AttrLines of(byte[] body) {
        AttrLines attrLines = new AttrLines();
        try (JsonParser parser = JsonText.parser(JsonText.withoutByteOrderMark(body))) {
            attrLines.read(parser);
        }
        return attrLines;
    }

    /** The line of the place itself, from 1; where nothing stands there, the line of the object or list that lacks it. */
    public int lineOf(String attr) {
        String path = attr;
        while (true) {
            Integer line = lines.get(path);
            if (line != null) {
                return line;
            }
            int dot = path.lastIndexOf('.');
            if (dot < 0) {
                return lines.getOrDefault("", 1);
            }
            path = path.substring(0, dot);
        }
    }

    private void read(JsonParser parser) {
        Deque<Place> open = new ArrayDeque<>();
        JsonToken token = parser.nextToken();
        while (token != null) {
            Place parent = open.peek();
            switch (token) {
                case PROPERTY_NAME -> {
                    if (parent != null) {
                        parent.name = parser.currentName();
                        lines.putIfAbsent(
                                parent.child(), parser.currentTokenLocation().getLineNr());
                    }
                }
                case END_OBJECT, END_ARRAY -> open.pop();
                default -> {
                    String path = parent == null ? "" : parent.next();
                    int line = parser.currentTokenLocation().getLineNr();
                    lines.putIfAbsent(path, line);
                    if (token.isStructStart()) {
                        boolean envelope = open.size() == 1 && path.equals(ENVELOPE);
                        if (envelope) {
                            lines.put("", line);
                        }
                        open.push(new Place(envelope ? "" : path, token == JsonToken.START_ARRAY));
                    }
                }
            }
            token = parser.nextToken();
        }
    }

    /** An object or list that the reading is in. */
    private static final class Place {

        private final String path;
        private final boolean list;
        private int position;
        private String name = "";

        Place(String path, boolean list) {
            this.path = path;
            this.list = list;
        }

        String child() {
            return path.isEmpty() ? name : path + "." + name;
        }

        String next() {
            if (list) {
                name = Integer.toString(position++);
            }
            return child();
        }
    }
}
