package asterism.plot;

/** Sizes of figures. */
final class Sizes {

    private static final int SMALLEST = 60;
    private static final int LARGEST = 10_000;

    private Sizes() {}

    static void check(int width, int height) {
        if (width < SMALLEST || height < SMALLEST || width > LARGEST || height > LARGEST) {
            throw new IllegalArgumentException("a figure's sides must be between " + SMALLEST + " and " + LARGEST
                    + " pixels, got " + width + " x " + height);
        }
    }
}
