package asterism.image;

import asterism.param.ModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A component in the window of one image: flux of amplitude 1 in every pixel, seen through the PSF, and its derivatives by the
 * parameters of shape.
 *
 * <p>What an image's PSF blurs is always convolved with it; there is no switch. Only the sky, which lies below the PSF, and
 * point sources, which are made of it, are not.
 */
final class LeafImage {

    private static final int TILE = 32; // rows that one task renders
    private static final double NEAR = 4; // FWHM; beyond it a formula is smooth within a pixel

    private final Light light;
    private final Window window;
    private final Target target;
    private final PixelGrid pixels; // of the window
    private final PixelGrid cells; // of what is rendered: with the border of the PSF, in its cells
    private final int upscale;
    private final Optional<PsfStamp> stamp;
    private final Optional<Convolution> convolution;
    private final double[][] images; // [1 + shapes][cells]; of the window after rendering with derivatives
    private final double[][] alone; // [1][cells], after rendering without
    private double[] latest; // images[0] or alone[0]
    private final List<EllipseSampler> samplers; // one per worker
    private final Optional<PublishedImage> published;

    LeafImage(Layout.Leaf leaf, Target target, int workers) {
        light = leaf.light();
        window = leaf.window();
        this.target = target;
        pixels = target.grid().part(window);
        stamp = target.psf().map(p -> p.on(target.grid()));
        if (light instanceof PointLight && stamp.isEmpty()) {
            throw new ModelException("'" + leaf.path() + "' is a point source, but image '" + target.name()
                    + "' has no PSF; give it one: target.psf(Psf.gaussian(fwhm))");
        }
        boolean blurred = light instanceof EllipticalLight && stamp.isPresent();
        upscale = blurred ? stamp.orElseThrow().upscale() : 1;
        convolution = blurred
                ? Optional.of(new Convolution(stamp.orElseThrow(), pixels.width() * upscale, pixels.height() * upscale))
                : Optional.empty();
        var fine = pixels.finer(upscale);
        cells = fine.part(fine.whole()
                .grown(
                        convolution.map(Convolution::left).orElse(0),
                        convolution.map(Convolution::below).orElse(0)));
        images = new double[1 + light.shapeParameters()][cells.size()];
        alone = new double[1][cells.size()];
        latest = images[0];
        samplers = light instanceof EllipticalLight e
                ? IntStream.range(0, workers)
                        .mapToObj(w -> new EllipseSampler(e, blurred))
                        .toList()
                : List.of();
        published = light instanceof EllipticalLight e && e.published()
                ? Optional.of(
                        new PublishedImage(e, cells, stamp.orElseGet(() -> new PsfStamp(1, 1, 1, new double[] {1}))))
                : Optional.empty();
    }

    Window window() {
        return window;
    }

    /** Number of parameters of shape. */
    int shapes() {
        return images.length - 1;
    }

    /** Flux of amplitude 1 as last rendered, [height x width] of the window; the array may be longer. Not to be modified. */
    double[] unit() {
        return latest;
    }

    /** As {@link #unit}, where derivatives were last rendered. */
    double[] base() {
        return images[0];
    }

    /** Derivative of {@link #base} by parameter k of shape. */
    double[] derivative(int k) {
        return images[1 + k];
    }

    /** Renders with these parameters of the leaf; without derivatives, those that were rendered last stay as they are. */
    void render(double[] p, boolean derivatives, Workers workers, List<Convolution.Workspace> spaces) {
        latest = derivatives ? images[0] : alone[0];
        if (light instanceof EllipticalLight) {
            renderEllipse(p, derivatives, workers, spaces);
        } else {
            latest = images[0];
            if (light instanceof SkyLight sky) {
                renderSky(sky, p);
            } else {
                renderPoint(p);
            }
        }
    }

    private void renderEllipse(double[] p, boolean derivatives, Workers workers, List<Convolution.Workspace> spaces) {
        double[][] out = derivatives ? images : alone;
        if (published.isPresent()) {
            published.get().render(p, derivatives, out, spaces.get(0));
            Arrays.stream(out).forEach(this::sumUp);
            return;
        }
        int tiles = (cells.height() + TILE - 1) / TILE;
        workers.run(tiles, (tile, worker) -> {
            var sampler = samplers.get(worker);
            sampler.set(cells, p);
            sampler.rows(tile * TILE, Math.min(cells.height(), (tile + 1) * TILE), derivatives, out);
        });
        if (convolution.isEmpty()) {
            return;
        }
        var psf = convolution.orElseThrow();
        int count = out.length;
        workers.run((count + 1) / 2, (pair, worker) -> {
            int second = Math.min(2 * pair + 1, count - 1);
            psf.apply(out[2 * pair], out[second], spaces.get(worker));
            for (int c = 2 * pair; c <= second; c++) {
                sumUp(out[c]);
            }
        });
    }

    /** Sums upscale x upscale cells into each pixel, in place. */
    private void sumUp(double[] image) {
        if (upscale == 1) {
            return;
        }
        int width = pixels.width();
        for (int j = 0; j < pixels.height(); j++) {
            for (int i = 0; i < width; i++) {
                double sum = 0;
                for (int b = 0; b < upscale; b++) {
                    int from = ((j * upscale + b) * width + i) * upscale;
                    for (int a = 0; a < upscale; a++) {
                        sum += image[from + a];
                    }
                }
                image[j * width + i] = sum; // behind what is still to be read
            }
        }
    }

    private void renderSky(SkyLight sky, double[] p) {
        var whole = target.grid();
        double middleX = whole.x(whole.width() / 2.0, whole.height() / 2.0);
        double middleY = whole.y(whole.width() / 2.0, whole.height() / 2.0);
        boolean flat = sky.slopes().isEmpty();
        for (int j = 0; j < pixels.height(); j++) {
            for (int i = 0; i < pixels.width(); i++) {
                int k = j * pixels.width() + i;
                double area = pixels.area();
                if (flat) {
                    images[0][k] = area;
                    continue;
                }
                images[1][k] = area * (pixels.x(i + 0.5, j + 0.5) - middleX);
                images[2][k] = area * (pixels.y(i + 0.5, j + 0.5) - middleY);
                images[3][k] = area;
                images[0][k] = p[0] * images[1][k] + p[1] * images[2][k] + p[2] * area;
            }
        }
    }

    private void renderPoint(double[] p) {
        var psf = target.psf().orElseThrow();
        if (psf.isFormula()) {
            PointSampler.formula(psf, NEAR * psf.fwhm(), pixels, p[0], p[1], images);
        } else {
            PointSampler.stamp(stamp.orElseThrow(), pixels, p[0], p[1], images);
        }
    }
}
