package asterism.image;

/**
 * A PSF on the pixels of one image.
 *
 * @param width   cells in a row, odd
 * @param height  rows, odd
 * @param upscale cells on each side of a pixel
 * @param cells   [height x width], row-major, with the sum 1. Not modified.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on inside the package only, never compared
record PsfStamp(int width, int height, int upscale, double[] cells) {}
