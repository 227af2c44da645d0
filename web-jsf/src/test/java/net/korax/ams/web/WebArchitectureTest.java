package net.korax.ams.web;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Singleton;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.SessionScoped;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.persistence.Entity;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages may reach, and how a page, its bean and its name belong together. */
class WebArchitectureTest {

    private static final String BASE = "net.korax.ams.";
    private static final String WEB = BASE + "web.";
    private static final int MOST_LINES = 350;
    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
            .importPackages("net.korax.ams");

    private static final DescribedPredicate<JavaClass> OF_WEB =
            describe("are of the pages", type -> type.getPackageName().startsWith(BASE + "web"));

    private static final DescribedPredicate<JavaClass> KEPT_BETWEEN_REQUESTS = describe(
            "are kept between requests",
            type -> type.isAnnotatedWith(ViewScoped.class) || type.isAnnotatedWith(SessionScoped.class));

    @Test
    void packagesOfPagesKnowSupportAlone() {
        classes()
                .that(OF_WEB)
                .should(have(
                        "no use of other pages",
                        (type, events) -> type.getDirectDependenciesFromSelf().stream()
                                .filter(use ->
                                        use.getTargetClass().getPackageName().startsWith(WEB))
                                .filter(use ->
                                        !use.getTargetClass().getPackageName().equals(WEB + "support"))
                                .filter(use ->
                                        !use.getTargetClass().getPackage().equals(type.getPackage()))
                                .forEach(use -> violated(events, type, use.getDescription()))))
                .check(CLASSES);
    }

    @Test
    void pagesReachNoStoreAndNoKey() {
        noClasses()
                .that(OF_WEB)
                .should()
                .dependOnClassesThat(describe(
                        "are of persistence or the vault",
                        type -> type.getName()
                                        .matches("(jakarta\\.persistence|javax?\\.sql|net\\.korax\\.ams\\.vault)\\..*")
                                && !type.isEquivalentTo(OptimisticLockException.class)))
                .check(CLASSES);
        noClasses()
                .that(OF_WEB)
                .should()
                .dependOnClassesThat(describe(
                        "hold card numbers",
                        type -> type.getName().startsWith(BASE + "card.")
                                && Set.of("Pan", "SealedPan", "Custody").contains(type.getSimpleName())))
                .check(CLASSES);
        noClasses()
                .that(OF_WEB)
                .and()
                .doNotHaveSimpleName("PanField")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("PanIntake")
                .check(CLASSES);
    }

    /** P11: what a mail says, above all the one with the link that confirms an address, is read in a mailbox and nowhere else. */
    @Test
    void pagesKnowNoTextOfAMail() {
        noClasses()
                .that(OF_WEB)
                .should()
                .dependOnClassesThat(describe(
                        "hold the text of a mail or the token of a link",
                        type -> Set.of(
                                        BASE + "person.Mail",
                                        BASE + "person.MailQueue",
                                        BASE + "contact.EmailVerification",
                                        BASE + "contact.VerificationWanted")
                                .contains(type.getName())))
                .check(CLASSES);
    }

    /** Services ask who calls; what stands behind them does not. */
    @Test
    void pagesGoThroughServices() {
        fields().that()
                .areAnnotatedWith(Inject.class)
                .and()
                .areDeclaredInClassesThat(OF_WEB)
                .should(have("a service or something of the pages", (field, events) -> {
                    JavaClass type = field.getRawType();
                    boolean service = type.isAnnotatedWith(Stateless.class) || type.isAnnotatedWith(Singleton.class);
                    if (type.getName().startsWith(BASE) && !OF_WEB.test(type) && !service) {
                        violated(events, field, field.getFullName() + " is no service");
                    }
                }))
                .check(CLASSES);
        noClasses()
                .that(OF_WEB)
                .should()
                .dependOnClassesThat(describe(
                        "are session beans closed to everybody",
                        type -> type.isAnnotatedWith(Singleton.class)
                                && type.isAnnotatedWith(DenyAll.class)
                                && type.getMethods().stream()
                                        .noneMatch(method -> method.isAnnotatedWith(RolesAllowed.class))))
                .check(CLASSES);
    }

    @Test
    void beansOfOnePageAreNamedAfterIt() {
        classes()
                .that(OF_WEB)
                .and(KEPT_BETWEEN_REQUESTS)
                .should()
                .haveSimpleNameEndingWith("Page")
                .check(CLASSES);
        classes()
                .that(OF_WEB)
                .and()
                .haveSimpleNameEndingWith("Page")
                .should()
                .beAnnotatedWith(Named.class)
                .check(CLASSES);
    }

    /** {@code customer/card-add.xhtml}, {@code web.customer.CardAddPage} and {@code customerCardAdd} are one. */
    @Test
    void pageAndBeanHaveOneName() {
        Set<String> pages =
                Page.all().stream().filter(Page::isOpenable).map(Page::path).collect(Collectors.toSet());
        classes()
                .that(OF_WEB)
                .and()
                .haveSimpleNameEndingWith("Page")
                .should(have("a page", (type, events) -> {
                    String simple = type.getSimpleName()
                            .substring(0, type.getSimpleName().length() - "Page".length());
                    String folder = type.getPackageName().substring(WEB.length());
                    String area = pages.stream().anyMatch(path -> path.startsWith("/" + folder + "/")) ? folder : "";
                    String path = (area.isEmpty() ? "/" : "/" + area + "/") + hyphenated(simple) + ".xhtml";
                    if (!pages.contains(path)) {
                        violated(events, type, type.getName() + " has no page " + path);
                    }
                    String expected = area.isEmpty() ? decapitalised(simple) : area + simple;
                    String given = type.getAnnotationOfType(Named.class).value();
                    String name = given.isEmpty() ? decapitalised(type.getSimpleName()) : given;
                    if (!name.equals(expected)) {
                        violated(events, type, type.getName() + " is named " + name + ", not " + expected);
                    }
                }))
                .check(CLASSES);
    }

    @Test
    void everyPageOfAnAreaHasItsBean() {
        List<String> alone = Page.all().stream()
                .filter(page -> page.isOpenable() && !page.area().isEmpty())
                .filter(page -> !CLASSES.contain(WEB + page.area() + "." + camel(page.name()) + "Page"))
                .map(Page::path)
                .toList();
        assertEquals(List.of(), alone);
    }

    /** What is kept goes through serialisation: no entity, whose rules and versions belong to one request, and no service. */
    @Test
    void nothingOfOneRequestIsKept() {
        classes()
                .that(OF_WEB)
                .and(KEPT_BETWEEN_REQUESTS)
                .should()
                .beAssignableTo(Serializable.class)
                .check(CLASSES);
        fields().that(describe("are kept between requests", WebArchitectureTest::isKept))
                .should(have("no entity and nothing injected", (field, events) -> {
                    boolean entity = field.getAllInvolvedRawTypes().stream()
                            .anyMatch(type -> type.isAnnotatedWith(Entity.class));
                    if (entity || field.isAnnotatedWith(Inject.class)) {
                        violated(events, field, field.getFullName() + " has to be transient");
                    }
                }))
                .check(CLASSES);
    }

    @Test
    void noSecretIsKept() {
        fields().that(describe("are kept between requests", WebArchitectureTest::isKept))
                .should()
                .haveNameNotMatching("(?i).*(password|repeated|totp|secret|pan)")
                .check(CLASSES);
    }

    @Test
    void clockAndSettingsAreReadByTheBusiness() {
        noClasses()
                .that(OF_WEB)
                .should()
                .callCodeUnitWhere(target(describe(
                        "read the clock or a setting",
                        called -> called.getFullName().matches("java\\.time\\.\\w+\\.now\\(.*")
                                || called.getOwner().isEquivalentTo(Clock.class)
                                || called.getFullName()
                                        .matches(
                                                "java\\.lang\\.System\\.(currentTimeMillis|getProperty|getenv)\\(.*"))))
                .check(CLASSES);
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        noClasses()
                .that(OF_WEB)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses()
                .that(OF_WEB)
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|DTO|Dto|Bean|Controller)")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsExplainedAndEveryClassShort() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(path -> path.toString().endsWith(".java")).toList();
            assertEquals(
                    List.of(),
                    sources.stream()
                            .map(Path::getParent)
                            .distinct()
                            .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                            .toList());
            for (Path source : sources) {
                try (Stream<String> lines = Files.lines(source)) {
                    assertEquals(true, lines.count() <= MOST_LINES, source + " is too long");
                }
            }
        }
    }

    /** Of a bean that is kept, or of a class that such a bean extends. */
    private static boolean isKept(JavaField field) {
        JavaClass owner = field.getOwner();
        return OF_WEB.test(owner)
                && Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
                        .anyMatch(KEPT_BETWEEN_REQUESTS)
                && !field.getModifiers().contains(JavaModifier.TRANSIENT)
                && !field.getModifiers().contains(JavaModifier.STATIC);
    }

    private static String hyphenated(String camel) {
        return camel.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    }

    private static String camel(String hyphenated) {
        return Stream.of(hyphenated.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String decapitalised(String word) {
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }

    private static <T> ArchCondition<T> have(String description, BiConsumer<T, ConditionEvents> check) {
        return new ArchCondition<>("have " + description) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.accept(item, events);
            }
        };
    }

    private static void violated(ConditionEvents events, Object item, String message) {
        events.add(SimpleConditionEvent.violated(item, message));
    }
}
