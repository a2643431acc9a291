package asterism.infer;

/** Explores a posterior: an immutable description of how, with one verb. */
public interface Sampler {

    /**
     * Runs until done, interrupted or out of budget. An interruption of the calling thread ends the run within a
     * second; the fit then holds what was sampled so far and says that it was interrupted.
     */
    Fit run(Posterior posterior);
}
