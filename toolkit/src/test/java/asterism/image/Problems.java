package asterism.image;

import asterism.Shared;
import asterism.io.FitsImage;
import asterism.io.FitsImages;
import java.util.ArrayList;
import java.util.List;

/** The problems of the reference set as a user would write them: images read from FITS, nothing started by hand. */
final class Problems {

    private Problems() {}

    private static String file(String name) {
        return Shared.path("reference", "image", name).toString();
    }

    private static FitsImage extension(String file, String name) {
        return FitsImages.read(Shared.path("reference", "image", file)).stream()
                .filter(i -> i.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Psf psf(String file, String name) {
        var stamp = extension(file, name);
        return Psf.stamp(stamp.columns(), stamp.rows(), stamp.toArray());
    }

    static Target target(String file, String name, Psf psf) {
        double sigma = extension(file, name).number("SIGMA", Double.NaN);
        return Target.read(name, file(file) + "[" + name + "]")
                .variance(sigma * sigma)
                .psf(psf);
    }

    /** One galaxy in three bands: t1, t1cusp, t1stars. */
    static Joint galaxy(String problem) {
        var targets = new ArrayList<Target>();
        for (var band : List.of("r", "W1", "NUV")) {
            targets.add(target(problem + "_target.fits", band, psf("models.fits", "PSF_" + band)));
        }
        return Joint.of(targets.toArray(Target[]::new)).add(Sersic.of("galaxy").perBand(Sersic.I_E));
    }

    static Joint dither() {
        var psf = psf("dither_target.fits", "PSF");
        var targets = new ArrayList<Target>();
        for (int k = 0; k < 5; k++) {
            targets.add(target("dither_target.fits", "DITHER" + k, psf));
        }
        return Joint.of(targets.toArray(Target[]::new)).add(Sersic.of("galaxy"));
    }

    static Joint timeseries() {
        var targets = new ArrayList<Target>();
        for (int k = 0; k < 5; k++) {
            targets.add(target("timeseries_target.fits", "EPOCH" + k, psf("timeseries_target.fits", "PSF" + k)));
        }
        return Joint.of(targets.toArray(Target[]::new))
                .add(Sersic.of("host"))
                .add(PointSource.of("supernova").perBand(PointSource.FLUX));
    }

    /** Four objects in three bands, a spline in r and Sersic profiles in the others. */
    static Joint group() {
        var targets = new ArrayList<Target>();
        for (var band : List.of("r", "W1", "NUV")) {
            targets.add(target("t2_target.fits", band, psf("models.fits", "PSF_" + band)));
        }
        var joint = Joint.of(targets.toArray(Target[]::new));
        var objects = Reference.json("t2_truth.json").get("objects").list();
        for (int k = 0; k < objects.size(); k++) {
            var group = Group.of("object " + k)
                    .add(Spline.of("r light").in("r").limits(Spline.I_R, -6, 3))
                    .add(Sersic.of("W1 light").in("W1"))
                    .add(Sersic.of("NUV light").in("NUV"))
                    .shared(Ellipse.X, Ellipse.Y, Ellipse.Q, Ellipse.PA);
            for (var t : targets) {
                var w = objects.get(k).get("windows").get(t.name()).list();
                group = group.window(
                        t.name(),
                        (int) w.get(0).list().get(0).number(),
                        (int) w.get(0).list().get(1).number(),
                        (int) w.get(1).list().get(0).number(),
                        (int) w.get(1).list().get(1).number());
            }
            joint = joint.add(group.limits(Ellipse.Q, 0.02, 0.999));
        }
        return joint;
    }

    /** chi2 of an independent fit at its minimum. */
    static double optimum(String problem) {
        return Reference.json("expected.json")
                .get(problem)
                .get("optimum")
                .get("chi2")
                .number();
    }

    /** chi2 of the pixels within the box around all windows that no component covers: the reference counts them. */
    static double uncovered(Joint joint) {
        double sum = 0;
        for (int t = 0; t < joint.targets().size(); t++) {
            int image = t;
            var windows = joint.layout().leaves().stream()
                    .filter(l -> l.image() == image)
                    .map(Layout.Leaf::window)
                    .toList();
            var box = windows.stream().reduce(Window::union).orElseThrow();
            var target = joint.targets().get(t);
            for (int j = box.j0(); j < box.j1(); j++) {
                for (int i = box.i0(); i < box.i1(); i++) {
                    int column = i;
                    int row = j;
                    if (windows.stream().noneMatch(w -> w.contains(column, row))) {
                        sum += target.data(i, j) * target.data(i, j) / target.variance(i, j);
                    }
                }
            }
        }
        return sum;
    }
}
