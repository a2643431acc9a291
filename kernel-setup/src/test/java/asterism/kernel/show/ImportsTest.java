package asterism.kernel.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportsTest {

    @Test
    void everyPublicPackageIsImportedAndNoInternalOne() {
        var statements = Imports.statements();
        assertThat(statements)
                .contains(
                        "import asterism.prior.*;",
                        "import asterism.param.*;",
                        "import asterism.display.*;",
                        "import java.util.*;",
                        "import java.nio.file.*;",
                        "import tech.tablesaw.api.Table;",
                        "import static asterism.prior.Prior.*;",
                        "import static asterism.param.Parameter.parameter;",
                        "import static asterism.kernel.show.Notebook.*;")
                .noneMatch(s -> s.contains("internal") || s.contains("asterism.kernel.*"));
    }

    @Test
    void entryClassesAreKnownByTheirNames() {
        assertThat(Imports.entryClasses(List.of(
                        "asterism.plot.Plots",
                        "asterism.region.RegionPlots",
                        "asterism.infer.Samplers",
                        "asterism.unit.Units",
                        "asterism.plot.Axes",
                        "asterism.infer.Samples")))
                .containsExactly(
                        "asterism.infer.Samplers",
                        "asterism.plot.Plots",
                        "asterism.region.RegionPlots",
                        "asterism.unit.Units");
    }
}
