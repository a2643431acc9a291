package asterism.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/** Files that come with the toolkit, wherever it runs. */
public final class Datasets {

    private static final ConcurrentHashMap<String, Path> UNPACKED = new ConcurrentHashMap<>();

    private Datasets() {}

    /**
     * Photometry of the nearby spiral NGC 628 (M74) in 25 bands from GALEX to Herschel: the whole galaxy
     * ({@code FNU_OBS}) and its center ({@code FNU_CENT_OBS}), Jy, 0 where not measured; band labels in
     * {@code FILTER_LABELS}. From the example of multilightning (Monson, MIT licence).
     */
    public static Path ngc628() {
        return file("ngc628/ngc628-photometry.fits");
    }

    /**
     * Counts and matrix of four overlapping X-ray sources in Chandra obsid 1575, photon flux: the worked example of Primini
     * and Kashyap (2014, ApJ 796, 24). Read it with {@code Bundle.read}.
     */
    public static Path obsid1575() {
        return file("xray/obsid1575.fits");
    }

    private static Path file(String name) {
        return UNPACKED.computeIfAbsent(name, Datasets::unpack);
    }

    // a resource on disk is used as it is; one in a jar is copied once per session
    private static Path unpack(String name) {
        var url = Datasets.class.getResource("/asterism/datasets/" + name);
        if (url == null) {
            throw new IllegalStateException("the data set '" + name + "' is not in this build of the toolkit");
        }
        try {
            if (url.getProtocol().equals("file")) {
                return Path.of(url.toURI());
            }
            var folder = Files.createTempDirectory("asterism-");
            folder.toFile().deleteOnExit();
            var file = folder.resolve(Path.of(name).getFileName().toString());
            try (var in = url.openStream()) {
                Files.copy(in, file);
            }
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("the data set '" + name + "' cannot be unpacked", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the data set '" + name + "' lies at a place that is no path: " + url, e);
        }
    }
}
