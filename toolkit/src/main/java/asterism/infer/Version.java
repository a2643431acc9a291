package asterism.infer;

import java.util.Optional;

/** The version of this toolkit, as it is written into files. */
final class Version {

    static final String TOOLKIT = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("development");

    private Version() {}
}
