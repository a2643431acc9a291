package asterism.plot;

/** Receives the points of a mark; NaN stands for "everywhere along this axis". */
@FunctionalInterface
interface PointSink {
    void see(double x, double y);
}
