package dev.attune.lm.rows;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.adapt.LoraConfig;
import dev.attune.lm.adapt.LoraTargets;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.peft.GoldenModel;
import dev.attune.lm.peft.PeftDirectory;
import dev.attune.lm.torch.Tensors;
import dev.attune.lm.weight.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Adapters by name: what is borrowed stays, what is not makes room, and 64 of all kinds serve one batch. */
class AdapterShelfTest {
    private static final int TASKS = 64;
    private static final List<Tunable> KINDS = List.of(
            Tunable.lora(2, 4),
            new Tunable.Lora(new LoraConfig(3, 8, Set.of("q_proj", "down_proj"))),
            new Tunable.Lora(new LoraConfig(4, 8, new LoraTargets.AllLinear(), true, LoraConfig.Exceptions.NONE, true)),
            new Tunable.Ia3(List.of()),
            new Tunable.SoftPrompt(5, new PromptStart.Vocabulary()),
            new Tunable.SoftPrompt(2, new PromptStart.Vocabulary()),
            new Tunable.PTuning(3, 16),
            new Tunable.Prefix(4, 0, new PromptStart.Vocabulary()),
            new Tunable.Prefix(1, 8, new PromptStart.Random()),
            new Tunable.MultitaskPrompt(3, new PromptStart.Vocabulary(), 2, 1, 1),
            new Tunable.Norms(),
            new Tunable.BitFit(),
            new Tunable.Bottleneck(Tunable.Bottleneck.Kind.PFEIFFER, 4));

    @TempDir
    private Path directory;

    private final LanguageModel model = GoldenModel.load();

    @AfterEach
    void close() {
        model.close();
    }

    private AdapterShelf shelf(long bytes) {
        return new AdapterShelf(model.manager(), model.transformer(), bytes);
    }

    @Test
    void sixtyFourTasksAreServedTogether() {
        List<Path> folders = IntStream.range(0, TASKS).mapToObj(this::written).toList();
        try (AdapterShelf shelf = shelf(1 << 24)) {
            for (int task = 0; task < TASKS; task++) {
                shelf.add("task-" + task, folders.get(task));
            }
            List<AdapterShelf.Borrowed> borrowed = IntStream.range(0, TASKS)
                    .mapToObj(task -> shelf.borrow("task-" + task))
                    .toList();
            List<GenerationRequest> requests = IntStream.range(0, TASKS)
                    .mapToObj(task -> new GenerationRequest(
                            prompt(task), task, borrowed.get(task).adapter()))
                    .toList();
            List<Generation> answers = new Generator(model, Adapter.NONE, 32).generate(requests, greedy());
            for (int task = 0; task < TASKS; task++) {
                try (NDManager own = model.newStep()) {
                    TunedAdapter alone = PeftDirectory.load(own, model.transformer(), folders.get(task));
                    Generation expected = new Generator(model, alone)
                            .generate(List.of(new GenerationRequest(prompt(task), task)), greedy())
                            .getFirst();
                    assertThat(answers.get(task).tokens()).as("task " + task).isEqualTo(expected.tokens());
                }
            }
            borrowed.forEach(AdapterShelf.Borrowed::close);
            assertThat(shelf.list()).hasSize(TASKS).allMatch(task -> task.users() == 0 && task.bytes() > 0);
        }
    }

    @Test
    void theLeastRecentlyUsedMakesRoom() {
        try (AdapterShelf all = shelf(1 << 24)) {
            all.add("one", written(0));
            long each = all.bytes();
            try (AdapterShelf shelf = shelf(2 * each + each / 2)) {
                shelf.add("a", written(0));
                shelf.add("b", written(0));
                shelf.borrow("a").close();
                shelf.add("c", written(0)); // b goes
                assertThat(shelf.bytes()).isEqualTo(2 * each);
                assertThat(shelf.list().stream().filter(task -> task.bytes() == 0))
                        .extracting(AdapterShelf.Described::name)
                        .containsExactly("b");
                try (AdapterShelf.Borrowed b = shelf.borrow("b");
                        AdapterShelf.Borrowed c = shelf.borrow("c")) {
                    assertThat(b.adapter().kind()).isEqualTo("lora");
                    assertThatThrownBy(() -> shelf.borrow("a"))
                            .hasMessageContaining("needs")
                            .hasMessageContaining("in use");
                    assertThat(c.adapter().bytes()).isEqualTo(each);
                }
                shelf.borrow("a").close();
            }
        }
    }

    @Test
    void whatIsBorrowedOutlivesItsName() {
        try (AdapterShelf shelf = shelf(1 << 24)) {
            shelf.add("task", written(0));
            long each = shelf.bytes();
            AdapterShelf.Borrowed before = shelf.borrow("task");
            int[] answer = answer(before);
            shelf.add("task", written(1));
            assertThat(answer(before)).isEqualTo(answer);
            try (AdapterShelf.Borrowed after = shelf.borrow("task")) {
                assertThat(after.adapter()).isNotSameAs(before.adapter());
            }
            assertThat(shelf.bytes()).isGreaterThan(each);
            before.close();
            before.close();
            assertThat(shelf.remove("task")).isTrue();
            assertThat(shelf.remove("task")).isFalse();
            assertThat(shelf.bytes()).isZero();
            assertThatThrownBy(() -> shelf.borrow("task"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("There is no adapter named task; there are none.");
        }
    }

    @Test
    void adaptersOfAnotherBaseAreRefusedAndNothingIsLost() throws IOException {
        Path folder = written(0);
        Path config = folder.resolve(PeftDirectory.CONFIG);
        ObjectMapper json = new ObjectMapper();
        ObjectNode other = (ObjectNode) json.readTree(config.toFile());
        other.put("attune_base_fingerprint", "0".repeat(64));
        try (AdapterShelf shelf = shelf(1 << 24)) {
            shelf.add("task", folder);
            Path foreign = Files.createDirectories(directory.resolve("foreign"));
            Files.copy(folder.resolve(PeftDirectory.WEIGHTS), foreign.resolve(PeftDirectory.WEIGHTS));
            json.writeValue(foreign.resolve(PeftDirectory.CONFIG).toFile(), other);
            assertThatThrownBy(() -> shelf.add("task", foreign))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("another base model");
            shelf.borrow("task").close();
        }
    }

    @Test
    void manyThreadsBorrowWhileOthersReplace() throws Exception {
        List<Path> folders = IntStream.range(0, 6).mapToObj(this::written).toList();
        try (AdapterShelf shelf = shelf(1 << 24);
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (int task = 0; task < 6; task++) {
                shelf.add("task-" + task, folders.get(task));
            }
            List<int[]> expected = IntStream.range(0, 6)
                    .mapToObj(task -> {
                        try (AdapterShelf.Borrowed own = shelf.borrow("task-" + task)) {
                            return answer(own);
                        }
                    })
                    .toList();
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int task = i % 6;
                work.add(() -> {
                    try (AdapterShelf.Borrowed own = shelf.borrow("task-" + task)) {
                        shelf.add("task-" + task, folders.get(task));
                        return java.util.Arrays.equals(answer(own), expected.get(task));
                    }
                });
            }
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
            assertThat(shelf.list()).allMatch(task -> task.users() == 0);
        }
    }

    private int[] answer(AdapterShelf.Borrowed own) {
        return new Generator(model, Adapter.NONE)
                .generate(List.of(new GenerationRequest(GoldenModel.START, 1, own.adapter())), greedy())
                .getFirst()
                .tokens();
    }

    private static SamplingSettings greedy() {
        return SamplingSettings.greedy(5).withIgnoreEnd(true);
    }

    private static int[] prompt(int task) {
        return IntStream.range(0, 1 + task % 7)
                .map(i -> 3 + (5 * task + 11 * i) % 60)
                .toArray();
    }

    /** A folder of a task of its own: the kinds in turn, each with other numbers. */
    private Path written(int task) {
        Path folder = directory.resolve("task-" + task);
        try (NDManager own = model.newStep()) {
            TunedAdapter adapter = KINDS.get(task % KINDS.size()).adapter(own, model.transformer(), task);
            for (Parameter parameter : adapter.parameters()) {
                for (int i = 0; i < parameter.count(); i++) {
                    var numbers = Tensors.bytes(parameter.value());
                    float before = numbers.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                    numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, before + 0.1f * (float) Math.cos(i + task));
                }
                parameter.changed();
            }
            PeftDirectory.save(adapter, model.transformer(), folder, "golden");
        }
        return folder;
    }
}
