package asterism.plot;

import java.awt.Color;

/**
 * From a number in [0, 1] to a color; the maps of matplotlib, perceptually uniform and safe for color-blind readers.
 *
 * <p>Seventeen or fewer anchors each, interpolated linearly: within two units of 255 of the originals' 256 steps.
 */
public enum ColorMap {
    /** Dark violet over green to yellow. */
    VIRIDIS("440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b "
            + "fde725"),
    /** Dark blue over gray to yellow; the same to every kind of color vision. */
    CIVIDIS("00224e 002e6c 213b6e 35456c 434e6c 50586c 5d636e 696d71 757575 838078 918a78 9f9576 aea071 beac6a cdb861 "
            + "ddc652 eed33d fee838"),
    /** Black over red and orange to pale yellow. */
    MAGMA("000004 0b0924 20114b 3b0f70 57157e 721f81 8c2981 a8327d c43c75 de4968 f1605d fa7f5e fe9f6d febf84 fddea0 "
            + "fcfdbf"),
    /** White to black, as on a photographic plate: stars are dark. */
    PLATE("ffffff 000000"),
    /** Black to white. */
    GRAY("000000 ffffff"),
    /** Blue over white to red, for residuals about zero. */
    COOLWARM("3b4cc0 5977e3 7b9ff9 9ebeff c0d4f5 dddcdc f2cbb7 f7ac8e ee8468 d65244 b40426");

    private final int[] anchors;

    ColorMap(String colors) {
        var words = colors.split(" ");
        anchors = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            anchors[i] = Integer.parseInt(words[i], 16);
        }
    }

    /** The color at a fraction; outside [0, 1] that of the nearer end. */
    public Color at(double fraction) {
        double place = Math.min(Math.max(fraction, 0), 1) * (anchors.length - 1);
        int i = Math.min((int) place, anchors.length - 2);
        return Colors.mix(new Color(anchors[i]), new Color(anchors[i + 1]), place - i);
    }
}
