package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** A kernel on IJava's base library; IJava itself cannot be had from Maven. */
public final class IJavaStub {

    /** The kernel. */
    public static final BaseKernel KERNEL = new BaseKernel() {
        @Override
        public DisplayData eval(String code) {
            return new DisplayData(code);
        }

        @Override
        public LanguageInfo getLanguageInfo() {
            return new LanguageInfo.Builder("java").build();
        }
    };

    private IJavaStub() {}
}
