package asterism;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** An arrow between packages may only point down (docs/adr/0001). */
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.asURI().toString().startsWith(besideThisTest()))
            .importPackages("asterism");

    @Test
    void packagesDependOnlyOnLayersBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("asterism..")
                .withOptionalLayers(true)
                .layer("base")
                .definedBy("asterism.unit..", "asterism.math..", "asterism.display..")
                .layer("param")
                .definedBy("asterism.param..", "asterism.random..", "asterism.io..")
                .layer("data")
                .definedBy("asterism.prior..", "asterism.data..")
                .layer("infer")
                .definedBy("asterism.infer..")
                .layer("plot")
                .definedBy("asterism.plot..")
                .layer("science")
                .definedBy(
                        "asterism.sed..",
                        "asterism.xray..",
                        "asterism.image..",
                        "asterism.torus..",
                        "asterism.cannon..")
                .layer("region")
                .definedBy("asterism.region..")
                .whereLayer("region")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("science")
                .mayOnlyBeAccessedByLayers("region")
                .whereLayer("plot")
                .mayOnlyBeAccessedByLayers("region", "science")
                .whereLayer("infer")
                .mayOnlyBeAccessedByLayers("region", "science", "plot")
                .whereLayer("data")
                .mayOnlyBeAccessedByLayers("region", "science", "plot", "infer")
                .whereLayer("param")
                .mayOnlyBeAccessedByLayers("region", "science", "plot", "infer", "data")
                .check(CLASSES);
    }

    @Test
    void noScienceKnowsAnother() {
        slices().matching("asterism.(sed|xray|image|torus|cannon)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("asterism.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void matricesAreEjmlsBehindOneClass() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.hipparchus.linear..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("asterism.math")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.ejml..")
                .check(CLASSES);
    }

    /** Where the test classes lie, whatever built them: the option above knows only the folders of common build tools. */
    private static String besideThisTest() {
        return ArchitectureTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
    }
}
