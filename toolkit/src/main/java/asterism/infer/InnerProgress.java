package asterism.infer;

/** The progress of one part of a longer computation, shown as the message of the whole. */
final class InnerProgress implements Progress {

    private final ThrottledProgress outer;
    private final String title;

    InnerProgress(ThrottledProgress outer, String title) {
        this.outer = outer;
        this.title = title;
    }

    @Override
    public boolean update(long done, String message) {
        return outer.updatePart(message.isEmpty() ? title : title + ", " + message);
    }

    @Override
    public void close() {
        // the outer report goes on
    }
}
