package asterism.image;

import asterism.ReferenceJson;
import asterism.Shared;
import asterism.param.Parameter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;

/** The reference set of joint image modeling: images by an independent renderer, and optima by an independent fit. */
final class Reference {

    private Reference() {}

    static ReferenceJson json(String file) {
        return ReferenceJson.shared("image", file);
    }

    /** One extension of a FITS file. */
    @SuppressWarnings("ArrayRecordComponent") // read only
    record Plane(Header header, int width, int height, double[] data) {}

    /** All images of a file by their EXTNAME. */
    static Map<String, Plane> planes(String file) {
        var path = Shared.path("reference", "image", file);
        var out = new LinkedHashMap<String, Plane>();
        try (var fits = new Fits(path.toFile())) {
            for (var hdu : fits.read()) {
                if (hdu instanceof ImageHDU image && image.getAxes() != null && image.getAxes().length == 2) {
                    out.put(image.getHeader().getStringValue("EXTNAME", ""), plane(image));
                }
            }
            return out;
        } catch (FitsException | IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static Plane plane(ImageHDU image) throws FitsException {
        var kernel = image.getKernel();
        if (kernel instanceof double[][] rows) {
            double[] data = new double[rows.length * rows[0].length];
            for (int j = 0; j < rows.length; j++) {
                System.arraycopy(rows[j], 0, data, j * rows[0].length, rows[0].length);
            }
            return new Plane(image.getHeader(), rows[0].length, rows.length, data);
        }
        var rows = (float[][]) kernel;
        double[] data = new double[rows.length * rows[0].length];
        for (int j = 0; j < rows.length; j++) {
            for (int i = 0; i < rows[0].length; i++) {
                data[j * rows[0].length + i] = rows[j][i];
            }
        }
        return new Plane(image.getHeader(), rows[0].length, rows.length, data);
    }

    static Psf psf(Plane plane) {
        return Psf.stamp(plane.width(), plane.height(), plane.data());
    }

    /** A target of a file, as its header describes it. */
    static Target target(String name, Plane plane) {
        var h = plane.header();
        var grid = new PixelGrid(
                plane.width(),
                plane.height(),
                h.getDoubleValue("PM1_1"),
                h.getDoubleValue("PM1_2"),
                h.getDoubleValue("PM2_1"),
                h.getDoubleValue("PM2_2"),
                h.getDoubleValue("ORIGX"),
                h.getDoubleValue("ORIGY"));
        double sigma = h.getDoubleValue("SIGMA");
        return Target.of(name, grid, plane.data()).variance(sigma * sigma);
    }

    /** A component with all values of a model in a JSON file. */
    static Component component(String name, ReferenceJson model) {
        var c =
                switch (model.get("type").text()) {
                    case "sersic" -> with(Sersic.of(name), model, Sersic.N, Sersic.R_E, Sersic.I_E);
                    case "exponential" -> with(Exponential.of(name), model, Exponential.R_E, Exponential.I_E);
                    case "moffat" -> with(Moffat.of(name), model, Moffat.N, Moffat.R_D, Moffat.I_0);
                    case "nuker" ->
                        with(Nuker.of(name), model, Nuker.R_B, Nuker.ALPHA, Nuker.BETA, Nuker.GAMMA, Nuker.I_B);
                    // the published Gaussian leaves out q: its flux is that of the image over q
                    case "gaussian" ->
                        with(GaussianEllipse.of(name), model, GaussianEllipse.SIGMA)
                                .start(
                                        GaussianEllipse.LOG_FLUX,
                                        model.get("flux").number()
                                                + Math.log10(model.get("q").number()));
                    case "spline" -> spline(name, model);
                    default ->
                        throw new IllegalArgumentException(model.get("type").text());
                };
        return c.start(Ellipse.X, model.get("center").list().get(0).number())
                .start(Ellipse.Y, model.get("center").list().get(1).number())
                .start(Ellipse.Q, model.get("q").number())
                .start(Ellipse.PA, model.get("PA").number());
    }

    private static Component with(Component c, ReferenceJson model, Parameter... parameters) {
        var out = c;
        for (var p : parameters) {
            out = out.start(p, model.get(p.name()).number());
        }
        return out;
    }

    private static Component spline(String name, ReferenceJson model) {
        var c = Spline.of(
                name,
                model.get("prof").list().stream()
                        .mapToDouble(ReferenceJson::number)
                        .toArray());
        List<ReferenceJson> values = model.get("I(R)").list();
        for (int k = 0; k < values.size(); k++) {
            c = c.start(Spline.I_R.bin(k + 1), values.get(k).number());
        }
        return c;
    }
}
