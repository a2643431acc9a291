package asterism.region;

import asterism.param.Parameter;
import asterism.prior.Prior;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters of one region's model and what was said about each.
 *
 * @param region     its name
 * @param parameters scalars, in the model's order
 * @param treatment  the prior of each, if one was given
 */
record RegionParameters(String region, List<Parameter> parameters, Function<Parameter, Optional<Prior>> treatment) {}
