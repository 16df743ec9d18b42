package dev.attune.cli.load;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A peer beside us, as a line of the result.
 *
 * @param ours ratings a second of the row before, in the same run
 * @param theirs annotations a second
 * @param times how many times as many ours are
 * @param measured what the peer's script says
 */
record PeerRow(String row, String goal, double ours, double theirs, double times, boolean holds, JsonNode measured) {}
