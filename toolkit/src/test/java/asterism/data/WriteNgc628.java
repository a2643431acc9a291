package asterism.data;

import asterism.io.Columns;
import asterism.io.CsvTables;
import asterism.io.FitsTables;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes {@code datasets/ngc628/ngc628-photometry.fits} from the figures below; run it from the project's root.
 *
 * <p>The figures are those of the table NGC0628-photometry.fits in the examples of multilightning (Erik B. Monson, MIT
 * licence), with all digits, the label 2MASS_K written as 2MASS_Ks, wavelengths as the decimal numbers they stand for, and
 * without the columns that are zero throughout.
 */
final class WriteNgc628 {

    static final Path FILE = Path.of("datasets", "ngc628", "ngc628-photometry.fits");

    // spotless:off
    private static final String FIGURES = """
            FILTER_LABELS,WAVELENGTH [um],FNU_OBS [Jy],FNU_CENT_OBS [Jy]
            GALEX_FUV,0.1528,0.022602859986140318,2.1815494101232873e-05
            GALEX_NUV,0.2271,0.0354042765186848,5.601800835793084e-05
            SDSS_u,0.354,0.10212654607403134,0.0005469951369061478
            SDSS_g,0.477,0.301630257482962,0.0022902006801668903
            SDSS_r,0.6222,0.4921875925526771,0.004189068269350168
            SDSS_i,0.7632,0.6493930839222123,0.005761041269418222
            SDSS_z,0.9049,0.7690494321908926,0.007299930220254786
            2MASS_J,1.23,0.9706795289742736,0.00963074083824307
            2MASS_H,1.66,1.0582138507211558,0.011131820857423959
            2MASS_Ks,2.16,0.8643678295539684,0.009035558549776812
            IRAC_CH1,3.55,0.5244785938796546,0.004691880046033332
            IRAC_CH2,4.493,0.3430141369510249,0.0029183134593759956
            IRAC_CH3,5.731,0.8201216294810363,0.0026593783537029667
            IRAC_CH4,7.872,1.9162106033871074,0.0029321314409978486
            MIPS_CH1,23.68,1.6887947776316217,0
            PACS_blue,70,20.07520782847157,0.03426888265727614
            PACS_green,100,40.97550578718026,0
            PACS_red,160,56.828883852480516,0
            SPIRE_250,250,29.0060760368264,0
            SPIRE_350,350,12.036539019512587,0
            SPIRE_500,500,0,0
            WISE_W1,3.35,0.4971233079584645,0.003522408788860203
            WISE_W2,4.6,0.301612534165589,0
            WISE_W3,11.56,1.2257034592890612,0
            WISE_W4,22.09,1.7672171394042033,0
            """;
    // spotless:on

    private WriteNgc628() {}

    static Columns figures() {
        return CsvTables.parse("figures", FIGURES.lines().toList());
    }

    static void write(Path file) {
        FitsTables.write(
                file,
                "NGC628",
                List.of(
                        "Photometry of NGC 628 (M74): whole galaxy and center; 0 = not measured.",
                        "Figures of NGC0628-photometry.fits, examples of multilightning (MIT).",
                        "WAVELENGTH: nominal wavelength of the band."),
                figures());
    }

    public static void main(String[] args) {
        write(FILE);
    }
}
