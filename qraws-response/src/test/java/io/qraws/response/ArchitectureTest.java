// SPDX-License-Identifier: Apache-2.0
package io.qraws.response;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directions of the design: each module takes what the one before it makes, and none looks
 * back.
 */
@AnalyzeClasses(packages = "io.qraws", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> OF_JACKSON =
      resideInAPackage("com.fasterxml.jackson..");

  /** Of the records that are looked up: set by people, a handful, or numbers hashed with a seed. */
  private static final Set<String> NO_FLOOD =
      Set.of(
          "io.qraws.core.enrich.Enrichment",
          "io.qraws.core.enrich.IndicatorList",
          "io.qraws.correlation.baseline.Doings$Key",
          "io.qraws.correlation.identity.IdentityResolver$Pair",
          "io.qraws.correlation.pattern.Draft");

  @ArchTest
  static final ArchRule core_knows_no_other_module =
      noClasses()
          .that()
          .resideInAPackage("io.qraws.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.qraws.correlation..", "io.qraws.scoring..", "io.qraws.response..");

  @ArchTest
  static final ArchRule correlation_knows_core_only =
      noClasses()
          .that()
          .resideInAPackage("io.qraws.correlation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.qraws.scoring..", "io.qraws.response..");

  @ArchTest
  static final ArchRule scoring_does_not_know_response =
      noClasses()
          .that()
          .resideInAPackage("io.qraws.scoring..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.qraws.response..");

  @ArchTest
  static final ArchRule signals_know_only_the_jdk =
      noClasses()
          .that()
          .resideInAPackage("io.qraws.core.signal..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("io.qraws.core.signal..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule packages_form_no_circle =
      slices().matching("(io.qraws..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_gate_approves =
      noClasses()
          .that()
          .doNotHaveSimpleName("Gate")
          .should()
          .callConstructor(
              "io.qraws.response.policy.ApprovedAction",
              "io.qraws.response.playbook.ProposedAction")
          .because("what runs must have passed the policy");

  @ArchTest
  static final ArchRule nothing_prints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule no_clock_is_made_here =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Builder")
          .and()
          .doNotHaveSimpleName("InventoryEnricher")
          .should()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .because("clocks are passed in; only a builder or factory may default to the system's");

  @ArchTest
  static final ArchRule no_clock_is_injected_into_a_field =
      fields()
          .that()
          .haveRawType(Clock.class)
          .should()
          .bePrivate()
          .because("a clock comes through the constructor or the builder");

  @ArchTest
  static final ArchRule aws_types_stay_with_the_sources_and_the_executor =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.qraws.core.source..",
              "io.qraws.core.enrich.exposure..",
              "io.qraws.response.execute..")
          .and()
          .haveNameNotMatching("io\\.qraws\\.core\\.enrich\\.AwsTagEnricher(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule signals_hold_no_json_trees =
      noClasses()
          .that()
          .resideInAPackage("io.qraws.core.signal..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule json_trees_stay_inside =
      noMethods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat(
              resideInAPackage("io.qraws.correlation..").and(modifier(JavaModifier.PUBLIC)))
          .should()
          .haveRawReturnType(OF_JACKSON)
          .orShould()
          .haveRawParameterTypes(anyElementThat(OF_JACKSON));

  @ArchTest
  static final ArchRule keys_of_hash_tables_are_ordered =
      fields()
          .that(
              DescribedPredicate.describe(
                  "look up a record",
                  field ->
                      keyType(field.getType())
                          .filter(key -> key.isRecord() && !NO_FLOOD.contains(key.getName()))
                          .isPresent()))
          .should(
              ArchCondition.from(
                  DescribedPredicate.describe(
                      "have a key that is Comparable",
                      field ->
                          keyType(field.getType()).orElseThrow().isAssignableTo(Comparable.class))))
          .because("texts of one hash are easily made, and only what is ordered is then found");

  private static Optional<JavaClass> keyType(JavaType type) {
    return type instanceof JavaParameterizedType table
            && (type.toErasure().isAssignableTo(Map.class)
                || type.toErasure().isAssignableTo(Set.class)
                || type.toErasure().getSimpleName().equals("Cache"))
            && !type.toErasure().isAssignableTo(IdentityHashMap.class)
        ? Optional.of(table.getActualTypeArguments().get(0).toErasure())
        : Optional.empty();
  }
}
