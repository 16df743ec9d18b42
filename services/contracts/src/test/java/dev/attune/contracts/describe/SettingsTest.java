package dev.attune.contracts.describe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.describe.Setting.Kind;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.bestof.RejectionConfig;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** Run with {@code -Dattune.regenerate=true} to write settings.json anew after a change of what records say of their components. */
class SettingsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/attune/contracts/settings");
    private static final Path FILE = Path.of("src/main/resources/settings.json");
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern RECORD =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/(?:(?!/\\*\\*)[^{])*?\\brecord (\\w+)\\(", Pattern.DOTALL);
    private static final Pattern PARAMETER =
            Pattern.compile("@param (\\w+)\\s+((?:(?!@param|@throws).)+)", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("\\{@\\w+ ([^}]*)}");
    private static final List<Record> RECIPES = List.of(
            RewardModelConfig.defaults(),
            PpoConfig.defaults(),
            GroupConfig.grpo(),
            PreferenceTuningConfig.defaults(),
            OnlineDpoConfig.defaults(),
            RejectionConfig.defaults(),
            SupervisedTuningConfig.defaults());

    @Test
    void theFileSaysWhatTheRecordsSay() throws IOException {
        String expected = Json.pretty(said()) + "\n";
        if (Boolean.getBoolean("attune.regenerate")) {
            Files.writeString(FILE, expected);
        }
        assertThat(FILE).exists().hasContent(expected);
    }

    @Test
    void everySettingOfEveryRecipeIsExplained() {
        assertThat(RECIPES)
                .allSatisfy(recipe -> assertThat(Settings.of(recipe))
                        .isNotEmpty()
                        .allSatisfy(setting -> assertThat(setting.help())
                                .as(recipe.getClass().getSimpleName() + " " + setting.path())
                                .isNotBlank()));
    }

    @Test
    void pathsAndValuesAreThoseThatAJobTakes() {
        for (Record recipe : RECIPES) {
            for (Setting setting : Settings.of(recipe)) {
                if (setting.value() != null) {
                    Object same = Configurations.with(
                            recipe, Json.MAPPER.valueToTree(nested(setting.path(), setting.value())));
                    assertThat(same).as(setting.path()).isEqualTo(recipe);
                }
            }
        }
        assertThat(Settings.of(SupervisedTuningConfig.defaults()))
                .anySatisfy(setting -> {
                    assertThat(setting.path()).isEqualTo("tuning.method");
                    assertThat(setting.kind()).isEqualTo(Kind.CHOICE);
                    assertThat(setting.choices()).contains("lora", "soft-prompt");
                })
                .anySatisfy(setting -> {
                    assertThat(setting.path()).isEqualTo("tuning.virtualTokens");
                    assertThat(setting.kind()).isEqualTo(Kind.INTEGER);
                    assertThat(setting.value()).isNull();
                });
    }

    private static Map<String, Object> nested(String path, Object value) {
        int dot = path.indexOf('.');
        return dot < 0 ? Map.of(path, value) : Map.of(path.substring(0, dot), nested(path.substring(dot + 1), value));
    }

    private static Map<String, String> said() throws IOException {
        Map<String, String> said = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher home = PACKAGE.matcher(source);
                Matcher record = RECORD.matcher(source);
                assertThat(home.find()).as(file.toString()).isTrue();
                while (record.find()) {
                    String name = home.group(1) + "." + record.group(2);
                    PARAMETER
                            .matcher(record.group(1))
                            .results()
                            .filter(parameter -> !parameter.group(2).isBlank())
                            .forEach(parameter ->
                                    said.put(name + "." + parameter.group(1), sentence(parameter.group(2))));
                }
            }
        }
        return said;
    }

    private static String sentence(String javadoc) {
        String text = TAG.matcher(javadoc)
                .replaceAll("$1")
                .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }
}
