package dev.attune.platform.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.attune.contracts.json.Json;
import dev.attune.platform.room.RoomMain;
import dev.attune.platform.room.RoomProcess;

/** Headers as language-model reads them, which alone knows the formats: one process, however many files. */
public record LanguageModelHeaders(RoomProcess rooms) implements HeaderReader {
    @Override
    public List<FileHeader> read(List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("headers"));
        files.forEach(file -> arguments.add(file.toString()));
        return Arrays.asList(
                Json.MAPPER.convertValue(rooms.ask(RoomMain.LANGUAGE_MODEL, arguments), FileHeader[].class));
    }
}
