package asterism.image;

import asterism.display.Card;
import asterism.display.Displayable;
import asterism.io.FitsImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A segmentation map, as source finders write it: for each pixel of one image the number of the object that it belongs to, 0
 * for the sky. It gives windows and masks for any image of the same sky, whatever its pixels.
 *
 * <pre>{@code
 * var found = Segmentation.read("r-segments.fits", r);
 * Joint.of(r.mask(found.others(r, 3)), w1.mask(found.others(w1, 3)))
 *     .add(Sersic.of("galaxy").window("r", found.window(r, 3, 1.5)).window("W1", found.window(w1, 3, 1.5)))
 * }</pre>
 *
 * <p>Fits need none of it: their starts come from the data. Immutable.
 */
public final class Segmentation implements Displayable {

    private static final double ROUNDING = 1e-6; // pixels

    private final PixelGrid grid;
    private final int[] objects; // [height x width]
    private final TreeMap<Integer, Window> boxes = new TreeMap<>();

    private Segmentation(PixelGrid grid, int[] objects) {
        this.grid = grid;
        this.objects = objects;
        for (int k = 0; k < objects.length; k++) {
            if (objects[k] != 0) {
                int i = k % grid.width();
                int j = k / grid.width();
                boxes.merge(objects[k], new Window(i, i + 1, j, j + 1), Window::union);
            }
        }
    }

    /**
     * The objects in the pixels of a grid.
     *
     * @param objects [height x width], row-major: the object's number, 0 for the sky. Not modified.
     */
    public static Segmentation of(PixelGrid grid, int[] objects) {
        if (objects.length != grid.size()) {
            throw new IllegalArgumentException("the segmentation map has " + objects.length
                    + " pixels, but the grid has " + grid.width() + " x " + grid.height() + " = " + grid.size());
        }
        if (Arrays.stream(objects).anyMatch(o -> o < 0)) {
            throw new IllegalArgumentException(
                    "the objects of a segmentation map are counted from 1, the sky is 0; got "
                            + Arrays.stream(objects).min().getAsInt());
        }
        return new Segmentation(grid, objects.clone());
    }

    /**
     * Reads the map that belongs to an image from a FITS file, {@code "segments.fits"} or {@code "segments.fits[1]"}.
     *
     * @param image the image that the objects were found in; the map has its pixels
     * @throws java.io.UncheckedIOException where the file is missing or damaged
     * @throws IllegalArgumentException     where the map has other pixels than the image, or something else than whole numbers
     */
    public static Segmentation read(String file, Target image) {
        FitsImage map = TargetFile.image(file);
        var grid = image.grid();
        if (map.columns() != grid.width() || map.rows() != grid.height()) {
            throw new IllegalArgumentException(map.place() + ": a map of " + map.columns() + " x " + map.rows()
                    + " pixels does not belong to image '" + image.name() + "' of " + grid.width() + " x "
                    + grid.height());
        }
        double[] values = map.toArray();
        int[] objects = new int[values.length];
        for (int k = 0; k < objects.length; k++) {
            objects[k] = (int) values[k];
            if (objects[k] != values[k] || objects[k] < 0) {
                throw new IllegalArgumentException(map.place() + ": pixel (" + k % grid.width() + ", "
                        + k / grid.width() + ") of the segmentation map is " + values[k]
                        + ", but it must be the number of an object, or 0 for the sky");
            }
        }
        return new Segmentation(grid, objects);
    }

    /** The numbers of the objects, rising. */
    public List<Integer> objects() {
        return List.copyOf(boxes.keySet());
    }

    /**
     * The box around an object in an image, cut at the image's edge.
     *
     * @param image  any image of the same sky
     * @param object the object's number
     * @param growth by which factor each side is longer than the object: 1 to touch it, 1.5 to leave sky around it
     * @throws IllegalArgumentException where the object is not in the map or outside of the image
     */
    public Window window(Target image, int object, double growth) {
        requireObjects(object);
        if (!(growth > 0) || !Double.isFinite(growth)) {
            throw new IllegalArgumentException("the growth of a window must be above 0, got " + growth);
        }
        var box = Objects.requireNonNull(boxes.get(object)); // checked above
        var to = image.grid();
        double[] lo = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] hi = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int u : new int[] {box.i0(), box.i1()}) {
            for (int v : new int[] {box.j0(), box.j1()}) {
                double[] there = {to.u(grid.x(u, v), grid.y(u, v)), to.v(grid.x(u, v), grid.y(u, v))};
                for (int axis = 0; axis < 2; axis++) {
                    lo[axis] = Math.min(lo[axis], there[axis]);
                    hi[axis] = Math.max(hi[axis], there[axis]);
                }
            }
        }
        int[] from = new int[2];
        int[] end = new int[2];
        int[] size = {to.width(), to.height()};
        for (int axis = 0; axis < 2; axis++) {
            double middle = (lo[axis] + hi[axis]) / 2;
            double half = growth * (hi[axis] - lo[axis]) / 2;
            from[axis] = Math.max(0, (int) Math.floor(middle - half + ROUNDING));
            end[axis] = Math.min(size[axis], (int) Math.ceil(middle + half - ROUNDING));
            if (from[axis] >= end[axis]) {
                throw new IllegalArgumentException(
                        "object " + object + " of the segmentation map lies outside of image '" + image.name() + "'");
            }
        }
        return new Window(from[0], end[0], from[1], end[1]);
    }

    /**
     * Where an image shows objects that are not modeled, for {@link Target#mask}.
     *
     * @param image   any image of the same sky
     * @param modeled the numbers of the objects that stay
     * @return [height x width] of the image, row-major: true where its pixel holds the center of a pixel of another object, or
     *     its own center lies on one
     */
    public boolean[] others(Target image, int... modeled) {
        requireObjects(modeled);
        var to = image.grid();
        boolean[] mask = new boolean[to.size()];
        for (int k = 0; k < objects.length; k++) {
            if (isOther(objects[k], modeled)) {
                double x = grid.x(k % grid.width() + 0.5, k / grid.width() + 0.5);
                double y = grid.y(k % grid.width() + 0.5, k / grid.width() + 0.5);
                int at = index(to, x, y);
                if (at >= 0) {
                    mask[at] = true;
                }
            }
        }
        for (int k = 0; k < mask.length; k++) {
            double x = to.x(k % to.width() + 0.5, k / to.width() + 0.5);
            double y = to.y(k % to.width() + 0.5, k / to.width() + 0.5);
            int at = index(grid, x, y);
            mask[k] |= at >= 0 && isOther(objects[at], modeled);
        }
        return mask;
    }

    private static boolean isOther(int object, int[] modeled) {
        return object != 0 && Arrays.stream(modeled).noneMatch(m -> m == object);
    }

    /** The pixel of a grid at a place, or -1. */
    private static int index(PixelGrid grid, double x, double y) {
        int i = (int) Math.floor(grid.u(x, y));
        int j = (int) Math.floor(grid.v(x, y));
        return i >= 0 && i < grid.width() && j >= 0 && j < grid.height() ? j * grid.width() + i : -1;
    }

    private void requireObjects(int... wanted) {
        for (int object : wanted) {
            if (!boxes.containsKey(object)) {
                throw new IllegalArgumentException(
                        "no object " + object + " in the segmentation map; it has " + boxes.keySet());
            }
        }
    }

    @Override
    public Card card() {
        var rows = new ArrayList<List<String>>();
        boxes.forEach((object, box) -> rows.add(List.of(
                "" + object,
                "" + Arrays.stream(objects).filter(o -> o == object).count(),
                box.toString())));
        return Card.of("Segmentation map of " + grid).table(List.of("object", "pixels", "columns x rows"), rows);
    }

    @Override
    public String toString() {
        return "segmentation map of " + boxes.size() + " objects";
    }
}
