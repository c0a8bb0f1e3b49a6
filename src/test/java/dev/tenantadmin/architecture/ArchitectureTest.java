package dev.tenantadmin.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.tenantadmin.Main;
import dev.tenantadmin.testing.Enumerated;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies point downward. */
class ArchitectureTest {

    private static final String ROOT = "dev.tenantadmin";
    private static final String SDK = "software.amazon..";

    /** Parts of the SDK that are public to the JVM alone and may change with any release. */
    private static final String[] PROTECTED = {
        "software.amazon.awssdk.protocols..",
        "software.amazon.awssdk.core.traits..",
        "software.amazon.awssdk.thirdparty..",
        "software.amazon.awssdk..internal.."
    };

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

    private static String in(String layer) {
        return layer.isEmpty() ? ROOT : ROOT + "." + layer + "..";
    }

    @ParameterizedTest(name = "{0} sees {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "policy    | policy",
                "file      | file",
                "tenant    | tenant policy",
                "reconcile | reconcile",
                "aws       | aws tenant reconcile policy file",
                "cli       | cli aws tenant reconcile file",
                "command   | command cli aws tenant reconcile policy file",
                "sandbox   | sandbox policy file",
            })
    void dependenciesPointDownward(String layer, String visible) {
        String[] others = Stream.of(
                        "file", "policy", "tenant", "reconcile", "aws", "cli", "command", "sandbox", "build")
                .filter(other -> !List.of(visible.split(" ", -1)).contains(other))
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(in(layer))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others).or(resideInAPackage(ROOT)));
        rule.check(MAIN);
    }

    @ParameterizedTest(name = "{0} sees {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "policy.language   | policy.language",
                "policy.decision   | policy.decision policy.language",
                "policy.reason     | policy.reason policy.decision policy.language",
                "sandbox.wire      | sandbox.wire",
                "sandbox.request   | sandbox.request sandbox.wire policy.language",
                "sandbox.store     | sandbox.store sandbox.wire file",
                "sandbox.iam       | sandbox.iam sandbox.store sandbox.request sandbox.wire policy",
                "sandbox.federation | sandbox.federation sandbox.iam sandbox.store sandbox.request sandbox.wire policy",
                "sandbox.sagemaker | sandbox.sagemaker sandbox.iam sandbox.store sandbox.request sandbox.wire policy.language",
                "sandbox.server    | sandbox policy file",
                "tenant.name       | tenant.name policy.language",
                "tenant.option     | tenant.option tenant.name policy.language",
                "tenant.document   | tenant.document tenant.option tenant.name policy.language",
                "tenant.deployment | tenant.deployment tenant.option tenant.name policy.language",
                "tenant.permit     | tenant.permit tenant.option tenant.name policy",
                "tenant.setup      | tenant.setup tenant.option tenant.name",
                "aws.http          | aws.http tenant reconcile",
                "aws.client        | aws.client aws.http tenant reconcile policy.language",
                "aws.iam           | aws.iam aws.client tenant reconcile policy.language",
                "aws.notebook      | aws.notebook aws.iam aws.client tenant reconcile policy.language",
                "aws.endpoint      | aws.endpoint aws.notebook aws.iam aws.client tenant reconcile policy.language",
                "aws.tenants       | aws.tenants aws.endpoint aws.notebook aws.iam aws.client tenant reconcile policy.language",
                "aws.snapshot      | aws tenant reconcile policy file",
                "cli.output        | cli.output tenant reconcile",
                "cli.reference     | cli.reference tenant",
                "command.notebook  | command.notebook cli aws tenant reconcile",
                "command.endpoint  | command.endpoint cli aws tenant reconcile policy.language",
                "command.tenant    | command.tenant command.notebook cli aws tenant reconcile file",
                "command.apply     | command.apply command.tenant cli aws tenant reconcile file",
                "command.verify    | command.verify cli aws tenant reconcile policy file",
                "command.verify.question | command.verify.question tenant policy",
                "command.audit     | command.audit cli aws tenant reconcile policy",
                "command.doctor    | command.doctor cli aws tenant reconcile policy",
                "command.verify.outsider | command.verify.outsider aws.iam aws.snapshot tenant policy",
                "command.permissions | command.permissions cli aws tenant reconcile",
                "command.sandbox   | command.sandbox cli aws tenant reconcile",
            })
    void foldersSeeThoseBelowThem(String folder, String visible) {
        String[] seen =
                Stream.of(visible.split(" ", -1)).map(ArchitectureTest::in).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in(folder))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(seen)))
                .check(MAIN);
    }

    @Test
    void noFolderIsLong() {
        for (JavaClasses tree : List.of(MAIN, TESTS)) {
            assertThat(topLevel(tree).collect(groupingBy(JavaClass::getPackageName)))
                    .hasSizeGreaterThan(15)
                    .allSatisfy((folder, types) -> assertThat(types).as(folder).hasSizeLessThanOrEqualTo(25));
        }
    }

    @Test
    void aNameIsGivenOnce() {
        assertThat(topLevel(ALL).collect(groupingBy(JavaClass::getSimpleName)))
                .hasSizeGreaterThan(400)
                .allSatisfy((name, types) -> assertThat(types).hasSize(1));
    }

    private static Stream<JavaClass> topLevel(JavaClasses tree) {
        return tree.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"));
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void onlyAwsAndTheSandboxKnowTheSdk() {
        noClasses()
                .that(resideOutsideOfPackages(in("aws"), in("sandbox"), in("tenant"), in("build"), ROOT))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SDK)
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(in("tenant"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(SDK).and(resideOutsideOfPackages("software.amazon.awssdk.policybuilder..")))
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat(
                        resideInAPackage(SDK).and(resideOutsideOfPackages("software.amazon.awssdk.http..")))
                .check(MAIN);
    }

    @Test
    void onlyTheWireKnowsTheProtectedPartsOfTheSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(in("sandbox.wire"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(PROTECTED)
                        .or(JavaClass.Predicates.type(software.amazon.awssdk.core.SdkField.class)))
                .check(MAIN);
    }

    @Test
    void onlyTheTerminalsOwnerTouchesTheStandardStreamsAndEndsTheProcess() {
        noClasses()
                .that()
                .areNotAssignableTo(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
        noClasses()
                .that()
                .areNotAssignableTo(Main.class)
                .and()
                .doNotHaveFullyQualifiedName("dev.tenantadmin.sandbox.wire.HttpConnection")
                .should()
                .callMethod(Runtime.class, "halt", int.class)
                .check(ALL);
        noClasses()
                .that()
                .areNotAssignableTo(Main.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .check(MAIN);
    }

    /** But of a process of its own, which tells its parent what it wrote. */
    @Test
    void noTestPrintsAFigureThatItDoesNotAssert() {
        noClasses()
                .that()
                .areNotAssignableTo(Main.class)
                .and()
                .areNotAssignableTo(Enumerated.class)
                .and()
                .doNotHaveFullyQualifiedName("dev.tenantadmin.sandbox.store.KillsTest$Writer")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Manager|Impl|Utils?|Helpers?|Service)(\\$.*)?")
                .andShould()
                .haveNameNotMatching(".*[.$](Base|Abstract)[A-Z].*")
                .check(ALL);
        assertThat(MAIN).hasSizeGreaterThan(100);
    }

    /** But the machine's clock itself, and the latency that is added to each call to see which calls wait for which. */
    @Test
    void nobodySleeps() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.tenantadmin.reconcile.Timeline$1")
                .and()
                .doNotHaveFullyQualifiedName("dev.tenantadmin.lifecycle.backend.Fault")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(ALL);
    }

    @Test
    void theEnvironmentIsReadInOnePlace() {
        noClasses()
                .that()
                .areNotAssignableTo(Main.class)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(MAIN);
    }
}
