package dev.attune.cli.load;

/** Cheap looks into JSON whose writer is known. */
final class Texts {

    private Texts() {}

    /** What stands between the first {@code mark} and the next quotation mark; empty when the mark is not there. */
    static String after(String json, String mark) {
        int start = json.indexOf(mark);
        if (start < 0) {
            return "";
        }
        int from = start + mark.length();
        return json.substring(from, json.indexOf('"', from));
    }
}
