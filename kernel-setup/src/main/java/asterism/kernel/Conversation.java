package asterism.kernel;

import java.util.ArrayList;
import java.util.List;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;

/**
 * One request and what is said in answer to it.
 *
 * <p>Published messages leave at once. Replies are kept until the thread that owns the socket takes them, because
 * requests are handled on another thread.
 */
final class Conversation extends ShellReplyEnvironment {

    private final List<Message<?>> replies = new ArrayList<>();
    private final boolean silent;
    private boolean failed;
    private boolean input;

    Conversation(Channels channels, Channels.Requests socket, MessageContext request, boolean silent) {
        super(socket, channels.keyboard, channels.publisher, request);
        this.silent = silent;
    }

    @Override
    public void reply(Message<?> message) {
        replies.add(message);
    }

    /** The replies so far, in order. */
    List<Message<?>> replies() {
        return replies;
    }

    /** Replies with a free form of content. */
    void reply(MessageType<?> type, Object content) {
        reply(message(type, content));
    }

    /** Publishes with a free form of content. */
    void tell(MessageType<?> type, Object content) {
        publish(message(type, content));
    }

    /** Publishes, unless it is more than the status and the request asked for silence. */
    @Override
    public void publish(Message<?> message) {
        if (!silent || message.getContent() instanceof PublishStatus) {
            super.publish(message);
        }
    }

    /** Notes that the request failed in a way that ends the requests queued behind it. */
    void markFailed() {
        failed = true;
    }

    /** Says whether the front end can ask the user for a line. */
    void allowInput(boolean allowed) {
        input = allowed;
    }

    boolean allowsInput() {
        return input;
    }

    boolean hasFailed() {
        return failed;
    }

    /** The library writes whatever content it is given as JSON; only its type parameter wants more. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Message<?> message(MessageType<?> type, Object content) {
        return new Message(getContext(), (MessageType) type, content);
    }
}
