package asterism.xray;

import java.util.ArrayList;
import java.util.List;

/**
 * One source of the master catalogue and the detections that are linked to it, each a region of a stack.
 *
 * <pre>{@code
 * master("M1").with("S1", "r1").with("S2", "r3")
 * }</pre>
 *
 * @param master  its name
 * @param members its detections
 */
public record MasterAssociation(String master, List<Member> members) {

    /**
     * A detection.
     *
     * @param stack  the stack
     * @param region the region's label in that stack; the same label in another stack is another region
     */
    public record Member(String stack, String region) {}

    /** Copies the list. */
    public MasterAssociation {
        members = List.copyOf(members);
    }

    /** A master source without detections. */
    public static MasterAssociation master(String name) {
        return new MasterAssociation(name, List.of());
    }

    /** This source with one more detection. */
    public MasterAssociation with(String stack, String region) {
        var more = new ArrayList<>(members);
        more.add(new Member(stack, region));
        return new MasterAssociation(master, more);
    }

    @Override
    public String toString() {
        var links = new ArrayList<String>();
        members.forEach(m -> links.add(m.stack() + "." + m.region()));
        return master + " = " + String.join(" + ", links);
    }
}
