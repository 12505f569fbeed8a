/** How a proof ends that saw its property broken; Node's own 1 means that the proof itself failed. */
export const broken = 3;
