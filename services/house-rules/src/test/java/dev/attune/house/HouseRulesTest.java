package dev.attune.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

/** What the poms cannot say about who may know whom, over the compiled classes of every room. */
class HouseRulesTest {

    private static final Path REPOSITORY = Path.of("../..");

    private static final List<String> ROOMS = List.of(
            "services/text-files",
            "services/contracts",
            "services/judgement",
            "services/worker-runtime",
            "services/preference-files",
            "language-model",
            "reward-model",
            "policy-trainer",
            "policy-trainer/laboratory",
            "language-model/tiny-maker",
            "services/service-kit",
            "services/feedback-service",
            "services/registry-service",
            "services/inference-service",
            "services/local-platform",
            "services/command-line");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(ROOMS.stream().map(HouseRulesTest::compiled).toList());

    private static final int MOST_CLASSES = 22;

    private static final DescribedPredicate<JavaClass> WRITES_TO_THE_BUS = resideInAPackage(
                    "org.apache.kafka.clients.producer..")
            .or(simpleName("Emitter"))
            .or(simpleName("MutinyEmitter"));

    private static Path compiled(String room) {
        return REPOSITORY.resolve(room).resolve("target/classes");
    }

    @Test
    void everyRoomIsLookedAt() {
        assertThat(ROOMS).allSatisfy(room -> assertThat(compiled(room)).isDirectory());
        assertThat(HOUSE.size()).isGreaterThan(200);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = HOUSE.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(place -> place.tryGetPackageInfo()
                        .map(info -> !info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                        .orElse(true))
                .map(place -> place.getName())
                .toList();
        assertThat(unmarked)
                .as("give the package a package-info.java with @NullMarked and one sentence")
                .isEmpty();
    }

    /** Every package is a slice of its own, so that a package and those below it may know each other one way only. */
    @Test
    void packagesFormNoCircle() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new EachPackage())
                .should()
                .beFreeOfCycles()
                .because("two packages that need each other are one, or what both need belongs into a third below them")
                .check(HOUSE);
    }

    @Test
    void nobodyImportsAProgramsEntry() {
        classes()
                .that(resideInAnyPackage("dev.attune.*"))
                .and(describe("are commands", type -> type.getSimpleName().endsWith("Command")))
                .should()
                .onlyBeAccessed()
                .byAnyPackage("dev.attune.*")
                .because("the root of a program is its ceiling: what others need too belongs into a package below it")
                .check(HOUSE);
    }

    @Test
    void aPackageIsSmallEnoughToBeRemembered() {
        Map<String, Long> sizes = HOUSE.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        sizes.values().removeIf(size -> size <= MOST_CLASSES);
        assertThat(sizes).as("split the package by what its classes are for").isEmpty();
    }

    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "every package";
        }
    }

    @Test
    void eventsAreValues() {
        classes()
                .that(resideInAnyPackage("dev.attune.contracts.event..", "dev.attune.contracts.settings.."))
                .and(not(simpleName("Topics").or(simpleName("Configurations")).or(simpleName("package-info"))))
                .should(beValues())
                .because("events are read by programs of other people: make it a record, an enum or a interface")
                .check(HOUSE);
    }

    @Test
    void kafkaStaysAtTheRimOfTheTrainers() {
        noClasses()
                .that(resideInAnyPackage("dev.attune.reward..", "dev.attune.policy.."))
                .and(not(resideInAPackage("..job..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "io.cloudevents..", "io.quarkus.."))
                .because("a recipe takes data and sinks: move the client to the ..job.. package")
                .check(HOUSE);
    }

    @Test
    void policyTrainerKnowsOnlyTheScorerOfTheRewardModel() {
        noClasses()
                .that(resideInAPackage("dev.attune.policy.."))
                .and(not(simpleName("TuningMaths"))) // the maths of all recipes on plain arrays, the reward model's too
                .should()
                .dependOnClassesThat(resideInAPackage("dev.attune.reward..")
                        .and(not(resideInAPackage("dev.attune.reward.score..")))
                        .and(not(resideInAPackage("dev.attune.reward.tune.."))))
                .because(
                        "trainers meet through checkpoints: use dev.attune.reward.score, and dev.attune.reward.tune for what trains")
                .check(HOUSE);
    }

    @Test
    void filesFromPeopleAreReadInOnePlace() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.attune.preference..",
                        "dev.attune.policy.data..",
                        "dev.attune.lab.task..",
                        "dev.attune.lab.suite..",
                        "dev.attune.cli.data.."))
                .should()
                .callMethodWhere(describe(
                        "reading of a file past it",
                        call -> call.getTargetOwner().isEquivalentTo(Files.class)
                                && Set.of("readAllLines", "readString", "lines", "newBufferedReader", "newInputStream")
                                        .contains(call.getName())))
                .because("encodings, marks and odd rows are known there: use dev.attune.text")
                .check(HOUSE);
    }

    @Test
    void nativeMemoryIsTouchedInOnePlace() {
        noClasses()
                .that(resideInAPackage("dev.attune.."))
                .and(not(resideInAPackage("dev.attune.lm.torch..")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("ai.djl.pytorch..").or(assignableTo("java.lang.foreign.Linker")))
                .because("a wrong kind of argument can end the JVM: add a typed operator to dev.attune.lm.torch")
                .check(HOUSE);
    }

    /** DJL frees the number before the backward pass reads it; what rollouts have earned is never recorded. */
    @Test
    void recordedCodeMultipliesByNothingThatDjlFrees() {
        noClasses()
                .that(resideInAnyPackage("dev.attune.lm..", "dev.attune.reward..", "dev.attune.policy.."))
                .and(not(simpleName("Advantages")
                        .or(simpleName("GroupAdvantages"))
                        .or(simpleName("Rewards"))))
                .should()
                .callMethodWhere(describe(
                        "NDArray's mul, div or pow by a Java number",
                        call -> call.getTargetOwner().isAssignableTo("ai.djl.ndarray.NDArray")
                                && Set.of("mul", "div", "pow").contains(call.getName())
                                && takesANumber(call.getTarget())))
                .because("the gradient would be wrong now and then: use Operators.times(x, factor)")
                .check(HOUSE);
    }

    private static boolean takesANumber(AccessTarget.CodeUnitAccessTarget method) {
        List<JavaClass> parameters = method.getRawParameterTypes();
        return parameters.size() == 1 && parameters.getFirst().isEquivalentTo(Number.class);
    }

    @Test
    void layersOfAServiceCallDownwards() {
        rule(
                noClasses()
                        .that(resideInAnyPackage("dev.attune.*.rest.."))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("dev.attune.*.store..", "dev.attune.*.messaging..")),
                "a resource calls a use case in ..service..");
        rule(
                noClasses()
                        .that(resideInAnyPackage("dev.attune.*.messaging.."))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("dev.attune.*.store..", "dev.attune.*.rest..")),
                "a consumer calls a use case in ..service..");
        rule(
                noClasses()
                        .that(resideInAnyPackage("dev.attune.*.service..", "dev.attune.*.store.."))
                        .should()
                        .dependOnClassesThat(resideInAnyPackage("dev.attune.*.rest..", "dev.attune.*.messaging..")),
                "use cases and storage know nothing of their callers");
    }

    @Test
    void onlyTheOutboxOfARecordingServiceSpeaksToTheBus() {
        ArchRule past = noClasses()
                .that(resideInAnyPackage("dev.attune.feedback..", "dev.attune.registry..", "dev.attune.service.."))
                .and(not(resideInAPackage("dev.attune.service.outbox..")))
                .should()
                .dependOnClassesThat(WRITES_TO_THE_BUS)
                .because("a state change and its event leave together: add it to dev.attune.service.outbox.Outbox");
        past.check(HOUSE);
        // The rule would hold, too, if nobody wrote to the bus by what it looks for.
        assertThat(HOUSE.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> WRITES_TO_THE_BUS.test(dependency.getTargetClass())))
                        .map(JavaClass::getPackageName))
                .contains("dev.attune.service.outbox");
    }

    @Test
    void nothingIsInjectedIntoFields() {
        rule(GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION, "take it in the constructor");
        noFields()
                .should()
                .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .because("settings come through the constructor or a @ConfigMapping")
                .check(HOUSE);
    }

    @Test
    void nobodyPrintsAStackTraceOrToTheStandardStreams() {
        rule(
                noClasses()
                        .that(not(simpleName("AttuneCommand")))
                        .and(not(resideInAnyPackage("dev.attune.lm.command..", "..bench..")))
                        .and(not(simpleNameEndsWithCommand()))
                        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS),
                "log it, or write to the command's writer; a measuring process prints its result");
    }

    @Test
    void mockingLibrariesStayOutside() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            List<Path> sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("HouseRulesTest.java"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(800);
            assertThat(sources.stream().filter(HouseRulesTest::mentionsMocks))
                    .as("write a fake with a name")
                    .isEmpty();
        }
    }

    private static boolean mentionsMocks(Path file) {
        try {
            String text = Files.readString(file);
            return text.contains("org.mockito") || text.contains("org.easymock") || text.contains("mockk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescribedPredicate<JavaClass> simpleNameEndsWithCommand() {
        return describe("a command", type -> type.getSimpleName().endsWith("Command"));
    }

    private static void rule(ArchRule rule, String howToFix) {
        rule.because(howToFix).check(HOUSE);
    }

    private static ArchCondition<JavaClass> beValues() {
        return new ArchCondition<>("be a record, an enum or a interface") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean value = type.isRecord() || type.isEnum() || type.isInterface();
                events.add(new SimpleConditionEvent(type, value, type.getName() + " is no record, enum or interface"));
            }
        };
    }
}
