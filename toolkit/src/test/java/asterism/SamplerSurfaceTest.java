package asterism;

import static asterism.infer.Samplers.ensemble;
import static asterism.infer.Samplers.nested;
import static asterism.infer.Samplers.nuts;
import static asterism.infer.Samplers.rHat;
import static asterism.infer.Samplers.slice;
import static org.assertj.core.api.Assertions.assertThat;

import asterism.infer.Ensemble;
import asterism.infer.Nested;
import asterism.infer.Nuts;
import asterism.infer.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a notebook, outside of their package, may write with samplers. */
class SamplerSurfaceTest {

    /** Their common words give back the sampler that they were said to. */
    @Test
    void commonWordsKeepTheType() {
        Ensemble ensemble =
                ensemble().seed(2).threads(1).until(rHat(1.01)).walkers(40).steps(100);
        Slice slice = slice().seed(2).checkpoint("slice.h5").thin(2).burnIn(10);
        Nuts nuts = nuts().seed(2)
                .threads(2)
                .checkpoint("nuts.h5")
                .until(rHat(1.01))
                .draws(100);
        Nested nested = nested().seed(2).threads(1).live(100);
        assertThat(ensemble.toText()).contains("40", "R-hat at most 1.01");
        assertThat(slice.toText()).contains("slice.h5", "10 000");
        assertThat(nuts.toText()).contains("nuts.h5", "at most 100");
        assertThat(nested.toText()).contains("seed", "2");
    }

    /** No type that the package keeps to itself stands in what the compiler infers. */
    @Test
    void samplersGoIntoOneList() {
        var all = List.of(ensemble(), slice(), nuts(), nested());
        var chains = List.of(ensemble().seed(3), nuts());
        assertThat(all).hasSize(4);
        assertThat(chains.get(0).seed(4).toString()).contains("4");
    }
}
